package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.garboard.cli.SyncProject.Result;
import dev.garboard.requirement.RequiresTool;
import dev.garboard.words.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `garboard sync` as a user sees it.
@RequiresTool("python3")
class SyncCommandTest {

  private SyncProject project;
  private Path environment;

  @BeforeEach
  void makeProject(@TempDir Path directory) throws Exception {
    project =
        new SyncProject(
            directory, SyncProject.wheel("alpha", "1.0"), SyncProject.wheel("beta", "2.0"));
    environment = project.root.resolve("env");
  }

  private Result sync(String... more) {
    String[] arguments = new String[more.length + 3];
    arguments[0] = "sync";
    arguments[1] = "--venv";
    arguments[2] = environment.toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    return project.run(arguments);
  }

  @Test
  void makesAnEnvironmentThatRuns() throws Exception {
    Result result = sync();

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).isEqualTo(environment + "\n");
    assertThat(project.shell(environment.resolve("bin/alpha-tool").toString())).isEqualTo("1.0\n");
    assertThat(project.shell(environment.resolve("bin/app").toString())).isEqualTo("app here\n");
  }

  @Test
  void changesNothingWhenNothingChanged() throws Exception {
    sync();
    SortedMap<String, String> before = SyncProject.listing(environment);
    Result again = sync();

    assertThat(again.exit()).isZero();
    assertThat(again.err()).isEmpty();
    assertThat(SyncProject.listing(environment)).isEqualTo(before);
  }

  @Test
  void anUpdateGivesTheTreeOfANewEnvironment() throws Exception {
    sync();
    project.lock(SyncProject.wheel("alpha", "1.1"), SyncProject.wheel("gamma", "3.0"));
    Result updated = sync("--json");

    assertThat(updated.out())
        .contains("\"installed\":[\"alpha==1.1\",\"app==0.1.0\",\"gamma==3.0\"]")
        .contains("\"removed\":[\"alpha==1.0\",\"app==0.1.0\",\"beta==2.0\"]");
    SortedMap<String, String> after = SyncProject.listing(environment);
    Files.move(environment, project.root.resolve("old"));
    sync();
    assertThat(SyncProject.listing(environment)).isEqualTo(after);
  }

  @Test
  void inexactLeavesWhatIsNotSelected() throws Exception {
    sync();
    project.lock(SyncProject.wheel("alpha", "1.1"));
    sync("--inexact");
    assertThat(SyncProject.installed(environment))
        .containsExactly("alpha-1.1.dist-info", "app-0.1.0.dist-info", "beta-2.0.dist-info");
    sync();
    assertThat(SyncProject.installed(environment))
        .containsExactly("alpha-1.1.dist-info", "app-0.1.0.dist-info");
  }

  @Test
  void leavesFilesOfOthersAlone() throws Exception {
    sync();
    Path mine = Files.writeString(environment.resolve("lib/notes.txt"), "mine");
    Path beside = environment.resolve("share/mine.txt");
    Files.writeString(beside, "mine");
    project.lock();
    sync();

    assertThat(mine).hasContent("mine");
    assertThat(beside).hasContent("mine");
    assertThat(environment.resolve("share/alpha.txt")).doesNotExist();
    assertThat(environment.resolve("bin/alpha")).doesNotExist();
  }

  @Test
  void ofTwoOwnersOfAPathTheOneThatStaysHasIt() throws Exception {
    project.lock(
        SyncProject.wheel("alpha", "1.0").file("both.py", "alpha"),
        SyncProject.wheel("beta", "2.0").file("both.py", "beta"));
    sync();
    project.lock(SyncProject.wheel("alpha", "1.0").file("both.py", "alpha"));
    sync();

    Path site = site(environment);
    assertThat(site.resolve("both.py")).hasContent("alpha");
  }

  private static Path site(Path environment) throws Exception {
    try (var lib = Files.list(environment.resolve("lib"))) {
      return lib.findFirst().orElseThrow().resolve("site-packages");
    }
  }

  @Test
  void copiesArePrivateAndLinksAreReadOnly() throws Exception {
    sync("--link-mode", "copy");
    Path file = site(environment).resolve("alpha/__init__.py");
    assertThat(Files.getAttribute(file, "unix:nlink")).isEqualTo(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r--r--");

    environment = project.root.resolve("linked");
    sync("--link-mode", "hardlink");
    Path linked = site(environment).resolve("alpha/__init__.py");
    assertThat(Files.getAttribute(linked, "unix:nlink")).isEqualTo(2);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(linked)))
        .isEqualTo("r--r--r--");
  }

  @Test
  void anotherFileSystemGetsCopies() throws Exception {
    Path memory = Path.of("/dev/shm");
    assumeThat(Files.isDirectory(memory)).as("a file system in memory").isTrue();
    Path elsewhere = Files.createTempDirectory(memory, "garboard-");
    assumeThat(Files.getFileStore(elsewhere)).isNotEqualTo(Files.getFileStore(project.root));
    try {
      environment = elsewhere.resolve("env");
      Result result = sync("--link-mode", "hardlink");
      assertThat(result.exit()).as(result.err()).isZero();
      assertThat(result.err().lines())
          .hasSizeLessThanOrEqualTo(2)
          .noneMatch(l -> l.contains("ror"));
      Path copied = site(environment).resolve("alpha/__init__.py");
      assertThat(Files.getAttribute(copied, "unix:nlink")).isEqualTo(1);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copied)))
          .isEqualTo("rw-r--r--");
      assertThat(project.shell(environment.resolve("bin/alpha-tool").toString()))
          .isEqualTo("1.0\n");
      assertThat(sync("--json", "--link-mode", "hardlink").out()).contains("\"installed\":[]");
    } finally {
      project.shell("rm", "-rf", elsewhere.toString());
    }
  }

  @Test
  void bytecodeIsMadeOnceAndNeverOfTheProject() throws Exception {
    sync("--compile-bytecode");
    Path site = site(environment);
    try (var cache = Files.list(site.resolve("alpha/__pycache__"))) {
      assertThat(cache).hasSize(1);
    }
    SortedMap<String, String> first = SyncProject.listing(site.resolve("alpha/__pycache__"));
    Files.move(environment, project.root.resolve("old"));
    project.with("PYTHONHASHSEED", "7");
    sync("--compile-bytecode");
    assertThat(SyncProject.listing(site.resolve("alpha/__pycache__"))).isEqualTo(first);
    assertThat(project.directory.resolve("src/app/__pycache__")).doesNotExist();

    project.lock(SyncProject.wheel("beta", "2.0"));
    sync("--compile-bytecode");
    assertThat(site.resolve("alpha")).doesNotExist();
  }

  @Test
  void refusesAFileAndADirectoryThatIsNoEnvironment() throws Exception {
    Files.writeString(environment, "a file");
    Result file = sync();
    assertThat(file.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(file.err()).contains(environment + " is not a directory");

    environment = Files.createDirectory(project.root.resolve("photos"));
    Files.writeString(environment.resolve("cat.jpg"), "miaow");
    SortedMap<String, String> before = SyncProject.listing(environment);
    Result directory = sync();
    assertThat(directory.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(directory.err()).contains("is not empty and no environment");
    assertThat(SyncProject.listing(environment)).isEqualTo(before);
  }

  @Test
  void findsThePythonsOfUv() throws Exception {
    Path python =
        Path.of(project.shell("python3", "-c", "import sys; print(sys.executable)").strip());
    Path own = project.root.resolve("uv/cpython-3-linux/bin");
    Files.createDirectories(own);
    Files.createSymbolicLink(own.resolve("python3"), python);
    project.with("PATH", "/nowhere").with("UV_PYTHON_INSTALL_DIR", own.resolve("../..").toString());

    Result result = project.run("sync", "--venv", "../env");
    assertThat(result.exit()).as(result.err()).isZero();
  }

  @Test
  void saysWhichPythonsDoNotFit() throws Exception {
    Path broken = Files.writeString(project.root.resolve("python3.7"), "#!/bin/sh\nexit 3\n");
    Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rwxr-xr-x"));
    project.with("PATH", project.root + ":" + System.getenv("PATH"));
    Result result = sync("--python", "3.7");
    assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err())
        .contains("no Python here is 3.7")
        .contains(broken + ": does not work: exit code 3")
        .contains("--python PATH");
    assertThat(environment).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit 3", "echo hello", "kill -9 $$"})
  void aBrokenInterpreterIsNamed(String body) throws Exception {
    Path python = Files.writeString(project.root.resolve("python3"), "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwxr-xr-x"));
    Result result = sync("--python", python.toString());

    assertThat(result.exit()).isEqualTo(ExitCode.WORLD);
    assertThat(result.err()).contains(python + " does not work as a Python");
    assertThat(environment).doesNotExist();
  }

  @Test
  void anInterpreterOfAnotherArchitectureIsNamed() throws Exception {
    Path python = Files.write(project.root.resolve("python3"), foreignProgram());
    Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwxr-xr-x"));
    Result result = sync("--python", python.toString());

    assertThat(result.exit()).isEqualTo(ExitCode.WORLD);
    assertThat(result.err()).contains(python + " does not work as a Python");
  }

  /// The beginning of an ELF file for RISC-V.
  private static byte[] foreignProgram() {
    byte[] foreign = new byte[64];
    System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}, 0, foreign, 0, 7);
    foreign[16] = 2;
    foreign[18] = (byte) 0xf3;
    return foreign;
  }

  @Test
  void aPythonThatTheProjectDoesNotAcceptIsNamed() throws Exception {
    for (String name : new String[] {"pyproject.toml", "uv.lock"}) {
      Path file = project.directory.resolve(name);
      Files.writeString(file, Files.readString(file).replace(">=3.8", ">=3.99"));
    }
    String python = project.shell("python3", "-c", "import sys; print(sys.executable)").strip();
    Result named = sync("--python", python);
    assertThat(named.exit()).isEqualTo(ExitCode.PROJECT);
    assertThat(named.err())
        .contains("the project does not accept Python 3.", "`requires-python` is `>=3.99`");
    Result found = sync();
    assertThat(found.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(found.err()).contains("no Python here is >=3.99", "python3: is 3.");
    assertThat(environment).doesNotExist();
  }

  @Test
  void anEnvironmentOfAnotherArchitectureStaysAsItIs() throws Exception {
    sync();
    Path state = environment.resolve(".garboard");
    Files.writeString(
        state,
        Files.readString(state).replaceFirst("platform\t.*", "platform\tlinux-riscv64-musl"));
    SortedMap<String, String> before = SyncProject.listing(environment);
    Result other = sync();
    assertThat(other.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(other.err()).contains(environment + " is an environment for linux-riscv64-musl");
    assertThat(SyncProject.listing(environment)).isEqualTo(before);

    Path python = environment.resolve("bin/python");
    Files.delete(python);
    Files.write(python, foreignProgram());
    Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwxr-xr-x"));
    before = SyncProject.listing(environment);
    Result unable = sync();
    assertThat(unable.exit()).isEqualTo(ExitCode.WORLD);
    assertThat(unable.err()).contains(python + " does not work as a Python: ");
    assertThat(SyncProject.listing(environment)).isEqualTo(before);
  }

  @Test
  @RequiresTool("setpriv")
  void aPlaceThatMayNotBeWrittenIsNamed() throws Exception {
    Path closed = Files.createDirectory(project.root.resolve("closed"));
    sync();
    for (Path directory : new Path[] {closed, environment}) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
    }
    try {
      Path place = closed.resolve("env");
      Result absent = project.confined("sync", "--venv", place.toString());
      assertThat(absent.exit()).isEqualTo(ExitCode.WORLD);
      assertThat(absent.err())
          .contains("the environment " + place + " cannot be written: permission denied");
      project.lock(SyncProject.wheel("alpha", "1.1"));
      SortedMap<String, String> before = SyncProject.listing(environment);
      assertThat(project.confined("sync", "--venv", environment.toString()).exit())
          .isEqualTo(ExitCode.WORLD);
      assertThat(SyncProject.listing(environment)).isEqualTo(before);
    } finally {
      for (Path directory : new Path[] {closed, environment}) {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }

  @Test
  void awheelThatDoesNotMatchTheLockChangesNothing() throws Exception {
    sync();
    SortedMap<String, String> before = SyncProject.listing(environment);
    project.lock(SyncProject.wheel("alpha", "1.5"));
    Files.writeString(project.root.resolve("wheels/alpha-1.5-py3-none-any.whl"), "tampered");
    Result result = sync();

    assertThat(result.exit()).isNotZero();
    assertThat(SyncProject.listing(environment)).isEqualTo(before);
  }

  @Test
  void completesWhatWasCutShort() throws Exception {
    sync();
    SortedMap<String, String> whole = SyncProject.listing(environment);
    Path state = environment.resolve(".garboard");
    Files.writeString(
        state, Files.readString(state).replace("distribution\talpha", "pending\talpha"));
    Files.delete(site(environment).resolve("alpha/__init__.py"));
    Files.delete(environment.resolve("bin/alpha"));
    Result repaired = sync();

    assertThat(repaired.exit()).as(repaired.err()).isZero();
    assertThat(SyncProject.listing(environment)).isEqualTo(whole);
  }

  @Test
  void makesAMovedEnvironmentRightAgain() throws Exception {
    sync();
    Path old = environment;
    environment = project.root.resolve("elsewhere/env");
    Files.createDirectories(project.root.resolve("elsewhere"));
    Files.move(old, environment);
    assertThat(sync().exit()).isZero();
    assertThat(project.shell(environment.resolve("bin/alpha-tool").toString())).isEqualTo("1.0\n");
  }

  @Test
  void seesWhatChangedBehindItsBack() throws Exception {
    sync();
    assertThat(sync("--json").out()).contains("\"installed\":[]");
    assertThat(sync("--json").out()).contains("\"installed\":[]", "alpha==1.0");
    Files.move(site(environment).resolve("alpha-1.0.dist-info"), project.root.resolve("taken"));
    assertThat(sync("--json").out()).contains("\"installed\":[\"alpha==1.0\"]");

    Path toml = project.directory.resolve("pyproject.toml");
    Files.writeString(toml, Files.readString(toml).replace("app:main", "app:main2"));
    assertThat(sync("--json").out()).contains("\"installed\":[\"app==0.1.0\"]");
    Files.delete(environment.resolve("bin/python"));
    assertThat(sync().exit()).isZero();
    assertThat(environment.resolve("bin/python")).exists();
  }
}
