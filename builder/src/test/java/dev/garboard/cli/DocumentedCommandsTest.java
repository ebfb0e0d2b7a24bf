package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.garboard.requirement.Checkout;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// Every command that the documentation and the help texts show is one that the command line takes.
final class DocumentedCommandsTest {

  private static final Pattern COMMAND =
      Pattern.compile("\\s*(?:[A-Z_]+=\\S* )*(?:\\./)?garboard (.*)");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

  private static CommandLine line() {
    PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
    return new Garboard(
            new Session(
                Map.of(), Path.of("/"), nowhere, nowhere, InstantSource.system(), "amd64", 1))
        .line();
  }

  @Test
  void inTheDocumentation() throws IOException {
    List<String> commands = new ArrayList<>();
    for (Path page : pages()) {
      boolean shell = false;
      for (String text : Files.readString(page).replace("\\\n", " ").lines().toList()) {
        shell = text.startsWith("```") ? text.equals("```sh") : shell;
        if (shell) {
          Matcher matcher = COMMAND.matcher(text);
          if (matcher.matches()) {
            commands.add(matcher.group(1));
          }
        }
      }
    }
    assertThat(commands).hasSizeGreaterThan(10);
    commands.forEach(DocumentedCommandsTest::isTaken);
  }

  private static List<Path> pages() throws IOException {
    Path root = Checkout.root();
    try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
      return Stream.concat(Stream.of(root.resolve("README.md")), docs)
          .filter(page -> page.toString().endsWith(".md"))
          .filter(page -> !page.toString().contains("/decisions/"))
          .sorted()
          .toList();
    }
  }

  @Test
  void inTheHelpTexts() {
    List<String> commands = new ArrayList<>();
    collect(line(), commands);
    assertThat(commands).hasSizeGreaterThan(15);
    commands.forEach(DocumentedCommandsTest::isTaken);
  }

  private static void collect(CommandLine line, List<String> commands) {
    for (String text : line.getCommandSpec().usageMessage().footer()) {
      Matcher matcher = COMMAND.matcher(text);
      if (matcher.matches()) {
        // What it does follows in a column of its own.
        commands.add(matcher.group(1).replaceFirst(" {2,}.*", ""));
      }
    }
    line.getSubcommands().values().forEach(child -> collect(child, commands));
  }

  private static void isTaken(String command) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(command);
    while (matcher.find()) {
      String quoted = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      String word = quoted == null ? matcher.group(3) : quoted;
      if (quoted == null && List.of("|", ">", "#", "&&").contains(word)) {
        break;
      }
      words.add(word);
    }
    assertThatCode(() -> line().parseArgs(words.toArray(String[]::new)))
        .as("garboard " + command)
        .doesNotThrowAnyException();
  }
}
