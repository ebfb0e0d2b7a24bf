package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.oci.JsonObject;
import dev.garboard.registry.FakeRegistry;
import dev.garboard.words.ExitCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A base that Garboard made lies below the image that was published before: a machine that has
/// nothing takes it from there.
final class TakenBaseTest {

  @TempDir private Path directory;
  private FakeRegistry registry;
  private LockedProject project;
  private PinnedBase base;
  private int runners;
  private final Map<String, String> variables = new HashMap<>();

  @BeforeEach
  void start() throws Exception {
    directory = directory.toRealPath();
    registry = new FakeRegistry();
    project = new LockedProject(directory.resolve("app"), 0);
    base = new PinnedBase();
    base.pin(project.directory());
    variables.putAll(base.variables());
    variables.put("GARBOARD_BYTECODE", "false");
  }

  @AfterEach
  void stop() {
    project.close();
    registry.close();
    base.close();
  }

  /// On a machine of its own; the image's digest.
  private String push(String... more) throws Exception {
    registry.clearRequests();
    base.forget();
    project.forget();
    List<String> arguments =
        new ArrayList<>(List.of("build", project.directory().toString(), "-q", "--json", "--push"));
    arguments.addAll(List.of("-t", registry.host() + "/team/app:1"));
    arguments.addAll(List.of(more));
    Path runner = directory.resolve("runner-" + runners++);
    StoreRun run = StoreRun.with(variables, runner, arguments.toArray(String[]::new));
    assertThat(run.exit()).as(run.err() + run.out()).isEqualTo(ExitCode.DONE);
    return JsonObject.parse("result", run.out()).text("digest").orElseThrow();
  }

  private List<String> requests(String pattern) {
    return registry.requests().stream().filter(r -> r.matches(pattern)).toList();
  }

  @Test
  void thePinnedBaseIsTakenWithoutAPackageOrABlob() throws Exception {
    String first = push();
    assertThat(base.fetched()).hasSize(3);
    assertThat(push()).isEqualTo(first);
    assertThat(base.fetched()).isEmpty();
    assertThat(project.fetched()).isEmpty();
    // The configuration, where the keys are.
    assertThat(requests("GET .*/blobs/.*")).hasSize(1);
    assertThat(requests("P.*")).isEmpty();
  }

  @Test
  void aSourceEditSendsTheAppLayerAlone() throws Exception {
    push();
    Files.writeString(project.directory().resolve("main.py"), "print('edited')\n");
    push();
    assertThat(base.fetched()).isEmpty();
    assertThat(project.fetched()).isEmpty();
    assertThat(requests("GET .*/blobs/.*")).hasSize(1);
    // The layer and the configuration.
    assertThat(requests("PUT .*/blobs/.*")).hasSize(2);
  }

  @Test
  void systemPackagesOnItAreTakenToo() throws Exception {
    variables.put("GARBOARD_SYSTEM_PACKAGES", "libdemo1");
    base.pin(project.directory(), "libdemo1");
    String first = push();
    assertThat(base.fetched()).hasSize(4);
    assertThat(push()).isEqualTo(first);
    assertThat(base.fetched()).isEmpty();
    assertThat(requests("GET .*/blobs/.*")).hasSize(1);
  }

  @Test
  void newSystemPackagesOnItNeedNoPackageOfTheBase() throws Exception {
    push();
    variables.put("GARBOARD_SYSTEM_PACKAGES", "libdemo1");
    base.pin(project.directory(), "libdemo1");
    push();
    assertThat(base.fetched()).containsExactly("/debian/pool/main/libdemo1_1_arm64.deb");
    assertThat(requests("GET .*/blobs/.*")).hasSize(1);
  }

  @Test
  void anImageOfDockersFormatServesAsWell() throws Exception {
    String first = push();
    push("--format", "docker");
    assertThat(base.fetched()).isEmpty();
    assertThat(push()).isEqualTo(first);
    assertThat(base.fetched()).isEmpty();
  }

  @Test
  void anUpdatedPackageMisses() throws Exception {
    String first = push();
    base.update("libc6", "2.41-13");
    base.pin(project.directory());
    assertThat(push()).isNotEqualTo(first);
    assertThat(base.fetched()).hasSize(3);
  }

  @Test
  void aVanishedBlobOfTheBaseIsMadeAgain() throws Exception {
    String first = push();
    String manifest = new String(registry.manifest("team/app", first), StandardCharsets.UTF_8);
    String lowest = manifest.substring(manifest.indexOf("\"layers\""));
    lowest = lowest.substring(lowest.indexOf("sha256:"));
    Map<String, byte[]> blobs = registry.blobs("team/app");
    blobs.remove(lowest.substring(0, lowest.indexOf('"')));
    int left = blobs.size();
    Files.writeString(project.directory().resolve("main.py"), "print('edited')\n");
    push();
    assertThat(base.fetched()).hasSize(3);
    // The base's blob, the app layer and the configuration.
    assertThat(blobs).hasSize(left + 3);
  }
}
