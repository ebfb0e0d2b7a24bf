package dev.garboard.config;

import dev.garboard.project.GarboardSettings;
import dev.garboard.project.Setting;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// Reads a `[tool.garboard]` table into a layer of settings.
public final class TableSettings {

  private final Map<SettingKey, SettingsLayer.Sourced> values = new EnumMap<>(SettingKey.class);

  private TableSettings() {}

  /// What the table says.
  public static SettingsLayer of(GarboardSettings table) {
    TableSettings settings = new TableSettings();
    settings.readBuild(table);
    settings.readImage(table.image());
    settings.put(SettingKey.SYNC_VENV, table.sync().venv());
    settings.put(SettingKey.SYNC_STORE, table.sync().store());
    settings.put(SettingKey.SYNC_LINK_MODE, table.sync().linkMode());
    return SettingsLayer.sourced(settings.values);
  }

  private void readBuild(GarboardSettings table) {
    put(SettingKey.BASE, table.goal().base());
    put(SettingKey.PYTHON, table.goal().python());
    put(SettingKey.PLATFORMS, table.goal().platforms());
    put(
        SettingKey.GROUPS,
        table.wanted().groups(),
        groups -> groups.stream().map(group -> group.value()).toList());
    put(
        SettingKey.EXTRAS,
        table.wanted().extras(),
        extras -> extras.stream().map(extra -> extra.value()).toList());
    put(SettingKey.PROJECT, table.source().project(), mode -> mode.name().toLowerCase(Locale.ROOT));
    put(SettingKey.INCLUDE, table.source().include());
    put(SettingKey.EXCLUDE, table.source().exclude());
    put(SettingKey.SYSTEM_PACKAGES, table.layers().systemPackages());
    put(SettingKey.DEBIAN_MIRROR, table.debian().mirror());
    put(SettingKey.DEBIAN_KEEP, table.debian().keep());
    put(SettingKey.DEBIAN_DROP, table.debian().drop());
    put(SettingKey.BYTECODE, table.layers().bytecode());
    put(SettingKey.COMPRESSION, table.layers().compression());
    put(SettingKey.LAYERS_BUDGET, table.layers().budget());
    put(SettingKey.LAYERS_ALONE, table.layers().alone());
  }

  private void readImage(GarboardSettings.Image image) {
    put(SettingKey.ENTRYPOINT, image.launch().entrypoint());
    put(SettingKey.CMD, image.launch().cmd());
    put(SettingKey.ENV, image.launch().env());
    put(SettingKey.USER, image.launch().user());
    put(SettingKey.WORKDIR, image.launch().workdir());
    put(SettingKey.PORTS, image.ports());
    put(SettingKey.LABELS, image.labels());
    put(SettingKey.ANNOTATIONS, image.annotations());
  }

  private <T> void put(SettingKey key, Setting<T> setting) {
    put(key, setting, value -> value);
  }

  private <T> void put(SettingKey key, Setting<T> setting, Function<T, Object> convert) {
    if (setting instanceof Setting.Given<T>(T value, var where)) {
      values.put(
          key, new SettingsLayer.Sourced(convert.apply(value), new Origin.File(where.toString())));
    }
  }
}
