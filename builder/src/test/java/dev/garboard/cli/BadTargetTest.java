package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.garboard.image.TestBases;
import dev.garboard.image.TestLayers;
import dev.garboard.words.ErrorReport;
import dev.garboard.words.ExitCode;
import dev.garboard.words.Failure;
import dev.garboard.words.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What users see when the base, the destination, a flag or Garboard itself is wrong.
final class BadTargetTest extends BadInput {

  @Test
  void buildsWhenNothingIsWrong() {
    TestProject.Outcome outcome = project.build();
    assertThat(outcome.err()).doesNotContain("error");
    assertThat(outcome.exit()).isEqualTo(ExitCode.DONE);
    assertThat(outcome.out()).startsWith(project.path("app.tar").toString());
  }

  @Test
  void noSpaceAtTheDestination() throws IOException {
    assumeTrue(Files.exists(Path.of("/dev/full")), "no /dev/full here");
    TestProject.Outcome outcome = project.run(project.to("oci-archive:/dev/full"));
    assertThat(outcome.exit()).isEqualTo(ExitCode.WORLD);
    assertThat(outcome.err()).contains("error: cannot write `/dev/full`: no space left\n");
  }

  @Test
  void unwritableDestination() throws IOException {
    assumeTrue(Files.isDirectory(Path.of("/sys")), "no /sys here, where not even root may write");
    shows("unwritable-destination", project.run(project.to("oci-archive:/sys/app.tar")));
  }

  @Test
  void destinationWithoutADirectory() throws IOException {
    shows(
        "destination-without-directory", project.run(project.to("oci:" + project.path("no/such"))));
  }

  @Test
  void unknownTransport() throws IOException {
    shows("unknown-transport", project.run(project.to("oci-archve:app.tar")));
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
    shows(
        "base-without-python",
        project.run("build", "demo", "--base", "oci:" + project.path("bare")));
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
  void noDebianReleaseHasThatPython() throws IOException {
    shows("no-base", project.run("build", "demo", "--python", "3.10"));
  }

  @Test
  void systemPackages() throws IOException {
    shows("system-packages", project.build("--system-package", "libpq5"));
  }

  @Test
  void lockedWhereNobodyCanTell() throws IOException {
    project.edit("demo/pyproject.toml", "dependencies = [\"anchor\"]", "");
    project.edit("demo/pyproject.toml", "version = ", "dynamic = [\"dependencies\"]\nversion = ");
    shows("locked", project.build("--locked"));
    TestProject.Outcome warned = project.build();
    assertThat(warned.exit()).isZero();
    assertThat(warned.err()).contains("warning: cannot tell whether uv.lock is up to date");
  }

  @Test
  void lockedAndFrozen() throws IOException {
    shows("locked-and-frozen", project.build("--locked", "--frozen"));
  }

  @Test
  void severalMembers() throws IOException {
    shows("several-members", project.build("--package", "demo", "--package", "other"));
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
  void unknownCommand() throws IOException {
    shows("unknown-command", project.run("bild", "demo"));
  }

  @Test
  void unknownPlatform() throws IOException {
    shows("unknown-platform", project.build("--platform", "linux/amd46"));
  }

  @Test
  void scratchWithoutPython() throws IOException {
    shows("scratch-without-python", project.run("build", "demo", "--base", "scratch"));
  }

  @Test
  void wrongNumber() throws IOException {
    shows("wrong-number", project.build("--layer-budget", "many"));
  }

  @Test
  void wrongPair() throws IOException {
    shows("wrong-pair", project.build("--env", "MODE"));
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
        .anyMatch(line -> line.contains("at dev.garboard.cli.BadTargetTest.faultOfOurs"));
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
}
