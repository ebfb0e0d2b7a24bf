package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.cli.SyncProject.Result;
import dev.garboard.requirement.RequiresTool;
import dev.garboard.words.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Shells, editors, and tools for Python find in our environments what they look for in any other.
@RequiresTool("python3")
class EnvironmentToolsTest {

  private SyncProject project;

  @BeforeEach
  void makeProject(@TempDir Path directory) throws Exception {
    project =
        new SyncProject(
            directory, SyncProject.wheel("alpha", "1.0"), SyncProject.wheel("beta", "2.0"));
  }

  private Path synced(String... arguments) {
    Result result = project.run(arguments);
    assertThat(result.exit()).as(result.err()).isZero();
    return Path.of(result.path());
  }

  @Test
  @RequiresTool({"bash", "zsh", "fish"})
  void activation() throws Exception {
    Path environment = synced("sync", "--venv", "../it's here");
    Result line =
        project.run("env", "activate", environment.toString(), "--shell", "/usr/bin/bash");
    assertThat(line.exit()).as(line.err()).isZero();
    assertThat(
            project.shell(
                "sh", "-c", "eval \"$1\"; alpha-tool; echo $VIRTUAL_ENV", "sh", line.out()))
        .isEqualTo("1.0\n" + environment + "\n");
    for (String shell : List.of("bash", "zsh", "fish")) {
      String said = project.run("env", "activate", environment.toString(), "--shell", shell).out();
      String call = shell.equals("fish") ? "eval $argv[1]" : "eval \"$1\"";
      String script =
          call
              + "; alpha-tool; echo $VIRTUAL_ENV; deactivate; type alpha-tool >/dev/null 2>&1 || echo gone";
      String[] command =
          shell.equals("fish")
              ? new String[] {shell, "-c", script, said}
              : new String[] {shell, "-c", script, shell, said};
      assertThat(project.shell(command)).as(shell).isEqualTo("1.0\n" + environment + "\ngone\n");
    }
    // There is no PowerShell among Debian's packages.
    assertThat(project.run("env", "activate", environment.toString(), "--shell", "pwsh").out())
        .isEqualTo("& '" + project.root + "/it''s here/bin/activate.ps1'\n");
    assertThat(environment.resolve("bin/activate.ps1"))
        .content()
        .contains("function global:deactivate");
    assertThat(project.run("env", "activate", environment.toString(), "--shell", "no").exit())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void editors() throws Exception {
    Path environment = synced("sync");
    assertThat(project.directory.resolve(".venv")).doesNotExist();
    project.run("env", "link");
    Path link = project.directory.resolve(".venv");
    assertThat(Files.readSymbolicLink(link)).isEqualTo(environment);
    assertThat(link.resolve("pyvenv.cfg")).content().contains("home = ", "version_info = 3.");
    assertThat(
            project.shell(
                link.resolve("bin/python").toString(),
                "-c",
                "import alpha, app, sys; print(sys.prefix != sys.base_prefix)"))
        .isEqualTo("True\n");
    assertThat(
            project.shell(
                link.resolve("bin/python").toString(),
                "-c",
                "from importlib.metadata import distributions as d;"
                    + "print(sorted(x.name + x.version for x in d()))"))
        .isEqualTo("['alpha1.0', 'app0.1.0', 'beta2.0']\n");

    Files.delete(link);
    Files.createDirectory(link);
    assertThat(project.run("env", "link").exit()).isEqualTo(ExitCode.USAGE);
  }

  /// `pip`, and `tox` with an environment of ours as its base.
  @Test
  @RequiresTool({"uv", "tox"})
  void toolsSeeANormalEnvironment() throws Exception {
    Path environment = synced("sync");
    String python = environment.resolve("bin/python").toString();
    assertThat(project.shell("python3", "-m", "pip", "--python", python, "list"))
        .containsPattern("alpha +1\\.0")
        .containsPattern("app +0\\.1\\.0 +" + project.directory);
    assertThat(project.shell("uv", "pip", "list", "--offline", "--python", python))
        .containsPattern("beta +2\\.0");
    assertThat(project.shell("uv", "pip", "check", "--offline", "--python", python))
        .contains("All installed packages are compatible");
    Files.writeString(
        project.root.resolve("tox.ini"),
        """
        [tox]
        skipsdist = true
        [testenv]
        base_python = %s
        system_site_packages = false
        commands = python -c "import sys; print('base', sys.base_prefix)"
        """
            .formatted(python));
    String base = project.shell(python, "-c", "import sys; print('base', sys.base_prefix)");
    assertThat(project.shell("tox", "run", "-c", project.root.resolve("tox.ini").toString()))
        .contains(base);
  }

  /// Where VS Code and PyCharm look: the workspace's `.venv`, and each child of a directory that
  /// settings name. What they ask of it: `pyvenv.cfg` at its root with the version, an executable
  /// `bin/python` that leads to a real interpreter, and `bin/activate` for their terminals.
  @Test
  void editorsFindTheEnvironmentByTheirRules() throws Exception {
    Path environment = synced("sync");
    project.run("env", "link");
    for (Path place : List.of(project.directory.resolve(".venv"), environment)) {
      assertThat(Files.readAllLines(place.resolve("pyvenv.cfg")))
          .anyMatch(line -> line.matches("version(_info)? = 3\\.\\d+\\.\\d+.*"))
          .anyMatch(line -> line.matches("home = /.*"));
      assertThat(place.resolve("bin/python")).isExecutable();
      assertThat(place.resolve("bin/python").toRealPath()).isRegularFile();
      assertThat(place.resolve("bin/activate")).exists();
    }
    assertThat(environment.getParent())
        .isEqualTo(project.root.resolve("home/.local/share/garboard/envs"));
  }
}
