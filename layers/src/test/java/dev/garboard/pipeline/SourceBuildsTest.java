package dev.garboard.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.garboard.hostbuild.HostBuildException;
import dev.garboard.hostbuild.HostBuildProblem;
import dev.garboard.plan.PlannedLayer.Kind;
import dev.garboard.python.PackageName;
import dev.garboard.requirement.RequiresNetwork;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sources without a wheel, from a lockfile that uv wrote to layers that Python imports from.
class SourceBuildsTest {

  private static final String UV_BUILD =
      """
      [build-system]
      requires = ["uv_build>=0.9,<1"]
      build-backend = "uv_build"
      """;

  /// A setting that our reading of uv_build does not cover, so that the backend itself runs.
  private static final String REALLY_BUILT =
      """
      [tool.uv.build-backend]
      source-exclude = ["nothing"]
      """;

  private static final String DYNAMIC =
      """
      [build-system]
      requires = []
      build-backend = "backend"
      backend-path = ["."]
      [project]
      name = "history"
      dynamic = ["version"]
      requires-python = ">=3.11"
      """;

  private static final String BACKEND =
      """
      import os, subprocess, zipfile
      def build_wheel(out, config_settings=None, metadata_directory=None):
          v = subprocess.check_output(['git', 'describe', '--tags'], text=True).strip()
          name = f'history-{v}-py3-none-any.whl'
          info = f'history-{v}.dist-info'
          with zipfile.ZipFile(os.path.join(out, name), 'w') as z:
              z.writestr('history.py', f'version = "{v}"')
              z.writestr(info + '/METADATA', f'Metadata-Version: 2.1\\nName: history\\nVersion: {v}\\n')
              z.writestr(info + '/WHEEL', 'Wheel-Version: 1.0\\nGenerator: own\\n'
                         'Root-Is-Purelib: true\\nTag: py3-none-any\\n')
              z.writestr(info + '/RECORD', '')
          return name
      build_editable = build_wheel
      """;

  @TempDir Path temp;

  private static String project(String name, String version, String more) {
    return "[project]\nname = \"%s\"\nversion = \"%s\"\nrequires-python = \">=3.11\"\n%s\n"
        .formatted(name, version, more);
  }

  private PipelineFixture workspace() throws Exception {
    PipelineFixture fixture = new PipelineFixture(temp);
    fixture.write(
        "pyproject.toml",
        project("app", "0.1.0", "dependencies = [\"plain\", \"real\", \"away\"]")
            + UV_BUILD
            + """
            [tool.uv.workspace]
            members = ["packages/*"]
            [tool.uv.sources]
            plain = { workspace = true }
            real = { workspace = true }
            away = { git = "%s", subdirectory = "python" }
            """
                .formatted(repository(fixture).toUri()));
    fixture.write("src/app/__init__.py", "");
    fixture.write("packages/plain/pyproject.toml", project("plain", "1.0", "") + UV_BUILD);
    fixture.write("packages/plain/src/plain/__init__.py", "here = 'plain'");
    fixture.write(
        "packages/real/pyproject.toml", project("real", "2.0", "") + UV_BUILD + REALLY_BUILT);
    fixture.write("packages/real/src/real/__init__.py", "here = 'real'");
    fixture.lock();
    return fixture;
  }

  /// Its newest commit is broken; the one that gets locked is the tag's.
  private static Path repository(PipelineFixture fixture) throws Exception {
    Path repository = fixture.directory("repository");
    Path python = repository.resolve("python");
    Files.createDirectories(python.resolve("src/away"));
    Files.writeString(python.resolve("pyproject.toml"), project("away", "3.0", "") + UV_BUILD);
    Files.writeString(python.resolve("src/away/__init__.py"), "here = 'away'");
    fixture.git(repository, "init", "-q");
    fixture.git(repository, "add", ".");
    fixture.git(repository, "commit", "-q", "-m", "first");
    return repository;
  }

  @Test
  void installsMembersAndRepositoriesInLayers() throws Exception {
    PipelineFixture fixture = workspace();
    fixture.git(fixture.directory("repository"), "rm", "-q", "-r", "python");
    fixture.git(fixture.directory("repository"), "commit", "-q", "-m", "gone");
    ProjectPlan plan = fixture.plan(ProjectMode.SOURCE, "");
    assertThat(plan.recipes().stream().map(r -> r.planned().kind()))
        .containsExactly(Kind.ENVIRONMENT, Kind.BUCKET, Kind.MEMBER, Kind.MEMBER, Kind.APP);
    assertThat(plan.dependencies().layers().getFirst().distributions())
        .singleElement()
        .satisfies(d -> {
          assertThat(d.name()).isEqualTo(PackageName.of("away"));
          assertThat(d.size()).isPositive();
        });
    assertThat(fixture.made()).containsExactly("away", "real");
    Path root = fixture.unpack(plan);
    assertThat(
            fixture.python(
                root, "import plain, real, away; print(plain.here, real.here, away.here)"))
        .isEqualTo("plain real away");
    assertNoHostPath(root, fixture);
    assertThat(fixture.plan(ProjectMode.SOURCE, "").recipes().stream().map(r -> r.planned().key()))
        .isEqualTo(plan.recipes().stream().map(r -> r.planned().key()).toList());
  }

  /// The repository's own address is a path of this machine here, and is kept as uv keeps it.
  private void assertNoHostPath(Path root, PipelineFixture fixture) throws Exception {
    String own = fixture.directory("repository").toUri().toString();
    try (var files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1).replace(own, ""))
            .as(file.toString())
            .doesNotContain(temp.toString());
      }
    }
  }

  @Test
  void installsTheProjectItselfAsAWheel() throws Exception {
    PipelineFixture fixture = workspace();
    ProjectPlan plan = fixture.plan(ProjectMode.WHEEL, "");
    assertThat(plan.recipes().getLast().planned().label()).isEqualTo("app");
    assertThat(plan.recipes().getLast().planned().kind()).isEqualTo(Kind.MEMBER);
    assertThat(plan.sources().files()).isEmpty();
    Path root = fixture.unpack(plan);
    assertThat(fixture.python(root, "import app; print(app.__file__)"))
        .endsWith("opt/venv/lib/python3.11/site-packages/app/__init__.py");
  }

  @Test
  void leavesTheProjectOutWhenAskedTo() throws Exception {
    ProjectPlan plan = workspace().plan(ProjectMode.NONE, "");
    assertThat(plan.recipes().stream().map(r -> r.planned().label()))
        .doesNotContain("app")
        .contains("plain", "real");
  }

  @Test
  void aMemberOfAnotherVersionThanTheLocksIsRefused() throws Exception {
    PipelineFixture fixture = workspace();
    fixture.write("packages/plain/pyproject.toml", project("plain", "1.1", "") + UV_BUILD);
    assertThatThrownBy(() -> fixture.plan(ProjectMode.SOURCE, ""))
        .isInstanceOfSatisfying(
            HostBuildException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        new HostBuildProblem.OtherVersion(
                            PackageName.of("plain"), "1.0", "plain-1.1-py3-none-any.whl")));
  }

  @Test
  void aVersionComesFromTheRepositorysHistory() throws Exception {
    PipelineFixture fixture = new PipelineFixture(temp);
    fixture.write("pyproject.toml", DYNAMIC);
    fixture.write("backend.py", BACKEND);
    fixture.git(fixture.project(), "init", "-q");
    fixture.git(fixture.project(), "add", ".");
    fixture.git(fixture.project(), "commit", "-q", "-m", "first");
    fixture.git(fixture.project(), "tag", "4.2");
    fixture.lock();
    Path root = fixture.unpack(fixture.plan(ProjectMode.WHEEL, ""));
    assertThat(fixture.python(root, "import history; print(history.version)")).isEqualTo("4.2");
    assertThatThrownBy(() -> fixture.plan(ProjectMode.WHEEL, "5.0"))
        .isInstanceOf(HostBuildException.class)
        .hasMessageContaining("OtherVersion");
  }

  /// langdetect is published as an sdist alone.
  @Test
  @RequiresNetwork
  void buildsAPublishedSourceArchive() throws Exception {
    PipelineFixture fixture = new PipelineFixture(temp).online();
    fixture.write(
        "pyproject.toml", project("app", "0.1.0", "dependencies = [\"langdetect==1.0.9\"]"));
    fixture.lock();
    Path root = fixture.unpack(fixture.plan(ProjectMode.SOURCE, ""));
    assertThat(fixture.made()).isEqualTo(List.of("langdetect"));
    assertThat(
            fixture.python(
                root,
                "import langdetect; print(langdetect.detect('War doesn’t show who’s right'))"))
        .isEqualTo("en");
  }
}
