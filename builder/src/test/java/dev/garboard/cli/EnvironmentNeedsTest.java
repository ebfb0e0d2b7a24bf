package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.cli.SyncProject.Result;
import dev.garboard.requirement.RequiresTool;
import dev.garboard.wheel.TestWheel;
import dev.garboard.words.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people asked of environments outside the source tree, one test for each row of the table in
/// `docs/environments.md`.
@RequiresTool("python3")
class EnvironmentNeedsTest {

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
  void customLocation() throws Exception {
    Path flag = synced("sync", "--venv", "../by flag");
    assertThat(flag).isEqualTo(project.root.resolve("by flag"));
    assertThat(project.shell(flag.resolve("bin/alpha-tool").toString())).isEqualTo("1.0\n");

    Path toml = project.directory.resolve("pyproject.toml");
    Files.writeString(
        toml, Files.readString(toml) + "\n[tool.garboard.sync]\nvenv = \"../by-setting\"\n");
    assertThat(synced("sync")).isEqualTo(project.root.resolve("by-setting"));
    project.with("UV_PROJECT_ENVIRONMENT", project.root.resolve("by-uv").toString());
    assertThat(synced("sync")).isEqualTo(project.root.resolve("by-uv"));
    project.with("GARBOARD_VENV", project.root.resolve("by-variable").toString());
    assertThat(synced("sync")).isEqualTo(project.root.resolve("by-variable"));
    assertThat(synced("sync", "--venv", "../by flag")).isEqualTo(flag);
  }

  @Test
  @RequiresTool("setpriv")
  void readOnlySource() throws Exception {
    Path toml = project.directory.resolve("pyproject.toml");
    Files.writeString(
        toml,
        Files.readString(toml)
            .replace("uv_build>=0.9,<1", "setuptools>=77")
            .replace("\"uv_build\"", "\"setuptools.build_meta\""));
    project.shell("chmod", "-R", "a-w", project.directory.toString());
    try {
      SortedMap<String, String> before = SyncProject.listing(project.directory);
      for (String[] command :
          new String[][] {
            {"sync", "--compile-bytecode"}, {"sync", "--no-editable"}, {"run", "--", "app"}
          }) {
        Result result = project.confined(command);
        assertThat(result.exit()).as(result.err()).isZero();
      }
      assertThat(SyncProject.listing(project.directory)).isEqualTo(before);
    } finally {
      project.shell("chmod", "-R", "u+w", project.directory.toString());
    }
  }

  @Test
  void bindMount() throws Exception {
    Path environment = synced("sync", "--venv", project.root.resolve("opt/venv").toString());
    Path old = Files.move(project.directory, project.root.resolve("image's copy"));
    Files.createDirectories(project.directory.resolve("src/app"));
    Files.writeString(
        project.directory.resolve("src/app/__init__.py"), "def main():\n    print('mounted')\n");

    assertThat(old).exists();
    assertThat(project.shell(environment.resolve("bin/app").toString())).isEqualTo("mounted\n");
    assertThat(project.shell(environment.resolve("bin/alpha-tool").toString())).isEqualTo("1.0\n");
  }

  @Test
  void activeEnvironment() throws Exception {
    Path mine = project.root.resolve("mine");
    project.shell("python3", "-m", "venv", "--without-pip", mine.toString());
    project.with("VIRTUAL_ENV", mine.toString());
    assertThat(synced("sync", "--active")).isEqualTo(mine);
    assertThat(SyncProject.installed(mine)).hasSize(3);

    Result elsewhere = project.run("sync", "--venv", "../other");
    assertThat(elsewhere.err())
        .containsOnlyOnce("warning")
        .contains("the active environment " + mine + " is not used")
        .contains("the target is " + project.root.resolve("other"));
    project.with("GARBOARD_VENV", "active");
    assertThat(project.run("sync").err()).isEmpty();

    project.with("VIRTUAL_ENV", "");
    Result none = project.run("sync", "--active");
    assertThat(none.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(none.err()).contains("no environment is active");
  }

  @Test
  void runInAChosenEnvironment() throws Exception {
    Path environment = project.root.resolve("chosen");
    Path answer = project.root.resolve("answer");
    Result result =
        project.run(
            "run",
            "--venv",
            environment.toString(),
            "--",
            "sh",
            "-c",
            "echo \"$VIRTUAL_ENV\" >\"$1\"; alpha-tool >>\"$1\"; exit 42",
            "sh",
            answer.toString());
    assertThat(result.exit()).isEqualTo(42);
    assertThat(answer).hasContent(environment + "\n1.0\n");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void target() throws Exception {
    Path flat = synced("sync", "--target", "../flat", "--no-install-project");
    assertThat(flat.resolve("alpha/__init__.py")).exists();
    assertThat(flat.resolve("alpha-1.0.dist-info/RECORD"))
        .content()
        .contains("\nbin/alpha-tool,sha256=")
        .doesNotContain("../");
  }

  @Test
  void anotherPlatform() throws Exception {
    String other = System.getProperty("os.arch").equals("amd64") ? "aarch64" : "x86_64";
    project.lock(TestWheel.of("alpha", "1.0", "py3-none-manylinux_2_17_" + other));
    Result here = project.run("sync", "--target", "../flat");
    assertThat(here.exit()).as(here.err()).isEqualTo(ExitCode.NO_WHEEL);

    String platform = other + "-manylinux_2_36";
    Path flat = synced("sync", "--target", "../flat", "--python-platform", platform);
    assertThat(flat.resolve("alpha-1.0.dist-info/WHEEL")).content().contains(other);

    Result unknown = project.run("sync", "--target", "../flat", "--python-platform", "vax");
    assertThat(unknown.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(unknown.err()).contains("vax");
  }

  @Test
  void prefixKeepsWhatOthersInstalled() throws Exception {
    Path prefix = project.root.resolve("prefix");
    synced("sync", "--prefix", prefix.toString());
    Path site;
    try (var lib = Files.list(prefix.resolve("lib"))) {
      site = lib.findFirst().orElseThrow().resolve("site-packages");
    }
    Path foreign = Files.createDirectories(site.resolve("gamma-0.1.dist-info"));
    Files.writeString(site.resolve("gamma.py"), "");
    Files.writeString(foreign.resolve("RECORD"), "gamma.py,,\ngamma-0.1.dist-info/RECORD,,\n");
    project.lock(SyncProject.wheel("gamma", "3.0"));
    SortedMap<String, String> before = SyncProject.listing(site);

    Result refused = project.run("sync", "--prefix", prefix.toString());
    assertThat(refused.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err()).contains("gamma 0.1, wanted 3.0", "--replace");
    assertThat(SyncProject.listing(site)).isEqualTo(before);

    synced("sync", "--prefix", prefix.toString(), "--replace");
    assertThat(SyncProject.installed(prefix))
        .containsExactly("app-0.1.0.dist-info", "gamma-3.0.dist-info");
    assertThat(site.resolve("gamma.py")).doesNotExist();
  }

  @Test
  void exactPrefixKeepsPipAlone() throws Exception {
    Path prefix = project.root.resolve("prefix");
    synced("sync", "--prefix", prefix.toString());
    Path site;
    try (var lib = Files.list(prefix.resolve("lib"))) {
      site = lib.findFirst().orElseThrow().resolve("site-packages");
    }
    for (String name : List.of("pip", "other")) {
      Path foreign = Files.createDirectories(site.resolve(name + "-9.dist-info"));
      Files.writeString(foreign.resolve("RECORD"), "");
    }
    synced("sync", "--prefix", prefix.toString());
    assertThat(SyncProject.installed(prefix)).contains("other-9.dist-info", "pip-9.dist-info");
    synced("sync", "--prefix", prefix.toString(), "--exact");
    assertThat(SyncProject.installed(prefix))
        .contains("pip-9.dist-info")
        .doesNotContain("other-9.dist-info");
  }

  @Test
  void stagedRootIsTheSameAsTheFinalPlace() throws Exception {
    Path place = project.root.resolve("opt/venv");
    synced("sync", "--venv", place.toString());
    TreeMap<String, String> expected = new TreeMap<>(SyncProject.listing(place));
    Files.move(place, project.root.resolve("gone"));
    Path staged = synced("sync", "--venv", place.toString(), "--root", "../stage");

    assertThat(staged)
        .isEqualTo(project.root.resolve("stage").resolve(place.toString().substring(1)));
    assertThat(SyncProject.listing(staged)).isEqualTo(expected);
  }

  @Test
  void systemIsTheFirstPythonThatIsNoEnvironmentAndMayForbid() throws Exception {
    Path staged = synced("sync", "--system", "--root", "../stage", "--no-install-project");
    String prefix =
        project
            .shell(
                "python3",
                "-c",
                """
                import os, subprocess, sys
                # The first python3 may itself be of an environment, which `--system` passes over.
                code = (
                    "import sys, sysconfig as s;"
                    "own = sys.prefix == sys.base_prefix;"
                    "print(s.get_path('purelib', s.get_preferred_scheme('prefix')) if own else '')"
                )
                for directory in os.environ["PATH"].split(":"):
                    program = os.path.join(directory, "python3")
                    if os.path.exists(program):
                        found = subprocess.check_output([program, "-I", "-c", code], text=True)
                        if found.strip():
                            sys.exit(print(found))
                """)
            .strip();
    assertThat(staged.toString()).startsWith(project.root.resolve("stage").toString());
    assertThat(project.root.resolve("stage" + prefix + "/alpha/__init__.py")).exists();
  }

  @Test
  void centralStoreWithSeveralProjectsAndNames() throws Exception {
    Path data = project.root.resolve("data");
    project.with("XDG_DATA_HOME", data.toString());
    Path own = synced("sync");
    assertThat(own.getParent()).isEqualTo(data.resolve("garboard/envs"));
    assertThat(own.getFileName().toString()).matches("app-3\\.\\d+-[0-9a-f]{8}");
    Path named = synced("sync", "--venv", "tools");
    assertThat(named).isEqualTo(data.resolve("garboard/envs/tools"));

    assertThat(project.run("env", "path").path()).isEqualTo(own.toString());
    assertThat(project.run("env", "path", "too").path()).isEqualTo(named.toString());
    assertThat(project.run("env", "list").out().lines()).hasSize(2);
    assertThat(project.run("env", "list", "--json").out())
        .contains("\"project\":\"" + project.directory + "\"", "\"orphaned\":false");
    assertThat(project.run("env", "show", "tools").out())
        .contains("alpha==1.0", "beta==2.0", "app==0.1.0");
    assertThat(project.run("env", "remove", "tools").exit()).isZero();
    assertThat(named).doesNotExist();
    project.with("GARBOARD_ENV_DIR", project.root.resolve("envs").toString());
    assertThat(synced("sync").getParent()).isEqualTo(project.root.resolve("envs"));
  }

  @Test
  void thePathOfAnEnvironmentThatIsNotThereComesWithAdvice() throws Exception {
    project.with("GARBOARD_ENV_DIR", project.root.resolve("envs").toString());
    Result path = project.run("env", "path");
    assertThat(path.exit()).isZero();
    assertThat(path.err())
        .isEqualTo(
            "warning: there is no environment at %s\n  `garboard sync` makes it\n"
                .formatted(path.path()));
    assertThat(synced("sync")).isEqualTo(Path.of(path.path()));
    assertThat(project.run("env", "path").err()).isEmpty();
  }

  @Test
  void theCentralStoreIsTheUsersAlsoWithoutHome() throws Exception {
    Result result = project.with("HOME", "").confined("env", "path");
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).startsWith(System.getProperty("user.home"));
  }

  @Test
  void aMovedProjectFindsItsEnvironment() throws Exception {
    project.with("GARBOARD_ENV_DIR", project.root.resolve("envs").toString());
    Path before = synced("sync");
    Path moved = Files.move(project.directory, project.root.resolve("renamed"));
    assertThat(project.runIn(moved, "env", "list").out()).contains("(gone)");
    assertThat(project.runIn(moved, "env", "prune").out()).isEqualTo(before + "\n");
    assertThat(before).exists();
    Result path = project.runIn(moved, "env", "path");
    assertThat(path.exit()).isZero();
    assertThat(path.err())
        .contains("there is no environment at " + path.path(), "`garboard env repair` moves ")
        .contains(before.getFileName().toString());

    Result repaired = project.runIn(moved, "env", "repair");
    assertThat(repaired.exit()).as(repaired.err()).isZero();
    Path after = Path.of(repaired.path());
    assertThat(path.path()).isEqualTo(after.toString());
    assertThat(project.runIn(moved, "env", "path").err()).isEmpty();
    assertThat(before).doesNotExist();
    assertThat(project.runIn(moved, "sync", "--json").out()).contains("\"created\":false");
    assertThat(Files.readString(after.resolve("bin/alpha-tool"))).startsWith("#!" + after);
    assertThat(project.runIn(moved, "env", "verify").exit()).isZero();
  }

  @Test
  void identicalSelectionsShareFiles() throws Exception {
    Path one = synced("sync", "--venv", "../one", "--link-mode", "hardlink");
    Path other = synced("sync", "--venv", "../other", "--link-mode", "hardlink");
    Path file = one.relativize(site(one).resolve("alpha/__init__.py"));
    assertThat(Files.isSameFile(one.resolve(file), other.resolve(file))).isTrue();

    Path edited = one.resolve(file);
    Files.delete(edited);
    Files.writeString(edited, "edited");
    Result verified = project.run("env", "verify", one.toString());
    assertThat(verified.exit()).isEqualTo(ExitCode.INTEGRITY);
    assertThat(verified.err()).contains(edited.toString());
    assertThat(project.run("env", "verify", other.toString()).exit()).isZero();
  }

  private static Path site(Path environment) throws Exception {
    try (var lib = Files.list(environment.resolve("lib"))) {
      return lib.findFirst().orElseThrow().resolve("site-packages");
    }
  }

  @Test
  void severalPythonsAndMachinesOnOneShare() throws Exception {
    project.with("GARBOARD_ENV_DIR", project.root.resolve("share").toString());
    Path here = synced("sync");
    // Another machine: its own store, and the same directory of environments.
    project.with("GARBOARD_CACHE_DIR", project.root.resolve("other cache").toString());
    assertThat(synced("sync")).isEqualTo(here);
    assertThat(project.run("env", "verify").exit()).isZero();
  }

  /// As a machine of another processor says it of itself.
  @Test
  void severalPlatformsOnOneShare() throws Exception {
    project.with("GARBOARD_ENV_DIR", project.root.resolve("share").toString());
    Path here = synced("sync");
    String python = project.shell("python3", "-c", "import sys; print(sys.executable)").strip();
    Path other =
        Files.writeString(
            project.root.resolve("python3"),
            "#!/bin/sh\n" + python + " \"$@\" | /bin/sed 's/^machine.*/machine\tppc64le/'\n");
    Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path there = synced("sync", "--python", other.toString());
    assertThat(there).isNotEqualTo(here).hasParent(here.getParent());
    assertThat(project.run("env", "list").out().lines()).hasSize(2);
    Result taken = project.run("sync", "--venv", there.toString());
    assertThat(taken.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(taken.err()).contains(there + " is an environment for linux-ppc64le");
  }
}
