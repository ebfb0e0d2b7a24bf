package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.words.Golden;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// What users see when something is wrong: the whole text, and the exit code.
abstract class BadInput {

  @TempDir private Path directory;
  TestProject project;

  @BeforeEach
  void makeProject() throws IOException {
    directory = directory.toRealPath();
    project = TestProject.in(directory);
  }

  final void shows(String name, TestProject.Outcome outcome) throws IOException {
    String text = "exit " + outcome.exit() + "\n" + outcome.out() + "---\n" + outcome.err();
    Golden.matches(
        name,
        text.replace(directory.toString(), "<tmp>")
            .replaceAll("sha256:[0-9a-f]{64}", "sha256:<hex>")
            .replaceAll("only 100 of [0-9]+ bytes", "only 100 of <n> bytes")
            .replaceAll("broke off after [0-9]+ bytes", "broke off after <n> bytes")
            .replaceAll("127\\.0\\.0\\.1:[0-9]+", "127.0.0.1:<port>"));
    assertThat(project.path("app.tar")).doesNotExist();
    assertThat(project.unfinished()).isEmpty();
  }
}
