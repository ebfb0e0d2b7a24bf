package dev.garboard.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Every setting: its key in `[tool.garboard]`, and with it the names of its flag and its variable.
public enum SettingKey {
  BASE("base", Type.TEXT),
  PYTHON("python", Type.TEXT),
  PLATFORMS("platforms", Type.LIST),
  GROUPS("groups", Type.LIST),
  EXTRAS("extras", Type.LIST),
  PROJECT("project", Type.TEXT),
  INCLUDE("include", Type.LIST),
  EXCLUDE("exclude", Type.LIST),
  SYSTEM_PACKAGES("system-packages", Type.LIST),
  DEBIAN_MIRROR("debian-mirror", Type.TEXT),
  DEBIAN_KEEP("debian-keep", Type.LIST),
  DEBIAN_DROP("debian-drop", Type.LIST),
  BYTECODE("bytecode", Type.TRUTH),
  COMPRESSION("compression", Type.TEXT),
  LAYERS_BUDGET("layers.budget", Type.NUMBER),
  LAYERS_ALONE("layers.alone", Type.LIST),
  ENTRYPOINT("image.entrypoint", Type.LIST),
  CMD("image.cmd", Type.LIST),
  ENV("image.env", Type.MAP),
  USER("image.user", Type.TEXT),
  WORKDIR("image.workdir", Type.TEXT),
  PORTS("image.ports", Type.LIST),
  LABELS("image.labels", Type.MAP),
  ANNOTATIONS("image.annotations", Type.MAP),
  SYNC_VENV("sync.venv", Type.TEXT),
  SYNC_STORE("sync.store", Type.TEXT),
  SYNC_LINK_MODE("sync.link-mode", Type.TEXT);

  /// What a value is made of.
  public enum Type {
    /// One text.
    TEXT,
    /// A whole number.
    NUMBER,
    /// Yes or no.
    TRUTH,
    /// Texts in order.
    LIST,
    /// Texts by name.
    MAP
  }

  private final String key;
  private final Type type;

  SettingKey(String key, Type type) {
    this.key = key;
    this.type = type;
  }

  /// The key in `[tool.garboard]`, with dots between tables.
  public String key() {
    return key;
  }

  /// What its value is made of.
  public Type type() {
    return type;
  }

  /// The environment variable: `GARBOARD_` and the key in capitals, without `image.` and `sync.`.
  public String variable() {
    String last = key.startsWith("layers.") ? key : key.substring(key.lastIndexOf('.') + 1);
    return "GARBOARD_" + last.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
  }

  /// The setting with this key.
  public static Optional<SettingKey> ofKey(String key) {
    return Arrays.stream(values()).filter(s -> s.key.equals(key)).findFirst();
  }

  /// All keys, in the order of the documentation.
  public static List<String> keys() {
    return Arrays.stream(values()).map(SettingKey::key).toList();
  }
}
