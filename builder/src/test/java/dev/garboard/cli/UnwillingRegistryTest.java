package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.registry.FakeRegistry;
import dev.garboard.registry.Faults;
import dev.garboard.registry.TestRegistry;
import dev.garboard.store.Store;
import dev.garboard.words.ExitCode;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Registries that take nothing: what the user is told, and that nothing is left half-done.
final class UnwillingRegistryTest {

  private static final String BEGIN = "POST .*/blobs/uploads/";

  @TempDir private Path directory;
  private FakeRegistry registry;
  private FakeRegistry other;
  private LockedProject project;

  @BeforeEach
  void start() throws Exception {
    directory = directory.toRealPath();
    registry = new FakeRegistry();
    other = new FakeRegistry();
    project = new LockedProject(directory.resolve("app"), 0);
  }

  @AfterEach
  void stop() {
    project.close();
    registry.close();
    other.close();
  }

  private StoreRun build(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("build", project.directory().toString(), "--no-bytecode"));
    arguments.addAll(List.of(more));
    StoreRun run = StoreRun.of(directory.resolve("cache"), arguments.toArray(String[]::new));
    assertThat(run.out()).isEmpty();
    assertThat(registry.references("team/app")).isEmpty();
    return run;
  }

  @Test
  void whereNothingListensThatIsTheMessage() throws Exception {
    String host = TestRegistry.deadHost();
    StoreRun run = build("-t", host + "/team/app:1", "--push");
    assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.WORLD);
    assertThat(run.err())
        .contains("cannot connect to the server", "http://" + host + "/v2/")
        .doesNotContain("Try again later");
  }

  @Test
  void aReadOnlyRegistryIsCalledThat() {
    registry.inject(Faults.always(BEGIN, Faults.status(405, "UNSUPPORTED")));
    StoreRun run = build("-t", registry.host() + "/team/app:1", "--push");
    assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.WORLD);
    assertThat(run.err()).contains("the registry refused (405)", "read-only");
  }

  @Test
  void aTokenServiceThatIsDownIsNamed() throws Exception {
    String realm = "http://" + TestRegistry.deadHost() + "/token";
    registry.inject(
        Faults.always(
            "/v2/team",
            Faults.answer(
                401, "WWW-Authenticate", "Bearer realm=\"" + realm + "\",service=\"here\"")));
    StoreRun run = build("-t", registry.host() + "/team/app:1", "--push");
    assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.WORLD);
    assertThat(run.err()).contains("cannot connect to the server", realm);
  }

  @Test
  void ofTwoPlacesNoneGetsANameWhenOneFails() throws Exception {
    other.inject(Faults.always(BEGIN, Faults.status(405, "UNSUPPORTED")));
    Path archive = directory.resolve("app.tar");
    StoreRun run =
        build(
            "--to", "docker://" + registry.host() + "/team/app:1",
            "--to", "oci-archive:" + archive,
            "--to", "docker://" + other.host() + "/team/app:1");
    assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.WORLD);
    assertThat(run.err()).contains(other.host() + "/team/app:1");
    assertThat(archive).doesNotExist();
    assertThat(directory.toFile().list()).containsExactlyInAnyOrder("app", "cache");
    assertThat(new Store(directory.resolve("cache"), InstantSource.system()).verify().corrupt())
        .isEmpty();
  }
}
