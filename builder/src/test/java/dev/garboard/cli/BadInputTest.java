package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.garboard.engine.Command;
import dev.garboard.http.TestServer;
import dev.garboard.image.TestBases;
import dev.garboard.image.TestLayers;
import dev.garboard.wheel.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What users see when something is wrong: the whole text, and the exit code.
final class BadInputTest {

  @TempDir private Path directory;
  private TestProject project;

  @BeforeEach
  void makeProject() throws IOException {
    directory = directory.toRealPath();
    project = TestProject.in(directory);
  }

  private void shows(String name, TestProject.Outcome outcome) throws IOException {
    String text = "exit " + outcome.exit() + "\n" + outcome.out() + "---\n" + outcome.err();
    Golden.matches(
        name,
        text.replace(directory.toString(), "<tmp>")
            .replaceAll("broke off after [0-9]+ bytes", "broke off after <n> bytes")
            .replaceAll("127\\.0\\.0\\.1:[0-9]+", "127.0.0.1:<port>"));
    assertThat(project.path("app.tar")).doesNotExist();
    assertThat(project.unfinished()).isEmpty();
  }

  @Test
  void buildsWhenNothingIsWrong() {
    TestProject.Outcome outcome = project.build();
    assertThat(outcome.err()).doesNotContain("error");
    assertThat(outcome.exit()).isEqualTo(ExitCode.DONE);
    assertThat(outcome.out()).startsWith(project.path("app.tar").toString());
  }

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
    project.edit("demo/pyproject.toml", "[project]\n", "[tool.garboard]\nextras = [\"cash\"]\n[project]\n");
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
        "[tool.garboard]\nbas = \"x\"\nlayers = { budgt = 3 }\nproject = \"tree\"\nbytecode = 1\n[project]\n");
    shows("unknown-keys", project.build());
  }

  @Test
  void pythonOutsideOfWhatTheProjectAccepts() throws IOException {
    project.edit("demo/uv.lock", "requires-python = \">=3.12\"", "requires-python = \">=3.14\"");
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
    shows("source-archive-only", project.build());
  }

  @Test
  void otherBytesThanLocked() throws IOException {
    TestProject.ANCHOR.file("anchor.py", "WEIGHT = 4\n").write(project.path("wheels"));
    shows("other-bytes", project.build());
  }

  @Test
  void missingWheelFile() throws IOException {
    Files.delete(project.path("wheels/anchor-1.2-py3-none-any.whl"));
    shows("missing-wheel-file", project.build());
  }

  @Test
  void malformedWheel() throws IOException {
    TestWheel wheel = TestProject.ANCHOR.distInfo("METADATA", "Name: cable\nVersion: 2\n");
    wheel.write(project.path("wheels"));
    project.lock(wheel, "file://" + project.path("wheels"));
    shows("malformed-wheel", project.build());
  }

  @Test
  void truncatedDownload() throws IOException {
    byte[] bytes = TestProject.ANCHOR.bytes();
    try (TestServer server = anchorServer()) {
      server.on(anchorPath(), TestServer.cut(bytes, 100));
      project.variable("UV_HTTP_RETRIES", "1");
      shows("truncated-download", project.build());
    }
  }

  @Test
  void fileThatEndsEarly() throws IOException {
    try (TestServer server = anchorServer()) {
      server.on(anchorPath(), TestServer.body(new byte[100]));
      shows("short-file", project.build());
    }
  }

  @Test
  void overloadedServer() throws IOException {
    try (TestServer server = anchorServer()) {
      server.on(anchorPath(), TestServer.status(503));
      project.variable("UV_HTTP_RETRIES", "1");
      shows("overloaded-server", project.build());
    }
  }

  @Test
  void deniedDownload() throws IOException {
    try (TestServer server = anchorServer()) {
      server.on(anchorPath(), TestServer.status(401));
      shows("denied-download", project.build());
    }
  }

  @Test
  void deniedDownloadWithAPassword() throws IOException {
    try (TestServer server = anchorServer()) {
      server.on(anchorPath(), TestServer.status(401));
      project.edit("demo/uv.lock", "http://127", "http://me:hunter2@127");
      TestProject.Outcome outcome = project.build("--json");
      assertThat(outcome.out() + outcome.err()).doesNotContain("hunter2");
      shows("denied-download-with-password", outcome);
    }
  }

  @Test
  void noSuchFileOnTheServer() throws IOException {
    try (TestServer _ = anchorServer()) {
      shows("no-such-file-on-server", project.build());
    }
  }

  @Test
  void unreachableServer() throws IOException {
    anchorServer().close();
    project.variable("UV_HTTP_RETRIES", "0");
    shows("unreachable-server", project.build());
  }

  @Test
  void offline() throws IOException {
    try (TestServer _ = anchorServer()) {
      shows("offline", project.build("--offline"));
    }
  }

  private static String anchorPath() {
    return "/" + TestProject.ANCHOR.filename().text();
  }

  /// A server that the wheel is locked at.
  private TestServer anchorServer() throws IOException {
    TestServer server = new TestServer();
    project.lock(TestProject.ANCHOR, "http://127.0.0.1:" + server.port());
    return server;
  }

  @Test
  void noSpaceInTheStore() throws IOException {
    Path small = Files.createDirectory(project.path("small"));
    Command.Outcome mount =
        Command.run(List.of("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small.toString()));
    assumeThat(mount.exit()).as("a tmpfs can be mounted here: " + mount.err()).isZero();
    try {
      TestWheel big = TestProject.ANCHOR.file("big.bin", noise(400_000));
      big.write(project.path("wheels"));
      project.lock(big, "file://" + project.path("wheels"));
      project.variable("GARBOARD_CACHE_DIR", small.toString());
      shows("no-space-in-store", project.build());
    } finally {
      Command.run(List.of("umount", small.toString())).success();
    }
  }

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  @Test
  void noSpaceAtTheDestination() throws IOException {
    assumeTrue(Files.exists(Path.of("/dev/full")), "no /dev/full here");
    TestProject.Outcome outcome =
        project.run(project.to("oci-archive:/dev/full"));
    assertThat(outcome.exit()).isEqualTo(ExitCode.WORLD);
    assertThat(outcome.err()).contains("error: cannot write `/dev/full`: no space left\n");
  }

  @Test
  void unwritableDestination() throws IOException {
    assumeTrue(Files.isDirectory(Path.of("/sys")), "no /sys here, where not even root may write");
    shows(
        "unwritable-destination",
        project.run(project.to("oci-archive:/sys/app.tar")));
  }

  @Test
  void destinationWithoutADirectory() throws IOException {
    shows(
        "destination-without-directory",
        project.run(project.to("oci:" + project.path("no/such"))));
  }

  @Test
  void unknownTransport() throws IOException {
    shows(
        "unknown-transport",
        project.run(project.to("oci-archve:app.tar")));
  }

  @Test
  void baseForAnotherArchitecture() throws IOException {
    shows("base-other-architecture", project.build("--platform", "linux/arm64"));
  }

  @Test
  void baseWithoutPython() throws IOException {
    Files.createDirectories(project.path("bare"));
    TestBases.in(project.path("bare"))
        .image("amd64", "", "{}", TestLayers.gzip(Map.of("etc/os-release", "ID=debian\n")));
    shows("base-without-python", project.run("build", "demo", "--base", "oci:" + project.path("bare")));
  }

  @Test
  void baseWithAnotherPython() throws IOException {
    shows("base-other-python", project.build("--python", "3.12"));
  }

  @Test
  void missingBase() throws IOException {
    shows("missing-base", project.run("build", "demo", "--base", "oci:" + project.path("nowhere")));
  }

  @Test
  void noBase() throws IOException {
    shows("no-base", project.run("build", "demo"));
  }

  @Test
  void damagedBase() throws IOException {
    Path blobs = project.path("base/blobs/sha256");
    try (Stream<Path> all = Files.list(blobs)) {
      for (Path blob : all.toList()) {
        byte[] bytes = Files.readAllBytes(blob);
        if (bytes[0] == 0x1f) {
          bytes[bytes.length - 1] ^= 1;
          Files.write(blob, bytes);
        }
      }
    }
    shows("damaged-base", project.build());
  }

  @Test
  void wrongFlag() throws IOException {
    shows("wrong-flag", project.build("--extras", "cache"));
  }

  @Test
  void wrongFlagForAProgram() throws IOException {
    shows("wrong-flag-json", project.build("--json", "--progress", "loud"));
  }

  @Test
  void wrongVariable() throws IOException {
    project.variable("GARBOARD_BYTECODE", "perhaps");
    shows("wrong-variable", project.build());
  }

  @Test
  void wrongTimeout() throws IOException {
    project.variable("UV_HTTP_TIMEOUT", "soon");
    shows("wrong-timeout", project.build());
  }

  @Test
  void missingDirectory() throws IOException {
    shows("missing-directory", project.run("build", "dmo"));
  }

  @Test
  void directoryWithoutAProject() throws IOException {
    shows("no-project", project.run("build", "wheels"));
  }

  @Test
  void faultOfOurs() throws IOException {
    IllegalStateException fault =
        new IllegalStateException("https://me:hunter2@index.test/ \u001b[31m");
    Failure words = ErrorReport.internal(fault, false);
    assertThat(words.exit()).isEqualTo(ExitCode.INTERNAL);
    assertThat(words.title())
        .isEqualTo(
            "unexpected fault: java.lang.IllegalStateException: https://index.test/ \\u001b[31m");
    assertThat(words.details())
        .containsExactly(
            "This is a fault of Garboard; please report it with the command and"
                + " `garboard --version`, and with what `-v` adds");
    assertThat(ErrorReport.internal(fault, true).details())
        .anyMatch(line -> line.contains("at dev.garboard.cli.BadInputTest.faultOfOurs"));
  }

  @Test
  void theGravestOfSeveralProblemsGivesTheExitCode() {
    Finding world = Finding.of(ExitCode.WORLD, "a").help("x");
    Finding access = Finding.of(ExitCode.ACCESS, "b", "why").help("y");
    Finding integrity = Finding.of(ExitCode.INTEGRITY, "c").help("x");
    assertThat(Finding.failure("title", List.of(world, access)))
        .isEqualTo(
            Failure.of(
                ExitCode.ACCESS, "title: 2 problems", "- a", "    x", "- b", "    why", "    y"));
    assertThat(Finding.failure("title", List.of(world, integrity)))
        .isEqualTo(Failure.of(ExitCode.INTEGRITY, "title: 2 problems", "- a", "- c", "x"));
  }

  @Test
  void warningsUnderStrict() throws IOException {
    project.edit("demo/uv.lock", "hash = \"" + TestProject.ANCHOR.digest() + "\", ", "");
    project.edit(
        "demo/uv.lock",
        "source = { registry = \"https://index.test/simple\" }",
        "source = { registry = \"" + project.path("wheels") + "\" }");
    project.edit("demo/uv.lock", "url = \"file://" + project.path("wheels") + "/", "path = \"");
    shows("strict", project.build("--strict"));
    assertThat(project.build().exit()).isEqualTo(ExitCode.DONE);
  }
}
