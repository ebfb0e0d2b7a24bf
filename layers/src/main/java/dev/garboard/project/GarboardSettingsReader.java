package dev.garboard.project;

import dev.garboard.project.GarboardSettings.ProjectMode;
import dev.garboard.python.ExtraName;
import dev.garboard.python.GroupName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Reads `[tool.garboard]`. This table is ours alone, so that an unknown key is a mistake.
final class GarboardSettingsReader {

  private static final List<String> KEYS =
      List.of(
          "base",
          "python",
          "platforms",
          "groups",
          "extras",
          "project",
          "include",
          "exclude",
          "system-packages",
          "debian-mirror",
          "debian-keep",
          "debian-drop",
          "bytecode",
          "compression",
          "layers",
          "image",
          "sync");
  private static final List<String> LAYER_KEYS = List.of("budget", "alone");
  private static final List<String> IMAGE_KEYS =
      List.of("entrypoint", "cmd", "env", "user", "workdir", "ports", "labels", "annotations");
  private static final List<String> SYNC_KEYS = List.of("venv", "store", "link-mode");

  private final TomlCursor table;

  GarboardSettingsReader(TomlCursor table) {
    this.table = table;
  }

  GarboardSettings read() {
    table.rejectUnknown(KEYS);
    TomlCursor layers = inner("layers", LAYER_KEYS);
    return new GarboardSettings(
        new GarboardSettings.Goal(
            text(table, "base"), text(table, "python"), texts(table, "platforms")),
        new GarboardSettings.Debian(
            text(table, "debian-mirror"), texts(table, "debian-keep"), texts(table, "debian-drop")),
        new GarboardSettings.Wanted(
            given(table, "groups", table.texts("groups", GroupName::of)),
            given(table, "extras", table.texts("extras", ExtraName::of))),
        new GarboardSettings.Source(
            given(
                table,
                "project",
                table.value("project", GarboardSettingsReader::mode).orElse(null)),
            texts(table, "include"),
            texts(table, "exclude")),
        new GarboardSettings.Layers(
            texts(table, "system-packages"),
            given(table, "bytecode", table.flag("bytecode").orElse(null)),
            given(
                table,
                "compression",
                table.value("compression", GarboardSettingsReader::compression).orElse(null)),
            budget(layers),
            texts(layers, "alone")),
        image(inner("image", IMAGE_KEYS)),
        sync(inner("sync", SYNC_KEYS)));
  }

  private TomlCursor inner(String key, List<String> keys) {
    TomlCursor inner = table.tableOrEmpty(key);
    inner.rejectUnknown(keys);
    return inner;
  }

  private static GarboardSettings.Image image(TomlCursor image) {
    return new GarboardSettings.Image(
        new GarboardSettings.Launch(
            texts(image, "entrypoint"),
            texts(image, "cmd"),
            map(image, "env"),
            text(image, "user"),
            text(image, "workdir")),
        given(image, "ports", ports(image)),
        map(image, "labels"),
        map(image, "annotations"));
  }

  private static GarboardSettings.Sync sync(TomlCursor sync) {
    return new GarboardSettings.Sync(
        text(sync, "venv"), text(sync, "store"), text(sync, "link-mode"));
  }

  private static Setting<Long> budget(TomlCursor layers) {
    Optional<Long> budget = layers.whole("budget");
    TomlNode node = layers.get("budget");
    if (node != null && budget.filter(b -> b < 1).isPresent()) {
      layers.invalid(node, "budget", "a budget is at least 1");
    }
    return given(layers, "budget", budget.orElse(null));
  }

  private static ProjectMode mode(String text) {
    return switch (text) {
      case "source" -> ProjectMode.SOURCE;
      case "wheel" -> ProjectMode.WHEEL;
      case "none" -> ProjectMode.NONE;
      default ->
          throw new IllegalArgumentException(
              "expected `source`, `wheel` or `none`: `" + text + "`");
    };
  }

  private static String compression(String text) {
    if (!text.matches("splice|zstd(:([1-9]|1[0-9]|2[0-2]))?")) {
      throw new IllegalArgumentException(
          "expected `splice` or `zstd:LEVEL` with a level from 1 to 22: `" + text + "`");
    }
    return text;
  }

  /// Numbers or texts such as `53/udp`.
  private static List<String> ports(TomlCursor image) {
    List<String> ports = new ArrayList<>();
    for (TomlNode item : image.items("ports")) {
      String port =
          switch (item) {
            case TomlNode.Whole(long value, _, _) -> String.valueOf(value);
            case TomlNode.Text(String value, _, _) -> value;
            case TomlNode.Flag _, TomlNode.Array _, TomlNode.Table _, TomlNode.Other _ -> "";
          };
      if (port.matches("[1-9][0-9]{0,4}(/(tcp|udp|sctp))?")) {
        ports.add(port);
      } else {
        image.invalid(item, "ports", "expected a port such as 8000 or \"53/udp\"");
      }
    }
    return ports;
  }

  private static Setting<String> text(TomlCursor table, String key) {
    return given(table, key, table.text(key).orElse(null));
  }

  private static Setting<List<String>> texts(TomlCursor table, String key) {
    return given(table, key, table.texts(key));
  }

  private static Setting<SequencedMap<String, String>> map(TomlCursor table, String key) {
    return given(table, key, new LinkedHashMap<>(table.textMap(key)));
  }

  private static <T> Setting<T> given(TomlCursor table, String key, @Nullable T value) {
    return table.has(key) && value != null
        ? new Setting.Given<>(value, table.at(key))
        : new Setting.Unset<>();
  }
}
