package dev.garboard.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.hostbuild.HostBuildException;
import dev.garboard.hostbuild.HostBuildProblem;
import dev.garboard.hostbuild.Wanted;
import dev.garboard.python.PackageName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Builds that gave no wheel: each message names the distribution, what is wrong and a way out.
class HostBuildWordsTest {

  private static final PackageName NAME = PackageName.of("demo");

  private static final Wanted WANTED =
      new Wanted(
          List.of("demo-1.0-cp312-cp312-macosx_11_0_arm64.whl"),
          "cp312-cp312-manylinux_2_36_aarch64",
          List.of("app", "demo"));

  private static Failure words(HostBuildProblem... problems) {
    return HostBuildWords.of(new HostBuildException(List.of(problems)));
  }

  @Test
  void aForeignWheelNamesWhatExistsAndTheTargetsTag() {
    Failure failure =
        words(
            new HostBuildProblem.ForeignWheel(
                NAME, "demo-1.0-cp312-cp312-linux_x86_64.whl", WANTED, "glibc 2.36"));
    assertThat(failure.exit()).isEqualTo(ExitCode.NO_WHEEL);
    assertThat(failure.title())
        .isEqualTo(
            "`demo`: the wheel built on this machine does not run on the target:"
                + " demo-1.0-cp312-cp312-linux_x86_64.whl");
    assertThat(failure.details())
        .containsExactly(
            "Wheels that exist: demo-1.0-cp312-cp312-macosx_11_0_arm64.whl",
            "The target's best tag: cp312-cp312-manylinux_2_36_aarch64",
            "Required by: `app` → `demo`",
            "It was built against glibc 2.36",
            "Build it on such a machine and supply the wheel: `--find-links DIR`",
            "Lock a version that has one: `uv lock --upgrade-package demo`",
            "Leave it out: `--no-install-package demo`");
  }

  @Test
  void aFailedBuildShowsItsCommandAndItsOutput() {
    Failure failure =
        words(
            new HostBuildProblem.BuildFailed(
                NAME, List.of("uv", "build"), 2, "first\nno compiler"));
    assertThat(failure.exit()).isEqualTo(ExitCode.WORLD);
    assertThat(failure.title()).isEqualTo("`demo`: the build ended with exit code 2");
    assertThat(failure.details()).containsExactly("Command: uv build", "first", "no compiler");
  }

  @Test
  void severalProblemsAreAllTold() {
    Failure failure =
        words(
            new HostBuildProblem.NoInterpreter(NAME, "3.14", List.of(), WANTED),
            new HostBuildProblem.OtherVersion(
                PackageName.of("other"), "1.0", "other-1.1-py3-none-any.whl"));
    assertThat(failure.title()).isEqualTo("2 distributions could not be made into wheels");
    assertThat(failure.details())
        .contains(
            "`demo` must be built, and there is no CPython 3.14 on this machine",
            "Found: none",
            "Wheels that exist: demo-1.0-cp312-cp312-macosx_11_0_arm64.whl",
            "The target's best tag: cp312-cp312-manylinux_2_36_aarch64",
            "Required by: `app` → `demo`",
            "Install Python 3.14, or supply its wheel: `--find-links DIR`",
            "If only the project's own version is wanted, say it: `--project-version VERSION`",
            "`other`: the wheel is other-1.1-py3-none-any.whl, not version 1.0");
  }

  @Test
  void everyProblemNamesItsDistribution() {
    Stream.of(
            new HostBuildProblem.BuildForbidden(NAME, WANTED),
            new HostBuildProblem.SettingNotFollowed(NAME, "no-build-isolation", WANTED),
            new HostBuildProblem.NoBuildTool(NAME, Path.of("/usr/bin/python3")),
            new HostBuildProblem.TimedOut(NAME, List.of("uv"), Duration.ofSeconds(5), ""),
            new HostBuildProblem.NotOneWheel(NAME, List.of("a.whl", "b.whl")),
            new HostBuildProblem.OtherDistribution(NAME, "other-1.0-py3-none-any.whl"),
            new HostBuildProblem.UnreadableSource(NAME, "demo.tar.gz", "truncated"),
            new HostBuildProblem.NoGit(NAME, "https://example.com/demo", "git"),
            new HostBuildProblem.GitFailed(NAME, "https://example.com/demo", "0123", "gone"))
        .forEach(problem -> {
          Failure failure = words(problem);
          assertThat(failure.title()).startsWith("`demo`");
          assertThat(failure.details()).isNotEmpty();
        });
  }
}
