package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.garboard.config.SettingKey;
import dev.garboard.words.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigCommandTest {

  @TempDir private Path directory;
  private TestProject project;

  @BeforeEach
  void write() throws IOException {
    project = TestProject.in(directory.toRealPath());
    project.edit(
        "demo/pyproject.toml",
        "[dependency-groups]",
        "[tool.garboard]\nbase = \"debian:13\"\nexclude = [\"docs\"]\n\n[tool.garboard.image]\n"
            + "env = { NAME = \"it's \\\"so\\\"\" }\n\n[dependency-groups]");
    project.write("home/garboard.toml", "base = \"scratch\"\ncompression = \"zstd:3\"\n");
    project.variable("GARBOARD_CONFIG_FILE", "home/garboard.toml");
  }

  @Test
  void everySourceHasItsPlace() {
    TestProject.Outcome shown = project.run("config", "--origin", "demo", "--user", "1:1");

    assertThat(shown.exit()).as(shown.err()).isZero();
    assertThat(shown.out().lines())
        .hasSize(SettingKey.values().length)
        .contains(
            "base = \"debian:13\"  # pyproject.toml:11:1",
            "exclude = [\"docs\"]  # pyproject.toml:12:1",
            "bytecode = false  # the variable GARBOARD_BYTECODE",
            "image.user = \"1:1\"  # the command line",
            "image.env = { \"NAME\" = \"it's \\\"so\\\"\" }  # pyproject.toml:15:1",
            "compression = \"zstd:3\"  # " + project.path("home/garboard.toml") + ":2:1",
            "# image.workdir: default: /app");
  }

  @Test
  void withoutOriginsOnlyWhatIsSet() throws IOException {
    assertThat(project.run("config", "demo").out().lines())
        .containsExactly(
            "base = \"debian:13\"",
            "exclude = [\"docs\"]",
            "bytecode = false",
            "compression = \"zstd:3\"",
            "image.env = { \"NAME\" = \"it's \\\"so\\\"\" }");
    JsonNode document = new ObjectMapper().readTree(project.run("config", "demo", "--json").out());
    assertThat(document.at("/settings/bytecode/value").asBoolean(true)).isFalse();
    assertThat(document.at("/settings/base/origin").asText()).isEqualTo("pyproject.toml:11:1");
  }

  @Test
  void theUsersFileMustExistWhereItIsNamedAndBeRight() throws IOException {
    project.write("home/garboard.toml", "bsae = \"scratch\"\n");
    TestProject.Outcome misspelt = project.run("config", "demo");
    assertThat(misspelt.exit()).isEqualTo(ExitCode.PROJECT);
    assertThat(misspelt.err()).contains("bsae", "base", "garboard.toml:1");

    project.variable("GARBOARD_CONFIG_FILE", "home/none.toml");
    TestProject.Outcome absent = project.run("config", "demo");
    assertThat(absent.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(absent.err()).contains("no such file: `home/none.toml`", "GARBOARD_CONFIG_FILE");
  }

  @Test
  void theUsersFileLiesWhereOthersDo() throws IOException {
    project.write("xdg/garboard/garboard.toml", "python = \"3.13\"\n");
    project.variable("GARBOARD_CONFIG_FILE", "");
    project.variable("XDG_CONFIG_HOME", project.path("xdg").toString());
    assertThat(project.run("config", "demo").out()).contains("python = \"3.13\"");

    project.variable("XDG_CONFIG_HOME", "");
    project.variable("HOME", project.path("person").toString());
    project.write("person/.config/garboard/garboard.toml", "python = \"3.12\"\n");
    assertThat(project.run("config", "demo").out()).contains("python = \"3.12\"");
  }
}
