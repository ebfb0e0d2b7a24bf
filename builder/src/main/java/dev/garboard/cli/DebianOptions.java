package dev.garboard.cli;

import dev.garboard.config.SettingKey;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The flags about Debian packages that have a key of the same name in `[tool.garboard]`.
final class DebianOptions {

  @Nullable String mirror;
  @Nullable List<String> keep;
  @Nullable List<String> drop;

  void declare(Options options) {
    options.text(
        "--debian-mirror=URL",
        "Mirror of the archive, or a directory of `base vendor`; default: this machine's apt"
            + " sources, then the official one.",
        value -> mirror = value);
    options.texts(
        "--debian-keep=PATTERN",
        "Keep files of packages that are left out, such as 'usr/share/locale/de/**'; repeatable.",
        values -> keep = values);
    options.texts(
        "--debian-drop=PATTERN",
        "Leave more files of packages out; repeatable.",
        values -> drop = values);
  }

  void addTo(Map<SettingKey, Object> values) {
    ImageOptions.put(values, SettingKey.DEBIAN_MIRROR, mirror);
    ImageOptions.put(values, SettingKey.DEBIAN_KEEP, keep);
    ImageOptions.put(values, SettingKey.DEBIAN_DROP, drop);
  }
}
