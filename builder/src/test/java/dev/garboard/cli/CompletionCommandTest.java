package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.engine.Command;
import dev.garboard.requirement.RequiresTool;
import dev.garboard.words.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The scripts, read by the shells that they are for.
final class CompletionCommandTest {

  @TempDir private Path directory;
  private TestProject project;

  @BeforeEach
  void write() throws IOException {
    project = TestProject.in(directory.toRealPath());
  }

  private Path script(String shell) throws IOException {
    TestProject.Outcome printed = project.run("completion", shell);
    assertThat(printed.exit()).as(printed.err()).isZero();
    return Files.writeString(directory.resolve("garboard." + shell), printed.out());
  }

  @Test
  void bashCompletesCommandsAndOptions() throws Exception {
    String ask =
        """
        source "$0"
        COMP_WORDS=(garboard %1$s) COMP_CWORD=%2$d COMP_LINE='garboard %1$s'
        _complete_garboard
        printf '%%s\\n' "${COMPREPLY[@]}"
        """;
    String script = script("bash").toString();

    assertThat(Command.run(List.of("bash", "-c", ask.formatted("b", 1), script)).out().lines())
        .contains("build", "base");
    assertThat(
            Command.run(List.of("bash", "-c", ask.formatted("build --sb", 2), script))
                .out()
                .lines())
        .contains("--sbom", "--sbom-file");
  }

  @Test
  @RequiresTool("zsh")
  void zshTakesTheScript() throws Exception {
    String ask = "autoload -U compinit; compinit -u -D; source \"$0\"; echo ${_comps[garboard]}";

    assertThat(Command.run(List.of("zsh", "-f", "-c", ask, script("zsh").toString())).out())
        .contains("_bash_complete", "_complete_garboard");
  }

  @Test
  @RequiresTool("fish")
  void fishCompletesCommandsAndOptions() throws Exception {
    String ask = "source $argv[1]; complete -C $argv[2]";
    String script = script("fish").toString();

    assertThat(Command.run(List.of("fish", "-N", "-c", ask, script, "garboard b")).out())
        .contains("build\tBuild a container image", "base\t");
    assertThat(Command.run(List.of("fish", "-N", "-c", ask, script, "garboard build --sbom")).out())
        .contains("--sbom\t", "--sbom-file\t");
    assertThat(Command.run(List.of("fish", "-N", "-c", ask, script, "garboard cache pr")).out())
        .contains("prune\tRemove what was long unused");
  }

  @Test
  void anotherShellIsUnknown() {
    TestProject.Outcome refused = project.run("completion", "tcsh");
    assertThat(refused.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err()).contains("tcsh", "bash", "zsh", "fish");
  }
}
