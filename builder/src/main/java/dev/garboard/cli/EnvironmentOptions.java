package dev.garboard.cli;

import dev.garboard.config.Origin;
import dev.garboard.config.SettingKey;
import dev.garboard.config.SettingsLayer;
import java.util.EnumMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which environment, on which Python, and how it is filled.
final class EnvironmentOptions {

  @Option(
      names = "--venv",
      paramLabel = "PATH|NAME",
      description =
          "The environment: a path (with a slash, or a leading . or ~) or a name in the central"
              + " store; default: the project's own one there.")
  @Nullable String venv;

  @Option(names = "--active", description = "The environment that is active in this shell.")
  boolean active;

  @Option(
      names = {"-p", "--python"},
      paramLabel = "X.Y|PATH",
      description = "Python of a new environment.")
  @Nullable String python;

  @Option(
      names = "--link-mode",
      paramLabel = "MODE",
      description = "auto, hardlink or copy; default: auto.")
  @Nullable String linkMode;

  @Option(names = "--inexact", description = "Leave distributions that are not selected.")
  boolean inexact;

  @Option(names = "--compile-bytecode", description = "Put bytecode beside the sources.")
  boolean compileBytecode;

  /// What the command line says.
  SettingsLayer layer() {
    EnumMap<SettingKey, Object> values = new EnumMap<>(SettingKey.class);
    if (venv != null) {
      values.put(SettingKey.SYNC_VENV, venv);
    }
    if (active) {
      values.put(SettingKey.SYNC_VENV, Place.ACTIVE);
    }
    if (python != null) {
      values.put(SettingKey.PYTHON, python);
    }
    if (linkMode != null) {
      values.put(SettingKey.SYNC_LINK_MODE, linkMode);
    }
    return SettingsLayer.of(new Origin.Flag(), values);
  }
}
