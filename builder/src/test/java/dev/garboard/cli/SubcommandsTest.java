package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.engine.Command.Outcome;
import dev.garboard.words.ExitCode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubcommandsTest {
  private static final Pattern LISTED = Pattern.compile("(?m)^  ([a-z]+) +(\\S.*)$");

  @TempDir private Path store;

  private Outcome run(String... arguments) {
    return CommandRun.on(store).run(arguments);
  }

  private Map<String, String> listed(String... arguments) {
    Outcome help = run(arguments);
    assertThat(help.exit()).isZero();
    Map<String, String> commands = new LinkedHashMap<>();
    String list = help.out().substring(help.out().indexOf("Commands:"));
    LISTED.matcher(list).results().forEach(line -> commands.put(line.group(1), line.group(2)));
    commands.remove("garboard"); // the examples
    return commands;
  }

  @Test
  void helpListsEachCommandAsTheCommandDescribesItself() {
    Map<String, String> commands = listed("--help");
    assertThat(commands).containsKeys("build", "plan", "sync", "run", "env", "cache", "verify");
    commands.forEach((name, description) -> {
      Outcome help = run(name, "--help");
      assertThat(help.exit()).isZero();
      assertThat(help.out()).startsWith("Usage: garboard " + name + " ").contains(description);
    });
  }

  @Test
  void soDoesTheHelpOfACommandWithCommands() {
    Map<String, String> commands = listed("env", "--help");
    assertThat(commands).hasSizeGreaterThan(5);
    commands.forEach((name, description) -> {
      Outcome help = run("env", name, "--help");
      assertThat(help.exit()).isZero();
      assertThat(help.out()).startsWith("Usage: garboard env " + name + " ").contains(description);
    });
  }

  @Test
  void anOptionBeforeTheCommandHidesNoneOfThem() {
    assertThat(listed("--help", "build")).isEqualTo(listed("--help"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"buidl", "ver", ""})
  void anUnknownCommandIsToldTheKnownOnes(String name) {
    Outcome refused = run(name, "--strict");

    assertThat(refused.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err()).contains("unknown");
  }

  @Test
  void namesTheNearestCommand() {
    assertThat(run("buidl").err()).contains("`build`");
  }
}
