package dev.garboard.buildpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.buildpack.lifecycle.BuildpackDirectory;
import dev.garboard.buildpack.lifecycle.LifecycleImage;
import dev.garboard.buildpack.lifecycle.TestLifecycle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One application over several builds: what is made, what stays, and what never shows. The
/// interpreter is this machine's, so that no archive is asked.
final class ScenariosTest {
  private static final String PYTHON = "/usr/bin/python3";

  @TempDir static Path shared;
  private static Path buildpack = Path.of("");

  @TempDir Path work;
  private TestApplication app;
  private TestLifecycle lifecycle;

  @BeforeAll
  static void assemble() throws Exception {
    buildpack = BuildpackDirectory.make(Files.createDirectories(shared.resolve("buildpacks")));
    Files.setPosixFilePermissions(
        shared, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @BeforeEach
  void start() throws Exception {
    app = new TestApplication(work.resolve("app"));
    lifecycle = fresh();
  }

  private TestLifecycle fresh() throws Exception {
    return new TestLifecycle(work, buildpack).user("BP_GARBOARD_INTERPRETER", PYTHON);
  }

  @AfterEach
  void stop() {
    app.close();
  }

  private LifecycleImage cold() throws Exception {
    return app.build(lifecycle, LifecycleImage.none());
  }

  @Test
  void keepsEveryLayerWhenNothingChanged() throws Exception {
    LifecycleImage first = cold();
    assertThat(first.made()).isEqualTo(List.copyOf(first.layers().keySet()));
    int asked = app.requests();
    app.close(); // a dead index
    LifecycleImage second = app.build(lifecycle, first);
    assertThat(second.made()).isEmpty();
    assertThat(app.requests()).isEqualTo(asked);
    assertThat(second.layers().keySet()).isEqualTo(first.layers().keySet());
    assertThat(second.launch()).isEqualTo(first.launch());
    assertThat(text(second.bills())).isEqualTo(text(first.bills()));
    LifecycleImage third = app.build(lifecycle, second);
    assertThat(third.made()).isEmpty();
  }

  @Test
  void keepsEveryLayerWhenTheSourceChanged() throws Exception {
    LifecycleImage first = cold();
    app.module("demo.py", "VALUE = 2\n\n\ndef main():\n    print(VALUE)\n");
    assertThat(app.build(lifecycle, first).made()).isEmpty();
  }

  @Test
  void makesTheBucketAndTheEnvironmentWhenOnePackageIsBumped() throws Exception {
    LifecycleImage first = cold();
    int asked = app.requests();
    app.lock("1.1");
    TestLifecycle.Outcome second = lifecycle.build(app.directory(), first);
    assertThat(second.status()).as(second.log()).isZero();
    assertThat(second.log()).contains("alpha 1.0 → 1.1");
    assertThat(second.image().made()).hasSize(2).contains("environment");
    // Only the wheels of that bucket; the other layers' files are known from their bills.
    assertThat(app.requests() - asked).isLessThan(6);
    LifecycleImage again = fresh().built(app.directory(), LifecycleImage.none());
    assertThat(second.image().listings()).isEqualTo(again.listings());
    // Licences of wheels that nobody opened come out of the layers' metadata.
    assertThat(text(second.image().bills())).isEqualTo(text(again.bills()));
    assertThat(text(again.bills()).values())
        .allMatch(bill -> bill.split("\"MIT\"", -1).length == 12);
  }

  @Test
  void makesWhatAnotherGroupAdds() throws Exception {
    LifecycleImage first = cold();
    lifecycle.user("BP_GARBOARD_GROUPS", "extra");
    TestLifecycle.Outcome second = lifecycle.build(app.directory(), first);
    assertThat(second.log()).contains("added grouped 1.0");
    assertThat(second.image().made()).contains("environment").hasSizeLessThan(4);
  }

  @Test
  void makesEverythingForAnotherDistributionUnderItsInterpreter() throws Exception {
    LifecycleImage first = cold();
    TestLifecycle.Outcome second = lifecycle.distribution("ubuntu").build(app.directory(), first);
    assertThat(second.log()).contains("distribution debian 12 → ubuntu 12");
    assertThat(second.image().made()).containsAll(dependencies(first));
  }

  @Test
  void makesEverythingForAnotherArchitecture() throws Exception {
    LifecycleImage first = cold();
    TestLifecycle.Outcome second = lifecycle.architecture("arm64").build(app.directory(), first);
    assertThat(second.log()).contains("target linux/amd64 → linux/arm64");
    assertThat(second.image().made()).containsAll(dependencies(first));
  }

  @Test
  void makesEverythingForAnotherMinorVersionOfPython() throws Exception {
    LifecycleImage first = cold();
    LifecycleImage other = changed(first, "python", "cp38");
    TestLifecycle.Outcome second = lifecycle.build(app.directory(), other);
    assertThat(second.status()).as(second.log()).isZero();
    assertThat(second.log()).contains("python cp38 → cp3");
    assertThat(second.image().made()).containsAll(dependencies(first)).contains("environment");
  }

  @Test
  void makesEverythingWhenThePreviousImageIsGone() throws Exception {
    LifecycleImage first = cold();
    LifecycleImage second = cold();
    assertThat(second.made()).isEqualTo(List.copyOf(second.layers().keySet()));
    assertThat(second.listings()).isEqualTo(first.listings());
  }

  @Test
  void makesLayersWhoseMetadataIsOfAnotherVersionOrCorrupt() throws Exception {
    LifecycleImage first = cold();
    for (Object layout : List.of("0", "99", 1L)) {
      LifecycleImage other = changed(first, "layout", layout);
      TestLifecycle.Outcome outcome = lifecycle.build(app.directory(), other);
      assertThat(outcome.status()).as(outcome.log()).isZero();
      assertThat(outcome.log()).contains("another version of this buildpack");
      assertThat(outcome.image().made()).containsAll(dependencies(first));
    }
    LifecycleImage corrupt = changed(first, "key", "garbage");
    assertThat(lifecycle.built(app.directory(), corrupt).made()).containsAll(dependencies(first));
  }

  @Test
  void makesLayersWhoseListOfFilesDidNotComeBack() throws Exception {
    LifecycleImage first = cold();
    LifecycleImage.Layer environment = layer(first, "environment");
    LifecycleImage without = changed(first, "layout", LayerState.LAYOUT);
    without.layers().values().forEach(layer -> layer.bills().clear());
    TestLifecycle.Outcome outcome = lifecycle.build(app.directory(), without);
    assertThat(outcome.log()).contains("the list of its files did not come back");
    assertThat(layer(outcome.image(), "environment").listing()).isEqualTo(environment.listing());
  }

  @Test
  void makesContentsForBuildpacksThatAskForThem() throws Exception {
    LifecycleImage first = cold();
    TestLifecycle.Outcome outcome =
        lifecycle.build(
            app.directory(), first, "garboard = own\nuv-environment = own build launch");
    assertThat(outcome.status()).as(outcome.log()).isZero();
    assertThat(outcome.image().made()).isEqualTo(List.copyOf(first.layers().keySet()));
  }

  @Test
  void writesTheSameLayersUnderAnotherUmaskAndHostileVariables() throws Exception {
    LifecycleImage first = cold();
    TestLifecycle hostile =
        fresh()
            .umask("077")
            .process("LD_LIBRARY_PATH", "/nowhere")
            .process("PYTHONHOME", "/nowhere")
            .process("PYTHONPATH", "/nowhere")
            .process("UV_INDEX_URL", "http://127.0.0.1:9/simple")
            .process("UV_PROJECT_ENVIRONMENT", "/nowhere")
            .process("UV_NO_BINARY", "1")
            .process("UV_PYTHON", "3.9")
            .process("UV_EXCLUDE_NEWER", "2001-01-01")
            .process("PIP_REQUIRE_VIRTUALENV", "1")
            .process("PIP_TARGET", "/nowhere")
            .process("VIRTUAL_ENV", "/nowhere")
            .user("PATH", "/nowhere")
            .process("SOURCE_DATE_EPOCH", "1")
            .process("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
            .process("JAVA_TOOL_OPTIONS", "-Duser.language=tr -Xmx16m")
            .process("TZ", "Pacific/Apia")
            .process("LANG", "tr_TR.UTF-8");
    LifecycleImage second = app.build(hostile, LifecycleImage.none());
    assertThat(second.listings()).isEqualTo(first.listings());
    assertThat(second.launch()).isEqualTo(first.launch());
    assertThat(text(second.bills())).isEqualTo(text(first.bills()));
  }

  @Test
  void leavesTheApplicationAlone() throws Exception {
    List<String> before = app.state();
    cold();
    assertThat(app.state()).isEqualTo(before);
  }

  @Test
  void readsPasswordsFromBindingsAndShowsNone() throws Exception {
    app.requirePassword("reader", "planted-secret");
    TestLifecycle.Outcome refused = lifecycle.build(app.directory(), LifecycleImage.none());
    assertThat(refused.status()).isNotZero();
    assertThat(refused.log()).contains("denies access (401)").contains("python-index");
    lifecycle.bind(
        "packages",
        Map.of(
            "type",
            "python-index",
            "url",
            app.url() + "/simple",
            "username",
            "reader",
            "password",
            "planted-secret"));
    TestLifecycle.Outcome outcome = lifecycle.build(app.directory(), LifecycleImage.none());
    assertThat(outcome.status()).as(outcome.log()).isZero();
    assertThat(outcome.log() + outcome.image()).doesNotContain("planted-secret");
    assertThat(everything(work.resolve("layers"))).doesNotContain("planted-secret");
    assertThat(outcome.image().store().toString()).doesNotContain("planted-secret");

    app.requirePassword("reader", "another");
    TestLifecycle.Outcome wrong = lifecycle.build(app.directory(), LifecycleImage.none());
    assertThat(wrong.log()).contains("service binding `PACKAGES`").doesNotContain("planted-secret");
  }

  @Test
  void namesScriptsAndTheProcfile() throws Exception {
    assertThat(cold().launch())
        .contains("type = \"demo\"\ncommand = [\"" + venv() + "/bin/demo\"]")
        .contains("default = true");
    app.module("Procfile", "web: demo --port $PORT\nworker: demo-worker now\n");
    assertThat(cold().launch())
        .contains("command = [\"sh\", \"-c\", \"exec demo --port $PORT\"]")
        .contains("command = [\"demo-worker\", \"now\"]");
  }

  @Test
  void refusesAnEnvironmentInTheApplication() throws Exception {
    app.module(".venv/pyvenv.cfg", "home = /usr/bin\n");
    TestLifecycle.Outcome outcome = lifecycle.build(app.directory(), LifecycleImage.none());
    assertThat(outcome.status()).isNotZero();
    assertThat(outcome.log()).contains("holds a virtual environment: `.venv`").contains("- ");
  }

  @Test
  void refusesALockfileOfAnotherProject() throws Exception {
    Path file = app.directory().resolve("pyproject.toml");
    Files.writeString(file, Files.readString(file).replace("\"dep0\", ", ""));
    TestLifecycle.Outcome outcome = lifecycle.build(app.directory(), LifecycleImage.none());
    assertThat(outcome.status()).isNotZero();
    assertThat(outcome.log()).contains("the lockfile is stale").contains("lockfile: dep0");
    lifecycle.user("BP_GARBOARD_FROZEN", "true");
    assertThat(cold().made()).contains("environment");
  }

  @Test
  void saysWhichWheelsThereAreWhenNoneFits() throws Exception {
    app.lock("1.0", "cp39-cp39-win_amd64");
    TestLifecycle.Outcome outcome = lifecycle.build(app.directory(), LifecycleImage.none());
    assertThat(outcome.status()).isNotZero();
    assertThat(outcome.log())
        .contains("alpha-1.0-cp39-cp39-win_amd64.whl")
        .contains("Best tag of the target: `cp3");
  }

  @Test
  void startsFromTheLinkedEnvironment() throws Exception {
    cold();
    Process process =
        new ProcessBuilder(
                venv() + "/bin/python",
                "-c",
                """
                import sys, alpha, dep1, shared_namespace.alpha, shared_namespace.dep1, demo
                import importlib.metadata as metadata, importlib.resources as resources
                assert sys.prefix != sys.base_prefix
                print(metadata.version("alpha"), metadata.version("demo"), demo.VALUE)
                print(len(metadata.files("alpha")), resources.files("alpha").joinpath("__init__.py").is_file())
                print([e.name for e in metadata.entry_points(group="console_scripts") if e.name == "alpha-cli"])
                """)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).startsWith("1.0 0.1.0 1\n").contains("True").contains("['alpha-cli']");
  }

  @Test
  void passesForALockedProjectAlone() throws Exception {
    Map.Entry<Integer, String> pass = lifecycle.detect(app.directory());
    assertThat(pass.getKey()).isZero();
    assertThat(pass.getValue()).startsWith("[[provides]]\nname = \"garboard\"");
    assertThat(fresh().architecture("s390x").detect(app.directory()).getKey()).isEqualTo(100);
    Files.delete(app.directory().resolve("uv.lock"));
    assertThat(fresh().detect(app.directory()).getKey()).isEqualTo(100);
  }

  private String venv() {
    return work.resolve("layers/environment/venv").toString();
  }

  private static List<String> dependencies(LifecycleImage image) {
    return image.layers().keySet().stream().filter(name -> name.startsWith("wheel")).toList();
  }

  private static LifecycleImage.Layer layer(LifecycleImage image, String name) {
    LifecycleImage.Layer layer = image.layers().get(name);
    if (layer == null) {
      throw new AssertionError("no layer " + name + " in " + image.layers().keySet());
    }
    return layer;
  }

  /// The same with other metadata in each layer, and without the memory of the whole.
  private static LifecycleImage changed(LifecycleImage image, String key, Object value) {
    TreeMap<String, LifecycleImage.Layer> layers = new TreeMap<>();
    image
        .layers()
        .forEach((name, layer) -> {
          TreeMap<String, Object> metadata = new TreeMap<>(layer.metadata());
          metadata.put(key, value);
          layers.put(
              name,
              new LifecycleImage.Layer(
                  layer.listing(), metadata, new TreeMap<>(layer.bills()), layer.reused()));
        });
    return new LifecycleImage(layers, new TreeMap<>(), image.launch(), image.bills());
  }

  private static Map<String, String> text(Map<String, byte[]> bills) {
    Map<String, String> text = new TreeMap<>();
    bills.forEach((name, bytes) -> text.put(name, new String(bytes, StandardCharsets.UTF_8)));
    return text;
  }

  private static String everything(Path directory) throws Exception {
    StringBuilder all = new StringBuilder();
    try (var paths = Files.walk(directory)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        all.append(new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }
}
