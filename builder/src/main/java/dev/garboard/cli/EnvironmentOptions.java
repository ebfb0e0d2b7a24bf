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

/// Which environment, on which Python, and how it is filled.
final class EnvironmentOptions {

  @Nullable String venv;
  boolean active;
  boolean system;
  @Nullable Path prefix;
  @Nullable Path target;
  @Nullable Path root;
  boolean exact;
  boolean replace;
  boolean breakSystemPackages;
  @Nullable String python;
  @Nullable String pythonPlatform;
  @Nullable String linkMode;
  boolean inexact;
  boolean compileBytecode;

  void declare(Options options) {
    options.text(
        "--venv=PATH|NAME",
        "The environment: a path (with a slash, or a leading . or ~) or a name in the central"
            + " store; default: the project's own one there.",
        value -> venv = value);
    options.flag(
        "--active", "The environment that is active in this shell.", given -> active = given);
    options.flag(
        "--system",
        "The installation of --python, else of pythonLocation, else of python3 on PATH.",
        given -> system = given);
    options.path("--prefix=DIR", "A prefix of that Python.", value -> prefix = value);
    options.path("--target=DIR", "One flat directory.", value -> target = value);
    options.path(
        "--root=DIR", "Write below DIR what will be used without it.", value -> root = value);
    options.flag(
        "--exact",
        "With --system, --prefix or --target: remove all else but pip and uv.",
        given -> exact = given);
    options.flag(
        "--replace",
        "With --system, --prefix or --target: replace other versions.",
        given -> replace = given);
    options.flag(
        "--break-system-packages",
        "Install although the operating system's package tool owns the Python.",
        given -> breakSystemPackages = given);
    options.text("-p, --python=X.Y|PATH", "Python of a new environment.", value -> python = value);
    options.text(
        "--python-platform=NAME",
        "Platform to install for, by uv's name, where it is not this machine's; such as"
            + " aarch64-manylinux_2_36.",
        value -> pythonPlatform = value);
    options.text(
        "--link-mode=MODE", "auto, hardlink or copy; default: auto.", value -> linkMode = value);
    options.flag(
        "--inexact", "Leave distributions that are not selected.", given -> inexact = given);
    options.flag(
        "--compile-bytecode", "Put bytecode beside the sources.", given -> compileBytecode = given);
  }

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
