package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.requirement.RequiresNetwork;
import dev.garboard.requirement.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// setuptools writes into the tree that it builds. A tree that nobody may write to, by a process
/// for which permissions count, is built all the same.
@RequiresNetwork
@RequiresTool({"python3", "uv", "setpriv"})
class ReadOnlySourceTest {

  @Test
  void setuptoolsBuildsATreeThatCannotBeWrittenTo(@TempDir Path directory) throws Exception {
    SyncProject project = new SyncProject(directory).onTheNetwork();
    Files.writeString(
        project.directory.resolve("pyproject.toml"),
        """
        [project]
        name = "app"
        version = "0.1.0"
        requires-python = ">=3.8"
        [build-system]
        requires = ["setuptools"]
        build-backend = "setuptools.build_meta"
        """);
    Files.writeString(
        project.directory.resolve("setup.py"),
        """
        from setuptools import setup
        open("made-by-setup.txt", "w").close()
        setup()
        """);
    SortedMap<String, String> before = SyncProject.listing(project.directory);
    Path environment = project.root.resolve("env");
    permit(project.directory, "r-xr-xr-x", "r--r--r--");
    try {
      SyncProject.Result result =
          project.confined("sync", "--no-editable", "--venv", environment.toString());
      assertThat(result.exit()).as(result.err()).isZero();
    } finally {
      permit(project.directory, "rwxr-xr-x", "rw-r--r--");
    }
    assertThat(SyncProject.listing(project.directory)).isEqualTo(before);
    assertThat(
            project.shell(
                environment.resolve("bin/python").toString(),
                "-I",
                "-c",
                "import app; print(app.__file__); app.main()"))
        .startsWith(environment.toString())
        .endsWith("app here\n");
  }

  private static void permit(Path tree, String ofDirectories, String ofFiles) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(tree)) {
      all = walk.toList();
    }
    for (Path path : all) {
      Files.setPosixFilePermissions(
          path, PosixFilePermissions.fromString(Files.isDirectory(path) ? ofDirectories : ofFiles));
    }
  }
}
