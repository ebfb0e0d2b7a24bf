package dev.garboard.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.garboard.content.Content;
import dev.garboard.content.Hashing;
import dev.garboard.hostbuild.HostBuildException;
import dev.garboard.hostbuild.HostBuildProblem;
import dev.garboard.plan.PlannedLayer.Kind;
import dev.garboard.wheel.TestWheel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Wheels that `--find-links` lays ready for distributions that would have to be built.
class SuppliedWheelsTest {

  @TempDir Path temp;
  private PipelineFixture fixture;

  /// A tree whose backend is not ours, locked as a source archive.
  @BeforeEach
  void lockAnArchive() throws Exception {
    fixture = new PipelineFixture(temp);
    SourceArchive.write(fixture.directory("project/vendor"), "own", "1.0", "here = 'built'");
    fixture.write(
        "pyproject.toml",
        """
        [project]
        name = "app"
        version = "1"
        requires-python = ">=3.11"
        dependencies = ["own"]
        [tool.uv.sources]
        own = { path = "vendor/own-1.0.tar.gz" }
        """);
    fixture.lock();
    fixture.findLinks("ready");
  }

  private Path supply(String version, String tag, String here) throws Exception {
    return TestWheel.of("own", version, tag)
        .file("own.py", "here = '" + here + "'")
        .write(fixture.directory("project/ready"));
  }

  private String here() throws Exception {
    Path root = fixture.unpack(fixture.plan(ProjectMode.SOURCE, ""));
    return fixture.python(root, "import own; print(own.here)");
  }

  private String key() throws Exception {
    return fixture.plan(ProjectMode.SOURCE, "").recipes().stream()
        .map(LayerRecipe::planned)
        .filter(layer -> layer.kind() == Kind.BUCKET)
        .map(layer -> layer.key().toString())
        .reduce("", String::concat);
  }

  @Test
  void theBestFittingWheelOfTheLockedVersionIsTakenInsteadOfABuild() throws Exception {
    supply("1.0", "cp311-cp311-manylinux_2_99_x86_64", "too new a library");
    supply("1.0", "cp311-cp311-manylinux_2_17_aarch64", "another machine");
    supply("1.1", "py3-none-any", "another version");
    supply("1.0", "py3-none-any", "pure");
    Path best = supply("1.0", "cp311-cp311-manylinux_2_17_x86_64", "compiled");
    TestWheel.of("owned", "1.0").write(fixture.directory("project/ready"));
    assertThat(here()).isEqualTo("compiled");
    assertThat(fixture.made()).isEmpty();
    assertThat(fixture.supplied())
        .containsExactly(best.getFileName() + " " + Hashing.sha256(Content.of(best)));
  }

  @Test
  void itsBytesAreInTheLayersKey() throws Exception {
    supply("1.0", "py3-none-any", "first");
    String first = key();
    assertThat(key()).isEqualTo(first);
    supply("1.0", "py3-none-any", "second");
    assertThat(key()).isNotEqualTo(first);
    assertThat(here()).isEqualTo("second");
  }

  @Test
  void whatDoesNotFitIsNotTaken() throws Exception {
    supply("1.1", "py3-none-any", "another version");
    supply("1.0", "cp312-cp312-manylinux_2_17_x86_64", "another Python");
    assertThat(here()).isEqualTo("built");
    assertThat(fixture.made()).containsExactly("own");
  }

  @Test
  void noBinaryBuildsAllTheSame() throws Exception {
    supply("1.0", "py3-none-any", "pure");
    fixture.noBinary("own");
    assertThat(here()).isEqualTo("built");
    assertThat(fixture.supplied()).isEmpty();
  }

  @Test
  void withoutADirectoryItIsBuilt() throws Exception {
    assertThat(here()).isEqualTo("built");
  }

  /// What uv's settings say of a build is followed or refused, never left out; a wheel is the way
  /// out.
  @Test
  void aSettingThatIsNotFollowedIsRefusedUnlessAWheelIsThere() throws Exception {
    for (String setting :
        List.of(
            "no-build-isolation = true",
            "no-build-isolation-package = [\"own\"]",
            "config-settings = { key = \"value\" }",
            "config-settings-package = { own = { key = \"value\" } }",
            "extra-build-dependencies = { own = [\"need\"] }",
            "extra-build-variables = { own = { KEY = \"value\" } }")) {
      fixture.write("pyproject.toml", pyproject(setting));
      assertThatThrownBy(() -> fixture.plan(ProjectMode.SOURCE, ""))
          .as(setting)
          .isInstanceOfSatisfying(
              HostBuildException.class,
              e ->
                  assertThat(e.problems())
                      .singleElement()
                      .isInstanceOfSatisfying(
                          HostBuildProblem.SettingNotFollowed.class,
                          refused -> {
                            assertThat(setting).startsWith(refused.setting() + " =");
                            assertThat(refused.wanted().why()).containsExactly("app", "own");
                          }));
    }
    fixture.write("pyproject.toml", pyproject("no-build-isolation-package = [\"other\"]"));
    assertThat(here()).isEqualTo("built");
    supply("1.0", "py3-none-any", "pure");
    fixture.write("pyproject.toml", pyproject("no-build-isolation = true"));
    assertThat(here()).isEqualTo("pure");
  }

  private static String pyproject(String setting) {
    return """
    [project]
    name = "app"
    version = "1"
    requires-python = ">=3.11"
    dependencies = ["own"]
    [tool.uv]
    %s
    [tool.uv.sources]
    own = { path = "vendor/own-1.0.tar.gz" }
    """
        .formatted(setting);
  }
}
