package dev.garboard.cli;

import dev.garboard.config.SettingKey;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The flags about Debian packages that have a key of the same name in `[tool.garboard]`.
final class DebianOptions {

  @Option(
      names = "--debian-mirror",
      paramLabel = "URL",
      description =
          "Mirror of the archive, or a directory of `base vendor`; default: this machine's apt"
              + " sources, then the official one.")
  @Nullable String mirror;

  @Option(
      names = "--debian-keep",
      paramLabel = "PATTERN",
      description =
          "Keep files of packages that are left out, such as 'usr/share/locale/de/**'; repeatable.")
  @Nullable List<String> keep;

  @Option(
      names = "--debian-drop",
      paramLabel = "PATTERN",
      description = "Leave more files of packages out; repeatable.")
  @Nullable List<String> drop;

  void addTo(Map<SettingKey, Object> values) {
    ImageOptions.put(values, SettingKey.DEBIAN_MIRROR, mirror);
    ImageOptions.put(values, SettingKey.DEBIAN_KEEP, keep);
    ImageOptions.put(values, SettingKey.DEBIAN_DROP, drop);
  }
}
