package dev.garboard.cli;

import dev.garboard.config.Origin;
import dev.garboard.config.SettingKey;
import dev.garboard.config.SettingsLayer;
import dev.garboard.environment.HostPython;
import dev.garboard.environment.SyncPlace;
import dev.garboard.selection.Target;
import dev.garboard.words.Failure.FailureException;
import java.nio.file.Path;
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
      names = "--system",
      description =
          "The installation of --python, else of pythonLocation, else of python3 on PATH.")
  boolean system;

  @Option(names = "--prefix", paramLabel = "DIR", description = "A prefix of that Python.")
  @Nullable Path prefix;

  @Option(names = "--target", paramLabel = "DIR", description = "One flat directory.")
  @Nullable Path target;

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "Write below DIR what will be used without it.")
  @Nullable Path root;

  @Option(
      names = "--exact",
      description = "With --system, --prefix or --target: remove all else but pip and uv.")
  boolean exact;

  @Option(
      names = "--replace",
      description = "With --system, --prefix or --target: replace other versions.")
  boolean replace;

  @Option(
      names = "--break-system-packages",
      description = "Install although the operating system's package tool owns the Python.")
  boolean breakSystemPackages;

  @Option(
      names = {"-p", "--python"},
      paramLabel = "X.Y|PATH",
      description = "Python of a new environment.")
  @Nullable String python;

  @Option(
      names = "--python-platform",
      paramLabel = "NAME",
      description =
          "Platform to install for, by uv's name, where it is not this machine's; such as"
              + " aarch64-manylinux_2_36.")
  @Nullable String pythonPlatform;

  @Option(
      names = "--link-mode",
      paramLabel = "MODE",
      description = "auto, hardlink or copy; default: auto.")
  @Nullable String linkMode;

  @Option(names = "--inexact", description = "Leave distributions that are not selected.")
  boolean inexact;

  @Option(names = "--compile-bytecode", description = "Put bytecode beside the sources.")
  boolean compileBytecode;

  /// How many of the places that exclude each other were named.
  int places() {
    int places = (venv == null ? 0 : 1) + (active ? 1 : 0) + (system ? 1 : 0);
    return places + (prefix == null ? 0 : 1) + (target == null ? 0 : 1);
  }

  /// Whether the place is one that others use, too.
  boolean isShared() {
    return system || prefix != null || target != null;
  }

  SyncPlace.Foreign foreign() {
    if (exact) {
      return SyncPlace.Foreign.REMOVE;
    }
    return replace ? SyncPlace.Foreign.REPLACE : SyncPlace.Foreign.KEEP;
  }

  /// What to select for: the interpreter itself, or its version on another platform.
  Target target(HostPython python) throws FailureException {
    return pythonPlatform == null
        ? python.target()
        : BaseSetup.pythonPlatform(pythonPlatform)
            .with(python.target().python(), python.freeThreaded());
  }

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
