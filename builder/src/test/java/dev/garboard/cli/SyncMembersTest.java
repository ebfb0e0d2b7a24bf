package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.cli.SyncProject.Result;
import dev.garboard.requirement.RequiresTool;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A workspace with members inside of members, all in place.
@RequiresTool("python3")
class SyncMembersTest {

  private SyncProject project;
  private Path environment;

  @BeforeEach
  void makeWorkspace(@TempDir Path directory) throws Exception {
    project = new SyncProject(directory);
    environment = project.root.resolve("env");
    member("", "root", "a", "[tool.uv.workspace]\nmembers = [\"m/*\", \"m/*/plugins/*\"]\n");
    member("m/a", "a", "b", "");
    member("m/a/plugins/b", "b", "", "");
    member("m/other", "other", "", "");
    Files.writeString(
        project.directory.resolve("uv.lock"),
        """
        version = 1
        revision = 3
        requires-python = ">=3.8"

        [manifest]
        members = ["a", "b", "other", "root"]

        [[package]]
        name = "a"
        version = "0.1.0"
        source = { editable = "m/a" }
        dependencies = [{ name = "b" }]

        [package.metadata]
        requires-dist = [{ name = "b", editable = "m/a/plugins/b" }]

        [[package]]
        name = "b"
        version = "0.1.0"
        source = { editable = "m/a/plugins/b" }

        [[package]]
        name = "other"
        version = "0.1.0"
        source = { editable = "m/other" }

        [[package]]
        name = "root"
        version = "0.1.0"
        source = { editable = "." }
        dependencies = [{ name = "a" }]

        [package.metadata]
        requires-dist = [{ name = "a", editable = "m/a" }]
        """);
  }

  private void member(String place, String name, String dependency, String more) throws Exception {
    Path tree = project.directory.resolve(place);
    Path source = Files.createDirectories(tree.resolve("src").resolve(name));
    Files.writeString(source.resolve("__init__.py"), "NAME = '" + name + "'\n");
    Files.writeString(
        tree.resolve("pyproject.toml"),
        """
        [project]
        name = "%s"
        version = "0.1.0"
        requires-python = ">=3.8"
        dependencies = [%s]

        [build-system]
        requires = ["uv_build>=0.9,<1"]
        build-backend = "uv_build"

        [tool.uv.sources]
        %s

        %s
        """
            .formatted(
                name,
                dependency.isEmpty() ? "" : '"' + dependency + '"',
                dependency.isEmpty() ? "" : dependency + " = { workspace = true }",
                more));
  }

  private String modules(Path start, String... arguments) throws Exception {
    Result result = project.runIn(start, arguments);
    assertThat(result.exit()).as(result.err()).isZero();
    return project.shell(
        environment.resolve("bin/python").toString(),
        "-c",
        """
        import importlib.util
        for name in ("a", "b", "other", "root"):
            found = importlib.util.find_spec(name)
            print(name, found.origin if found else "-")
        """);
  }

  private String lines(String... places) {
    StringBuilder lines = new StringBuilder();
    String[] names = {"a", "b", "other", "root"};
    for (int i = 0; i < names.length; i++) {
      Path module = project.directory.resolve(places[i]).resolve("src/" + names[i]);
      String origin = places[i].equals("-") ? "-" : module.resolve("__init__.py").toString();
      lines.append(names[i]).append(' ').append(origin).append('\n');
    }
    return lines.toString();
  }

  @Test
  void membersOfMembersAreInPlace() throws Exception {
    assertThat(modules(project.directory, "sync", "--venv", environment.toString()))
        .isEqualTo(lines("m/a", "m/a/plugins/b", "-", ""));
  }

  @Test
  void oneMemberHasNoMoreThanItNeeds() throws Exception {
    assertThat(modules(project.directory.resolve("m/a"), "sync", "--venv", environment.toString()))
        .isEqualTo(lines("m/a", "m/a/plugins/b", "-", "-"));
  }
}
