package dev.garboard.hostbuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticWheelTest {

  @TempDir Path temp;

  private Path project(String backend) throws IOException {
    return Projects.copy(backend, temp.resolve(backend));
  }

  private static String reason(Path project) throws IOException {
    return switch (StaticWheel.of(Projects.facts(project))) {
      case StaticWheel.Result.NotStatic(String reason) -> reason;
      case StaticWheel.Result.Known known ->
          throw new AssertionError("known: " + known.wheel().filename());
    };
  }

  private static String version(BuildFacts facts) throws IOException {
    return switch (StaticWheel.of(facts)) {
      case StaticWheel.Result.Known(StaticWheel wheel) -> wheel.filename().version();
      case StaticWheel.Result.NotStatic(String reason) -> throw new AssertionError(reason);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"uv", "hatchling", "setuptools", "flit", "poetry", "pdm"})
  void bytesAreAFunctionOfTheProject(String backend) throws IOException {
    Path one = Projects.copy(backend, temp.resolve("one"));
    Path two = Projects.copy(backend, temp.resolve("elsewhere/two"));
    Files.writeString(two.resolve("src/demo_" + backend + "/left.pyc"), "x");
    assertThat(written(one)).isEqualTo(written(two)).doesNotContain(temp.toString());
  }

  private String written(Path project) throws IOException {
    StaticWheel.Result result = StaticWheel.of(Projects.facts(project));
    assertThat(result).isInstanceOf(StaticWheel.Result.Known.class);
    BuiltWheel wheel =
        ((StaticWheel.Result.Known) result).wheel().writeBelow(temp.resolve("wheels"));
    assertThat(HostFixture.entries(wheel.file())).isNotEmpty();
    return Files.readString(wheel.file(), java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hatchling|[tool.hatch.build.hooks.custom]|[tool.hatch.build] hooks",
        "hatchling|[tool.hatch.build.targets.wheel.force-include]|force-include",
        "hatchling|[tool.hatch.metadata.hooks.custom]|hooks",
        "setuptools|[tool.setuptools.package-data]|package-data",
        "uv|[tool.uv.build-backend.data]|data",
        "poetry|[tool.poetry.dependencies]|dependencies",
        "pdm|[tool.pdm.build]|[tool.pdm.build] x",
      })
  void aSettingThatDecidesContentsIsNotGuessed(String backend, String table, String reason)
      throws IOException {
    Path root = project(backend);
    Path file = root.resolve("pyproject.toml");
    Files.writeString(file, Files.readString(file) + "\n" + table + "\nx = \"y\"\n");
    assertThat(reason(root)).contains(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hatchling|hatchling==1.18",
        "setuptools|setuptools>=60,<69",
        "poetry|poetry-core<2",
        "flit|flit_core>=2,<3",
        "pdm|pdm-backend~=2.0",
      })
  void anOldBackendIsNotGuessed(String backend, String requirement) throws IOException {
    Path project = project(backend);
    Path file = project.resolve("pyproject.toml");
    String text = Files.readString(file);
    Files.writeString(
        file, text.replaceFirst("requires = .*", "requires = [\"" + requirement + "\"]"));
    assertThat(reason(project)).contains(requirement);
  }

  @Test
  void theOldTableOfLicenseFilesIsNotGuessed() throws IOException {
    Path project = project("hatchling");
    Projects.replace(
        project.resolve("pyproject.toml"),
        "license-files = [\"LICENSE\"]",
        "license-files = { paths = [\"LICENSE\"] }");
    assertThat(reason(project)).contains("license-files");
  }

  @Test
  void hatchTomlOverrules() throws IOException {
    Path project = project("hatchling");
    Files.writeString(project.resolve("hatch.toml"), "");
    assertThat(reason(project)).contains("hatch.toml");
  }

  @Test
  void aPluginAmongTheBuildRequirementsIsNotGuessed() throws IOException {
    Path project = project("hatchling");
    Projects.replace(
        project.resolve("pyproject.toml"), "[\"hatchling\"]", "[\"hatchling\", \"hatch-vcs\"]");
    assertThat(reason(project)).contains("hatch-vcs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"setup.py", "setup.cfg", "MANIFEST.in"})
  void setuptoolsWithFurtherFilesIsNotGuessed(String file) throws IOException {
    Path project = project("setuptools");
    Files.writeString(project.resolve(file), "");
    assertThat(reason(project)).contains(file);
  }

  @Test
  void hatchlingsIgnoredFilesAreNotGuessed() throws IOException {
    Path project = project("hatchling");
    Files.writeString(project.resolve(".gitignore"), "__pycache__/\n*.py[co]\n/dist\n");
    assertThat(version(Projects.facts(project))).isEqualTo("1.2.0");
    Files.writeString(project.resolve(".gitignore"), "data.*\n");
    assertThat(reason(project)).contains("data.*");
  }

  private Path dynamic(String backend, String table) throws IOException {
    Path project = project(backend);
    Path file = project.resolve("pyproject.toml");
    Projects.replace(file, "version = \"1.2.0\"\n", "dynamic = [\"version\"]\n");
    Files.writeString(file, Files.readString(file) + "\n" + table + "\n");
    Projects.replace(
        project.resolve("src/demo_" + backend + "/__init__.py"), "\"1.2.0\"", "\"7.8.9rc1\"");
    return project;
  }

  @Test
  void readsLiteralVersions() throws IOException {
    Path hatchling =
        dynamic("hatchling", "[tool.hatch.version]\npath = \"src/demo_hatchling/__init__.py\"");
    assertThat(version(Projects.facts(hatchling))).isEqualTo("7.8.9rc1");
    Path setuptools =
        dynamic(
            "setuptools",
            "[tool.setuptools.dynamic]\nversion = { attr = \"demo_setuptools.__version__\" }");
    assertThat(version(Projects.facts(setuptools))).isEqualTo("7.8.9rc1");
    assertThat(version(Projects.facts(dynamic("flit", "")))).isEqualTo("7.8.9rc1");
  }

  @Test
  void aVersionThatIsComputedIsNotGuessed() throws IOException {
    Path project =
        dynamic(
            "setuptools",
            "[tool.setuptools.dynamic]\nversion = { attr = \"demo_setuptools.__version__\" }");
    Path module = project.resolve("src/demo_setuptools/__init__.py");
    Projects.replace(module, "\"7.8.9rc1\"", "\"7.8.9rc1\"\n__version__ += \".1\"");
    assertThat(reason(project)).contains("one literal");
  }

  @Test
  void aDynamicVersionComesFromPkgInfoOrTheUser() throws IOException {
    Path project = dynamic("hatchling", "[tool.hatch.version]\nsource = \"vcs\"");
    Projects.replace(
        project.resolve("pyproject.toml"),
        "[\"hatchling\"]",
        "[\"hatchling\", \"hatch-vcs>=0.4\"]");
    assertThat(reason(project)).contains("[tool.hatch.version]");
    Files.writeString(project.resolve("PKG-INFO"), "Metadata-Version: 2.4\nVersion: 4.5\n\n");
    assertThat(version(Projects.facts(project))).isEqualTo("4.5");
    assertThat(version(Projects.facts(project, "6.0"))).isEqualTo("6.0");
  }
}
