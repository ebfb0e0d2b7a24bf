package dev.garboard.cli;

import dev.garboard.config.Origin;
import dev.garboard.config.SettingKey;
import dev.garboard.config.SettingsLayer;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The flags that have a key of the same name in `[tool.garboard]`. What is not given is null, so
/// that the next source of settings decides.
final class ImageOptions {

  @Option(
      names = "--base",
      paramLabel = "BASE",
      description = "oci:DIR, oci-archive:FILE, debian:RELEASE, an image reference, or scratch.")
  @Nullable String base;

  @Option(
      names = "--python",
      paramLabel = "X.Y[.Z]",
      description = "Python of the image; default: .python-version, else what the base has.")
  @Nullable String python;

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      split = ",",
      description =
          "Platforms of the image, separated by commas; default: linux on this machine's architecture.")
  @Nullable List<String> platforms;

  @Option(
      names = "--project",
      paramLabel = "KIND",
      description = "source: the tree in /app, importable; wheel: in the environment; none.")
  @Nullable String project;

  @Option(
      names = "--include",
      paramLabel = "PATTERN",
      description = "Bring back files that the source rules leave out; repeatable.")
  @Nullable List<String> include;

  @Option(
      names = "--exclude",
      paramLabel = "PATTERN",
      description = "Leave more files out; repeatable.")
  @Nullable List<String> exclude;

  @Option(
      names = "--system-package",
      paramLabel = "NAME",
      description = "Add a Debian package; repeatable.")
  @Nullable List<String> systemPackages;

  @Mixin private DebianOptions debian = new DebianOptions();

  @Option(
      names = "--bytecode",
      negatable = true,
      description = "Compile Python's bytecode, or do not.")
  @Nullable Boolean bytecode;

  @Option(names = "--compression", paramLabel = "KIND", description = "splice, or zstd:3.")
  @Nullable String compression;

  @Option(
      names = "--layer-budget",
      paramLabel = "N",
      description = "Largest number of dependency layers.")
  @Nullable Long layersBudget;

  @Option(
      names = "--layer-alone",
      paramLabel = "NAME",
      description = "Give this package a layer of its own; `*` allowed; repeatable.")
  @Nullable List<String> layersAlone;

  @Option(
      names = "--entrypoint",
      paramLabel = "ARG",
      description = "Command of the image, one word each; repeatable.")
  @Nullable List<String> entrypoint;

  @Option(
      names = "--cmd",
      paramLabel = "ARG",
      description = "Default arguments of the command; repeatable.")
  @Nullable List<String> cmd;

  @Option(
      names = "--env",
      paramLabel = "NAME=VALUE",
      description = "Variable of the image; repeatable.")
  @Nullable Map<String, String> env;

  @Option(
      names = "--user",
      paramLabel = "USER[:GROUP]",
      description = "User of the image; default: 65532:65532.")
  @Nullable String user;

  @Option(
      names = "--workdir",
      paramLabel = "DIR",
      description = "Working directory of the image; default: /app.")
  @Nullable String workdir;

  @Option(names = "--port", paramLabel = "PORT", description = "Port that is served; repeatable.")
  @Nullable List<String> ports;

  @Option(
      names = "--label",
      paramLabel = "NAME=VALUE",
      description = "Label of the image; repeatable.")
  @Nullable Map<String, String> labels;

  @Option(
      names = "--annotation",
      paramLabel = "NAME=VALUE",
      description = "Annotation of the manifest; repeatable.")
  @Nullable Map<String, String> annotations;

  /// What the command line says.
  SettingsLayer layer() {
    EnumMap<SettingKey, Object> values = new EnumMap<>(SettingKey.class);
    put(values, SettingKey.BASE, base);
    put(values, SettingKey.PYTHON, python);
    put(values, SettingKey.PLATFORMS, platforms);
    put(values, SettingKey.PROJECT, project);
    put(values, SettingKey.INCLUDE, include);
    put(values, SettingKey.EXCLUDE, exclude);
    put(values, SettingKey.SYSTEM_PACKAGES, systemPackages);
    debian.addTo(values);
    put(values, SettingKey.BYTECODE, bytecode);
    put(values, SettingKey.COMPRESSION, compression);
    put(values, SettingKey.LAYERS_BUDGET, layersBudget);
    put(values, SettingKey.LAYERS_ALONE, layersAlone);
    put(values, SettingKey.ENTRYPOINT, entrypoint);
    put(values, SettingKey.CMD, cmd);
    put(values, SettingKey.ENV, env == null ? null : new LinkedHashMap<>(env));
    put(values, SettingKey.USER, user);
    put(values, SettingKey.WORKDIR, workdir);
    put(values, SettingKey.PORTS, ports);
    put(values, SettingKey.LABELS, labels);
    put(values, SettingKey.ANNOTATIONS, annotations);
    return SettingsLayer.of(new Origin.Flag(), values);
  }

  static void put(Map<SettingKey, Object> values, SettingKey setting, @Nullable Object value) {
    if (value != null) {
      values.put(setting, value);
    }
  }
}
