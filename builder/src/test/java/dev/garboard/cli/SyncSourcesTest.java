package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.cli.SyncProject.Result;
import dev.garboard.content.Content;
import dev.garboard.content.Hashing;
import dev.garboard.requirement.RequiresTool;
import dev.garboard.words.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What has no wheel becomes one first: source archives, repositories, local trees. Their build
/// backend lies in the tree, so that nothing is fetched.
@RequiresTool({"python3", "uv", "git"})
class SyncSourcesTest {
  /// Writes a wheel of the project's one module, and a line into a log for each build.
  private static final String BACKEND =
      """
      import os, zipfile
      NAME, VERSION, TAG, LOG = %s
      def build_wheel(directory, config_settings=None, metadata_directory=None):
          with open(LOG, "a") as log:
              log.write("built\\n")
          file = f"{NAME}-{VERSION}-{TAG}.whl"
          info = f"{NAME}-{VERSION}.dist-info"
          with zipfile.ZipFile(os.path.join(directory, file), "w") as wheel:
              wheel.write(f"{NAME}.py")
              wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\\nName: {NAME}\\nVersion: {VERSION}\\n")
              wheel.writestr(f"{info}/WHEEL", f"Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: {TAG}\\n")
              wheel.writestr(f"{info}/entry_points.txt", f"[console_scripts]\\n{NAME} = {NAME}:main\\n")
              wheel.writestr(f"{info}/RECORD", "")
          return file
      """;

  private SyncProject project;
  private Path environment;
  private Path builds;

  @BeforeEach
  void makeProject(@TempDir Path directory) throws Exception {
    project = new SyncProject(directory, SyncProject.wheel("alpha", "1.0"));
    environment = project.root.resolve("env");
    builds = project.root.resolve("builds");
  }

  private Result sync(String... more) {
    String[] arguments = new String[more.length + 3];
    arguments[0] = "sync";
    arguments[1] = "--venv";
    arguments[2] = environment.toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    return project.run(arguments);
  }

  private Path tree(String name, String tag) throws Exception {
    Path tree = Files.createDirectories(project.root.resolve(name));
    Files.writeString(tree.resolve(name + ".py"), "def main():\n    print('" + name + " here')\n");
    Files.writeString(
        tree.resolve("pyproject.toml"),
        """
        [project]
        name = "%s"
        dynamic = ["version"]
        [build-system]
        requires = []
        build-backend = "backend"
        backend-path = ["."]
        """
            .formatted(name));
    String values = "'%s', '1.5', '%s', '%s'".formatted(name, tag, builds);
    Files.writeString(tree.resolve("backend.py"), BACKEND.formatted(values));
    return tree;
  }

  /// Makes `made` the project's only dependency.
  private void depend(String source, String rest) throws Exception {
    Path toml = project.directory.resolve("pyproject.toml");
    Files.writeString(
        toml, Files.readString(toml).replaceAll("dependencies = .*", "dependencies = [\"made\"]"));
    Files.writeString(
        project.directory.resolve("uv.lock"),
        """
        version = 1
        revision = 3
        requires-python = ">=3.8"
        [[package]]
        name = "app"
        version = "0.1.0"
        source = { editable = "." }
        dependencies = [{ name = "made" }]
        [package.metadata]
        requires-dist = [{ name = "made" }]
        [[package]]
        name = "made"
        source = %s
        %s
        """
            .formatted(source, rest));
  }

  private void assertInstalled() throws Exception {
    Result result = sync();
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(project.shell(environment.resolve("bin/made").toString())).isEqualTo("made here\n");
    assertThat(sync().exit()).isZero();
    assertThat(Files.readAllLines(builds)).containsExactly("built");
  }

  private String directUrl(String distribution) throws Exception {
    try (var lib = Files.list(environment.resolve("lib"))) {
      Path site = lib.findFirst().orElseThrow().resolve("site-packages");
      return Files.readString(site.resolve(distribution + ".dist-info/direct_url.json"));
    }
  }

  @Test
  void buildsALocalDirectory() throws Exception {
    Path tree = tree("made", "py3-none-any");
    depend("{ directory = \"../made\" }", "");
    assertInstalled();
    assertThat(directUrl("made-1.5"))
        .isEqualTo("{\"url\":\"file://" + tree + "\",\"dir_info\":{\"editable\":false}}");

    Files.writeString(tree.resolve("made.py"), "def main():\n    print('edited')\n");
    assertThat(sync().exit()).isZero();
    assertThat(project.shell(environment.resolve("bin/made").toString())).isEqualTo("edited\n");
  }

  @Test
  void buildsASourceArchive() throws Exception {
    tree("made", "py3-none-any");
    Path archive = project.root.resolve("made-1.5.tar.gz");
    project.shell(
        "tar",
        "-C",
        project.root.toString(),
        "--transform=s/^made/made-1.5/",
        "-czf",
        archive.toString(),
        "made");
    depend(
        "{ registry = \"https://index.example/simple\" }",
        "version = \"1.5\"\nsdist = { url = \"%s\", hash = \"%s\" }"
            .formatted(archive.toUri(), Hashing.sha256(Content.of(archive))));
    assertInstalled();
  }

  @Test
  void buildsARepositoryAtItsCommit() throws Exception {
    Path tree = tree("made", "py3-none-any");
    project.shell(
        "sh",
        "-c",
        "cd '"
            + tree
            + "' && git init -q && git add . && git -c user.name=n -c user.email=e@x"
            + " commit -q -m one");
    String commit = project.shell("git", "-C", tree.toString(), "rev-parse", "HEAD").strip();
    depend("{ git = \"file://" + tree + "?rev=main#" + commit + "\" }", "version = \"1.5\"");
    assertInstalled();
    assertThat(directUrl("made-1.5"))
        .isEqualTo(
            "{\"url\":\"file://%s\",\"vcs_info\":{\"vcs\":\"git\",\"commit_id\":\"%s\",\"requested_revision\":\"main\"}}"
                .formatted(tree, commit));
  }

  @Test
  void anEditableTreeWhoseBackendMakesItsVersionIsBuiltOnceAndRunsInPlace() throws Exception {
    Path tree = tree("made", "py3-none-any");
    depend("{ editable = \"../made\" }", "");
    assertInstalled();
    assertThat(SyncProject.installed(environment)).contains("made-1.5.dist-info");
    Files.writeString(tree.resolve("made.py"), "def main():\n    print('edited')\n");
    assertThat(project.shell(environment.resolve("bin/made").toString())).isEqualTo("edited\n");
    assertThat(sync().exit()).isZero();
    assertThat(Files.readAllLines(builds)).containsExactly("built");
  }

  @Test
  void anEditableTreeOfMoreThanPythonIsRefused() throws Exception {
    tree("made", "cp311-cp311-linux_x86_64");
    depend("{ editable = \"../made\" }", "");
    String minor =
        project.shell("python3", "-c", "import sys; print('%d%d' % sys.version_info[:2])");
    Files.writeString(
        project.root.resolve("made/backend.py"),
        BACKEND.formatted(
            "'made', '1.5', 'cp%1$s-cp%1$s-linux_x86_64', '%2$s'"
                .formatted(minor.strip(), builds)));
    Result result = sync();
    assertThat(result.exit()).isEqualTo(ExitCode.PROJECT);
    assertThat(result.err())
        .contains("`made` is more than Python and cannot be installed in place: made-1.5-cp")
        .contains("`--no-editable` builds it and installs a copy");
    assertThat(environment).doesNotExist();
    assertThat(sync("--no-editable").exit()).isZero();
    assertThat(project.shell(environment.resolve("bin/made").toString())).isEqualTo("made here\n");
  }

  @Test
  void aMemberCanBeInstalledAsACopy() throws Exception {
    assertThat(sync("--no-editable").exit()).isZero();
    assertThat(directUrl("app-0.1.0")).contains("\"editable\":false");
    Path source = project.directory.resolve("src/app/__init__.py");
    Files.writeString(source, "def main():\n    print('second')\n");
    assertThat(project.shell(environment.resolve("bin/app").toString())).isEqualTo("app here\n");
    assertThat(sync("--no-editable", "--json").out()).contains("\"installed\":[\"app==0.1.0\"]");
    assertThat(project.shell(environment.resolve("bin/app").toString())).isEqualTo("second\n");
  }

  @Test
  void aFailedBuildChangesNothing() throws Exception {
    tree("made", "py3-none-any");
    depend("{ directory = \"../made\" }", "");
    Files.writeString(project.root.resolve("made/backend.py"), "raise SystemExit('no compiler')");
    Result result = sync();
    assertThat(result.exit()).isEqualTo(ExitCode.WORLD);
    assertThat(result.err()).contains("`made`: the build ended with exit code", "no compiler");
    assertThat(environment).doesNotExist();
  }
}
