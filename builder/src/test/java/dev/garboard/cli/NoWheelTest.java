package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.wheel.TestWheel;
import dev.garboard.words.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A package whose wheels are for other machines, and what the command says of it.
class NoWheelTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "the package | `alpha` 1.0",
        "the wheels that exist | alpha-1.0-cp313-cp313-win_amd64.whl",
        "the target's best tag | Best tag of the target: `cp313-cp313-manylinux_2_36_aarch64`",
        "the requirement path | Required by: `app` → `alpha`",
        "another target | Choose a target that it has a wheel for: `--python`, `--platform`",
        "another version | Lock a version that has one: `uv lock --upgrade-package alpha`",
        "leaving it out | Leave it out: `--no-install-package alpha`",
      })
  void aRefusalNames(String what, String text, @TempDir Path directory) throws Exception {
    SyncProject project =
        new SyncProject(directory, TestWheel.of("alpha", "1.0", "cp313-cp313-win_amd64"));
    SyncProject.Result result =
        project.run(
            "plan", "--frozen", "--python", "3.13", "--python-platform", "aarch64-manylinux_2_36");
    assertThat(result.exit()).isEqualTo(ExitCode.NO_WHEEL);
    assertThat(result.err()).as(what).contains(text);
  }
}
