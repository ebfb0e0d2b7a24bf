package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What users see when the project's files or their names for them are wrong.
final class BadProjectTest extends BadInput {

  @Test
  void noLockfile() throws IOException {
    Files.delete(project.path("demo/uv.lock"));
    shows("no-lockfile", project.build());
  }

  @Test
  void lockfileOfVersion2() throws IOException {
    project.edit("demo/uv.lock", "version = 1\n", "version = 2\n");
    shows("lockfile-version-2", project.build());
  }

  @Test
  void lockfileWithoutTheMember() throws IOException {
    project.edit("demo/uv.lock", "name = \"demo\"", "name = \"other\"");
    shows("lockfile-stale", project.build());
  }

  @Test
  void lockfileInConflict() throws IOException {
    project.edit("demo/uv.lock", "[[package]]\nname = \"anchor\"", "<<<<<<< HEAD\n[[package]]");
    shows("lockfile-conflict", project.build());
  }

  @Test
  void brokenToml() throws IOException {
    project.edit("demo/pyproject.toml", "version = \"1.0\"", "version = 1.0\"\nname = ");
    shows("broken-toml", project.build());
  }

  @Test
  void unknownMember() throws IOException {
    shows("unknown-member", project.build("--package", "dem"));
  }

  @Test
  void unknownExtra() throws IOException {
    shows("unknown-extra", project.build("--extra", "Cash"));
  }

  @Test
  void unknownExtraInTheProject() throws IOException {
    project.edit(
        "demo/pyproject.toml", "[project]\n", "[tool.garboard]\nextras = [\"cash\"]\n[project]\n");
    shows("unknown-extra-in-project", project.build());
  }

  @Test
  void unknownGroupInAVariable() throws IOException {
    project.variable("GARBOARD_GROUPS", "docs,dcos");
    shows("unknown-group-in-variable", project.build());
  }

  @Test
  void unknownGroupAndExtra() throws IOException {
    shows("unknown-group-and-extra", project.build("--group", "doc", "--extra", "x"));
  }

  @Test
  void unknownKeys() throws IOException {
    project.edit(
        "demo/pyproject.toml",
        "[project]\n",
        """
        [tool.garboard]
        bas = "x"
        layers = { budgt = 3 }
        project = "tree"
        bytecode = 1
        [project]
        """);
    shows("unknown-keys", project.build());
  }

  @Test
  void aDependencyThatIsNotLocked() throws IOException {
    project.edit("demo/pyproject.toml", "[\"anchor\"]", "[\"anchor>=1\", \"buoy[light]\"]");
    project.edit("demo/pyproject.toml", "docs = []", "docs = [\"chart\"]");
    shows("dependency-not-locked", project.build());
    assertThat(project.build("--frozen").exit()).isZero();
  }

  @Test
  void pythonOutsideOfWhatTheProjectAccepts() throws IOException {
    for (String file : List.of("demo/uv.lock", "demo/pyproject.toml")) {
      project.edit(file, "requires-python = \">=3.12\"", "requires-python = \">=3.14\"");
    }
    shows("python-not-accepted", project.build());
  }

  @Test
  void noWheelForTheTarget() throws IOException {
    project.lockPackage(
        """
        [[package]]
        name = "anchor"
        version = "1.2"
        source = { registry = "https://index.test/simple" }
        wheels = [
        %s]
        """
            .formatted(
                Stream.of(
                        "cp311-cp311-manylinux_2_28_x86_64",
                        "cp313-cp313-macosx_11_0_arm64",
                        "cp313-cp313-manylinux_2_28_aarch64",
                        "cp313-cp313-musllinux_1_2_x86_64",
                        "cp313-cp313-manylinux_2_99_x86_64",
                        "cp313-cp313-win_amd64",
                        "cp313-cp313-win_arm64")
                    .map(tag ->
                        "  { url = \"https://index.test/anchor-1.2-"
                            + tag
                            + ".whl\", hash = \"sha256:"
                            + "0".repeat(64)
                            + "\" },\n")
                    .reduce("", String::concat)));
    shows("no-wheel", project.build());
  }

  @Test
  void sourceArchiveOnly() throws IOException {
    project.lockPackage(
        """
        [[package]]
        name = "anchor"
        version = "1.2"
        source = { registry = "https://index.test/simple" }
        sdist = { url = "https://index.test/anchor-1.2.tar.gz", hash = "sha256:%s" }
        """
            .formatted("0".repeat(64)));
    shows("source-archive-only", project.build("--no-build"));
  }

  @Test
  void missingDirectory() throws IOException {
    shows("missing-directory", project.run("build", "dmo"));
  }

  @Test
  void directoryWithoutAProject() throws IOException {
    shows("no-project", project.run("build", "wheels"));
  }
}
