package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.oci.JsonObject;
import dev.garboard.registry.FakeRegistry;
import dev.garboard.registry.Faults;
import dev.garboard.registry.TokenGate;
import dev.garboard.words.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a machine that has nothing asks for and sends when the previous image is in a registry:
/// counted, as everything else about it is.
final class ColdRunnerCountsTest {

  private static final Pattern LAYER =
      Pattern.compile(
          "\"label\":\"([^\"]*)\",\"origin\":\"([a-z]+)\",\"packages\":\\[([^\\]]*)\\]");

  @TempDir private Path directory;
  private FakeRegistry registry;
  private LockedProject project;
  private int runners;
  private final Map<String, String> variables = new HashMap<>();

  @BeforeEach
  void pushTheFirstImage() throws Exception {
    directory = directory.toRealPath();
    registry = new FakeRegistry();
    project = new LockedProject(directory.resolve("app"), 0);
    variables.put("GARBOARD_BYTECODE", "false");
    assertThat(built(push("team/app"))).isNotEmpty();
    assertThat(project.fetched()).hasSize(LockedProject.WHEELS);
    project.forget();
    registry.clearRequests();
  }

  @AfterEach
  void stop() {
    project.close();
    registry.close();
  }

  /// On a machine of its own.
  private StoreRun push(String repository, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("build", project.directory().toString(), "--json", "--push"));
    arguments.addAll(List.of("-t", registry.host() + "/" + repository + ":1"));
    arguments.addAll(List.of(more));
    Path runner = directory.resolve("runner-" + runners++);
    StoreRun run = StoreRun.with(variables, runner, arguments.toArray(String[]::new));
    assertThat(run.exit()).as(run.err() + run.out()).isEqualTo(ExitCode.DONE);
    return run;
  }

  /// The layers that were made, and the distributions in them.
  private static Map<String, String> built(StoreRun run) {
    Map<String, String> built = new HashMap<>();
    Matcher layers = LAYER.matcher(run.out());
    while (layers.find()) {
      if (layers.group(2).equals("built")) {
        built.put(layers.group(1), layers.group(3));
      }
    }
    return built;
  }

  /// Whether the lockfile was read and packages were selected from it.
  private static boolean selected(StoreRun run) {
    return run.err().contains("selected ");
  }

  /// What a place holds may change though its name does not.
  @Test
  void readsTheLockfileWhereWheelsAreSupplied() throws Exception {
    Path links = Files.createDirectories(directory.resolve("links"));
    push("team/app", "--find-links", links.toString());
    assertThat(selected(push("team/app", "--find-links", links.toString()))).isTrue();
    assertThat(selected(push("team/app"))).isTrue();
    assertThat(selected(push("team/app"))).isFalse();
  }

  /// Nor is it known then that the file is still the one that the image was made of.
  @Test
  void readsTheLockfileWhereItHasNoHashOfAWheel() throws Exception {
    Path lock = project.directory().resolve("uv.lock");
    String text = Files.readString(lock);
    String without = text.replaceFirst(", hash = \"sha256:[0-9a-f]+\"", "");
    assertThat(without).isNotEqualTo(text);
    Files.writeString(lock, without);
    push("team/app");
    assertThat(selected(push("team/app"))).isTrue();
    Files.writeString(lock, text);
    push("team/app");
    assertThat(selected(push("team/app"))).isFalse();
  }

  private long blobsSent() {
    return registry.requests().stream().filter(r -> r.matches("PUT .*/blobs/.*")).count();
  }

  private long blobsRead() {
    return registry.requests().stream().filter(r -> r.matches("GET .*/blobs/.*")).count();
  }

  @Test
  void nothingChangedSendsNothing() {
    assertThat(built(push("team/app"))).isEmpty();
    assertThat(project.fetched()).isEmpty();
    assertThat(registry.requests()).noneMatch(r -> r.startsWith("P"));
    // The configuration, where the layer keys are.
    assertThat(blobsRead()).isEqualTo(1);
  }

  @Test
  void aSourceEditNeedsNoWheelAndSendsTheAppLayer() throws Exception {
    Files.writeString(project.directory().resolve("main.py"), "print('edited')\n");
    StoreRun run = push("team/app");
    assertThat(built(run)).containsOnlyKeys("app");
    assertThat(selected(run)).isFalse();
    assertThat(project.fetched()).isEmpty();
    // Who shares a layer is not known without the lockfile, and not said to be nobody.
    assertThat(run.out())
        .contains("\"label\":\"p5\",\"origin\":\"registry\",\"packages\":[\"p5\"]")
        .doesNotContainPattern("\"kind\":\"bucket\"[^}]*\"packages\"");
    int layers = run.out().split("\"diffID\"", -1).length - 1;
    // How the registry is spoken to, which one with TLS is not asked; the image's documents; each
    // layer that is taken over; the app layer and the configuration, sent in two steps; the tag.
    assertThat(registry.requests())
        .hasSize(1 + 2 + (layers - 1) + 2 * 2 + 1)
        .filteredOn(request -> request.startsWith("HEAD"))
        .hasSize(layers - 1)
        .doesNotHaveDuplicates();
    // The layer and the configuration.
    assertThat(blobsSent()).isEqualTo(2);
    assertThat(blobsRead()).isEqualTo(1);
  }

  @Test
  void aSourceEditOnAMachineThatHasEverythingAsksNoMore() throws Exception {
    runners--;
    Files.writeString(project.directory().resolve("main.py"), "print('edited')\n");
    StoreRun run = push("team/app");
    int layers = run.out().split("\"diffID\"", -1).length - 1;
    assertThat(registry.requests()).hasSize(1 + 2 + (layers - 1) + 2 * 2 + 1);
  }

  @Test
  void oneTokenDoesForTheLookAndThePush() throws Exception {
    TokenGate gate = new TokenGate(registry.host(), 10_000);
    registry.inject(gate);
    Files.writeString(project.directory().resolve("main.py"), "print('edited')\n");
    push("team/app");
    assertThat(gate.asked())
        .singleElement()
        .asString()
        .contains("scope=repository:team/app:pull,push");
  }

  @Test
  void aBumpOfALargeWheelNeedsThatWheelAlone() throws Exception {
    project.bump(5);
    StoreRun run = push("team/app");
    Map<String, String> built = built(run);
    assertThat(built).containsOnlyKeys("p5");
    assertThat(project.fetched()).containsExactly("/p5-1.1-py3-none-any.whl");
    // The layer and the configuration.
    assertThat(blobsSent()).isEqualTo(2);
    int layers = run.out().split("\"diffID\"", -1).length - 1;
    // As for a source edit, and the new layer, which is large, is asked for before it is sent.
    assertThat(registry.requests()).hasSize(1 + 2 + (layers - 1) + 3 + 2 + 1);
  }

  @Test
  void aBumpOfASmallWheelNeedsThoseOfItsBucket() throws Exception {
    project.bump(0);
    Map<String, String> built = built(push("team/app"));
    assertThat(built).hasSize(1);
    String bucket = built.values().iterator().next();
    TreeSet<String> needed = new TreeSet<>();
    for (String name : bucket.replace("\"", "").split(",", -1)) {
      needed.add("/" + name + (name.equals("p0") ? "-1.1" : "-1.0") + "-py3-none-any.whl");
    }
    assertThat(project.fetched()).containsExactlyElementsOf(needed);
    assertThat(needed.size()).isLessThan(LockedProject.WHEELS / 2);
  }

  @Test
  void anEditedPathDependencyMisses() throws Exception {
    Path library = Files.createDirectories(directory.resolve("app/library/src/library"));
    Files.writeString(library.resolve("__init__.py"), "ONE = 1\n");
    Files.writeString(
        directory.resolve("app/library/pyproject.toml"),
        """
        [project]
        name = "library"
        version = "1.0"
        requires-python = ">=3.13"

        [build-system]
        requires = ["uv_build>=0.9,<1"]
        build-backend = "uv_build"
        """);
    Path lock = project.directory().resolve("uv.lock");
    String text = Files.readString(lock);
    Files.writeString(
        lock,
        text.replaceFirst("dependencies = \\[\n", "dependencies = [\n    { name = \"library\" },\n")
            + """

            [[package]]
            name = "library"
            version = "1.0"
            source = { directory = "library" }
            """);
    push("team/app");
    project.forget();
    Files.writeString(library.resolve("__init__.py"), "ONE = 2\n");
    StoreRun run = push("team/app");
    Map<String, String> built = built(run);
    assertThat(selected(run)).isTrue();
    assertThat(built).containsKey("library");
    assertThat(built).hasSizeLessThanOrEqualTo(2);
    assertThat(project.fetched()).isEmpty();

    Files.writeString(project.directory().resolve("main.py"), "print('edited')\n");
    StoreRun unedited = push("team/app");
    assertThat(selected(unedited)).isFalse();
    assertThat(built(unedited)).containsOnlyKeys("app");
  }

  @Test
  void aChangedVariableMisses() {
    variables.put("GARBOARD_LAYERS_ALONE", "p1");
    StoreRun run = push("team/app");
    Map<String, String> built = built(run);
    assertThat(selected(run)).isTrue();
    assertThat(built).containsKey("p1");
    assertThat(project.fetched()).contains("/p1-1.0-py3-none-any.whl");
    assertThat(project.fetched().size()).isLessThan(LockedProject.WHEELS);
  }

  @Test
  void aChangedUserSettingMisses() throws Exception {
    Path settings = directory.resolve("garboard.toml");
    Files.writeString(settings, "compression = \"zstd:3\"\n");
    variables.put("GARBOARD_CONFIG_FILE", settings.toString());
    StoreRun run = push("team/app");
    assertThat(selected(run)).isTrue();
    assertThat(built(run).size()).isGreaterThan(LockedProject.WHEELS / 2);
    assertThat(project.fetched()).hasSize(LockedProject.WHEELS);
  }

  @Test
  void theSameSettingFromElsewhereIsTakenOver() throws Exception {
    variables.put("GARBOARD_LAYERS_ALONE", "p1");
    assertThat(selected(push("team/app"))).isTrue();
    variables.remove("GARBOARD_LAYERS_ALONE");
    Path settings = directory.resolve("garboard.toml");
    Files.writeString(settings, "layers = { alone = [\"p1\"] }\n");
    variables.put("GARBOARD_CONFIG_FILE", settings.toString());
    assertThat(selected(push("team/app"))).isFalse();
  }

  @Test
  void anotherPlaceOfTheSameFilesIsTakenOver() throws Exception {
    Path lock = project.directory().resolve("uv.lock");
    Files.writeString(
        lock, Files.readString(lock).replaceAll("url = \"[^\"]*/", "url = \"http://other.test/"));
    assertThat(selected(push("team/app"))).isFalse();
  }

  @Test
  void aVanishedBlobIsMadeAgain() throws Exception {
    Matcher layer = Pattern.compile("\"label\":\"p5\"").matcher(push("team/app").out());
    assertThat(layer.find()).isTrue();
    Map<String, byte[]> blobs = registry.blobs("team/app");
    String largest =
        blobs.entrySet().stream()
            .max((a, b) -> Integer.compare(a.getValue().length, b.getValue().length))
            .orElseThrow()
            .getKey();
    blobs.remove(largest);
    Files.writeString(project.directory().resolve("main.py"), "print('edited')\n");
    project.forget();
    assertThat(built(push("team/app"))).hasSize(2).containsKey("app");
    assertThat(project.fetched()).hasSize(1);
    assertThat(blobs).containsKey(largest);
  }

  @Test
  void layersOfAnotherRepositoryAreMounted() {
    String other = registry.host() + "/team/app:1";
    assertThat(built(push("fork/app", "--cache-from", other))).isEmpty();
    assertThat(project.fetched()).isEmpty();
    // No layer is sent: the configuration is.
    assertThat(blobsSent()).isEqualTo(1);
    assertThat(registry.requests()).anyMatch(r -> r.contains("?mount=") && r.contains("from=team"));
  }

  @Test
  void theRepositoryOfTheOrganisationServesAnotherProject() {
    String layers = registry.host() + "/org/layers";
    push("team/app", "--cache-repo", layers, "--cache-write");
    project.forget();
    registry.clearRequests();
    assertThat(built(push("new/app", "--cache-repo", layers)).keySet()).containsExactly("app");
    assertThat(project.fetched()).isEmpty();
    assertThat(registry.requests()).noneMatch(r -> r.matches("PUT .*/org/layers/.*"));
  }

  @Test
  void whatAnotherRepositoryHadIsNotKeptInTheFirst() {
    String others = registry.host() + "/others/layers";
    String own = registry.host() + "/own/layers";
    push("team/app", "--cache-repo", others, "--cache-write");
    project.forget();
    registry.clearRequests();
    String[] both = {"--cache-repo", own, "--cache-repo", others, "--cache-write"};
    assertThat(built(push("new/app", both)).keySet()).containsExactly("app");
    project.forget();
    assertThat(built(push("new/app", both))).isEmpty();
    assertThat(registry.requests()).noneMatch(r -> r.matches("PUT .*/own/layers/manifests/.*"));
  }

  @Test
  void whatCannotBeReadOfThePreviousImageCostsWheelsAndNoMore() throws Exception {
    String config = "GET /v2/team/app/blobs/";
    registry.inject(Faults.first(99, config, Faults.status(404, "BLOB_UNKNOWN")));
    StoreRun run = push("team/app");
    assertThat(built(run)).isNotEmpty();
    assertThat(project.fetched()).hasSize(LockedProject.WHEELS);
    registry.inject(_ -> false);
    String digest = JsonObject.parse("result", run.out()).text("digest").orElseThrow();
    assertThat(registry.manifest("team/app", digest)).isNotEmpty();
  }
}
