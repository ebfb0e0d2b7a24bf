package dev.garboard.buildpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.buildpack.lifecycle.BuildPlans;
import dev.garboard.buildpack.lifecycle.BuildpackDirectory;
import dev.garboard.buildpack.lifecycle.LifecycleImage;
import dev.garboard.buildpack.lifecycle.TestLifecycle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// With other buildpacks in one group: what the build plan of `bin/detect` resolves to.
final class CompositionTest {
  /// What a buildpack for packages of the distribution says: its own business alone.
  private static final String APT =
      "provides = [{ name = \"apt\" }]\nrequires = [{ name = \"apt\" }]";

  /// A Procfile buildpack plans nothing.
  private static final String PROCFILE = "";

  private static final String CPYTHON = "provides = [{ name = \"cpython\" }]";

  @TempDir static Path shared;
  private static Path buildpack = Path.of("");

  @TempDir Path work;
  private TestApplication app;
  private TestLifecycle lifecycle;

  @BeforeAll
  static void assemble() throws Exception {
    buildpack = BuildpackDirectory.make(Files.createDirectories(shared.resolve("buildpacks")));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @BeforeEach
  void start() throws Exception {
    app = new TestApplication(work.resolve("app"));
    lifecycle = new TestLifecycle(work, buildpack);
  }

  @AfterEach
  void stop() {
    app.close();
  }

  private String plan() throws Exception {
    return lifecycle.detect(app.directory()).getValue();
  }

  @Test
  void bringsItsOwnInterpreterAmongOthersThatBringNone() throws Exception {
    assertThat(BuildPlans.resolve(List.of(plan()), 0)).hasValue("garboard = own");
    assertThat(BuildPlans.resolve(List.of(APT, plan(), PROCFILE), 1)).hasValue("garboard = own");
  }

  @Test
  void takesTheInterpreterOfABuildpackBeforeIt() throws Exception {
    assertThat(BuildPlans.resolve(List.of(CPYTHON, plan(), PROCFILE), 1))
        .hasValue("garboard = cpython");
    lifecycle.user("BP_GARBOARD_INTERPRETER", "/usr/bin/python3");
    assertThat(BuildPlans.resolve(List.of(plan()), 0)).hasValue("garboard = own");
  }

  @ParameterizedTest
  @CsvSource({"uv-environment", "site-packages", "cpython"})
  void servesABuildpackAfterItThatAsks(String name) throws Exception {
    String consumer =
        "requires = [{ name = \"%s\", metadata = { build = true, launch = true } }]"
            .formatted(name);
    assertThat(BuildPlans.resolve(List.of(plan(), consumer), 0))
        .hasValue("garboard = own\n" + name + " = any build launch");
  }

  @Test
  void servesTwoThatAskForDifferentThings() throws Exception {
    String one = "requires = [{ name = \"cpython\" }]";
    String two = "requires = [{ name = \"site-packages\" }]";
    assertThat(BuildPlans.resolve(List.of(plan(), one, two), 0))
        .hasValue("garboard = own\ncpython = any\nsite-packages = any");
    assertThat(BuildPlans.resolve(List.of(CPYTHON, plan(), two), 1))
        .hasValue("garboard = cpython\nsite-packages = any");
  }

  @Test
  void nothingResolvesForWhatNobodyProvides() throws Exception {
    String consumer = "requires = [{ name = \"conda-environment\" }]";
    assertThat(BuildPlans.resolve(List.of(plan(), consumer), 0)).isEmpty();
  }

  @Test
  void buildsOnTheInterpreterThatItWasGiven() throws Exception {
    String entries = BuildPlans.resolve(List.of(CPYTHON, plan()), 1).orElseThrow();
    TestLifecycle.Outcome outcome =
        lifecycle.build(app.directory(), LifecycleImage.none(), entries);
    assertThat(outcome.status()).as(outcome.log()).isZero();
    assertThat(outcome.log()).contains("of another buildpack: /usr/bin/python3");
    assertThat(outcome.image().layers()).doesNotContainKey("python");
  }
}
