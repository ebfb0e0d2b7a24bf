package dev.garboard.publishing;

import dev.garboard.cli.Demo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Stands for a CI system: fills in its expressions, and runs shell steps with the environment that
/// it would give.
final class Runner {

  private final Pattern expression;
  private final Map<String, String> values = new TreeMap<>();
  private final Map<String, String> environment;

  /// A runner.
  ///
  /// @param expression whose first group is the name of a value
  Runner(String expression, Demo demo) {
    this.expression = Pattern.compile(expression);
    this.environment = new TreeMap<>(demo.environment());
  }

  Runner value(String name, String value) {
    values.put(name, value);
    return this;
  }

  Runner variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /// What a run left.
  record Outcome(int exit, String output) {}

  /// The text with all expressions filled in.
  String filled(String text) {
    Matcher matcher = expression.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      String value = values.get(matcher.group(1));
      if (value == null) {
        throw new AssertionError("an expression without a value: " + matcher.group());
      }
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(filled).toString();
  }

  /// Runs a script in a directory.
  Outcome run(Path directory, String script, String... shell)
      throws IOException, InterruptedException {
    Path file = Files.createTempFile("step", ".sh");
    try {
      Files.writeString(file, filled(script));
      ProcessBuilder builder = new ProcessBuilder(shell);
      builder.command().add(file.toString());
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.directory(directory.toFile()).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Outcome(process.waitFor(), output);
    } finally {
      Files.delete(file);
    }
  }
}
