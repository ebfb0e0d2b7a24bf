package dev.garboard.cli;

import dev.garboard.config.Origin;
import dev.garboard.config.SettingKey;
import dev.garboard.config.Settings;
import dev.garboard.config.SettingsLayer;
import dev.garboard.content.CanonicalJson;
import dev.garboard.stage.StageException;
import dev.garboard.words.DefaultWords;
import dev.garboard.words.Failure.FailureException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.UsageMessageSpec;

/// `garboard config`: what holds for a project, and who said so.
final class ConfigCommand extends Command {

  private final Session session;

  private final ProjectOptions projectOptions = new ProjectOptions();
  boolean origin;
  private final ImageOptions image = new ImageOptions();
  private final OutputOptions output = new OutputOptions();

  ConfigCommand(Session session) {
    this.session = session;
  }

  @Override
  void describe(UsageMessageSpec usage) {
    usage
        .description(
            "Show the settings that hold for a project, as [tool.garboard] spells them.",
            "Flags win over GARBOARD_* variables, these over the member's [tool.garboard], over that of the"
                + " workspace's root, over the user's file (~/.config/garboard/garboard.toml).")
        .sortOptions(false)
        .footer(
            "",
            "Examples:",
            "  garboard config",
            "  garboard config --origin",
            "  GARBOARD_BASE=debian:12 garboard config --origin examples/fastapi");
  }

  @Override
  void declare(Options options) {
    projectOptions.declare(options);
    options.flag(
        "--origin",
        "Also say where each value comes from, and list what nobody set.",
        given -> origin = given);
    image.declare(options);
    output.declare(options);
  }

  @Override
  int run() {
    Report report = new Report(session, output.json);
    return new Guard(report, output).run(() -> show(report));
  }

  private void show(Report report) throws FailureException, StageException, IOException {
    try (Workspace workspace = Workspace.open(session, projectOptions, image.layer(), true)) {
      Settings settings = workspace.settings();
      if (output.json) {
        report.document(document(settings));
        return;
      }
      lines(settings).forEach(session.out()::println);
    }
  }

  private List<String> lines(Settings settings) {
    List<String> lines = new ArrayList<>();
    for (SettingKey key : SettingKey.values()) {
      Optional<SettingsLayer.Sourced> found = settings.get(key);
      if (found.isPresent()) {
        String line = key.key() + " = " + toml(found.get().value());
        lines.add(origin ? line + "  # " + words(found.get().origin()) : line);
      } else if (origin) {
        lines.add("# " + key.key() + ": default: " + DefaultWords.of(key));
      }
    }
    return lines;
  }

  private Map<String, Object> document(Settings settings) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (SettingKey key : SettingKey.values()) {
      Optional<SettingsLayer.Sourced> found = settings.get(key);
      if (found.isPresent()) {
        values.put(
            key.key(), Map.of("value", found.get().value(), "origin", words(found.get().origin())));
      } else if (origin) {
        values.put(key.key(), Map.of("origin", words(new Origin.Default())));
      }
    }
    return Map.of("settings", values);
  }

  private static String words(Origin origin) {
    return switch (origin) {
      case Origin.Flag() -> "the command line";
      case Origin.Variable(String name) -> "the variable " + name;
      case Origin.File(String path) -> path;
      case Origin.Default() -> "default";
    };
  }

  /// JSON's texts, numbers, truths and lists are TOML's too; a table is not.
  private static String toml(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      return CanonicalJson.write(value);
    }
    List<String> pairs = new ArrayList<>();
    map.forEach((name, text) ->
        pairs.add(CanonicalJson.write(String.valueOf(name)) + " = " + CanonicalJson.write(text)));
    return pairs.isEmpty() ? "{}" : "{ " + String.join(", ", pairs) + " }";
  }
}
