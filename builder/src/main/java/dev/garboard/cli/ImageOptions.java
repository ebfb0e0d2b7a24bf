package dev.garboard.cli;

import dev.garboard.config.Origin;
import dev.garboard.config.SettingKey;
import dev.garboard.config.SettingsLayer;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The flags that have a key of the same name in `[tool.garboard]`. What is not given is null, so
/// that the next source of settings decides.
final class ImageOptions {

  @Nullable String base;
  @Nullable String python;
  @Nullable List<String> platforms;
  @Nullable String project;
  @Nullable List<String> include;
  @Nullable List<String> exclude;
  @Nullable List<String> systemPackages;
  private final DebianOptions debian = new DebianOptions();
  @Nullable Boolean bytecode;
  @Nullable String compression;
  @Nullable Long layersBudget;
  @Nullable List<String> layersAlone;
  @Nullable List<String> entrypoint;
  @Nullable List<String> cmd;
  @Nullable Map<String, String> env;
  @Nullable String user;
  @Nullable String workdir;
  @Nullable List<String> ports;
  @Nullable Map<String, String> labels;
  @Nullable Map<String, String> annotations;

  void declare(Options options) {
    options.text(
        "--base=BASE",
        "oci:DIR, oci-archive:FILE, debian:RELEASE, an image reference, or scratch.",
        value -> base = value);
    options.text(
        "--python=X.Y[.Z]",
        "Python of the image; default: .python-version, else what the base has.",
        value -> python = value);
    options.texts(
        "--platform=OS/ARCH[,OS/ARCH...]",
        "Platforms of the image, separated by commas; default: linux on this machine's architecture.",
        values -> platforms = values);
    options.text(
        "--project=KIND",
        "source: the tree in /app, importable; wheel: in the environment; none.",
        value -> project = value);
    options.texts(
        "--include=PATTERN",
        "Bring back files that the source rules leave out; repeatable.",
        values -> include = values);
    options.texts(
        "--exclude=PATTERN", "Leave more files out; repeatable.", values -> exclude = values);
    options.texts(
        "--system-package=NAME",
        "Add a Debian package; repeatable.",
        values -> systemPackages = values);
    debian.declare(options);
    options.flag(
        "--[no-]bytecode", "Compile Python's bytecode, or do not.", given -> bytecode = given);
    options.text("--compression=KIND", "splice, or zstd:3.", value -> compression = value);
    options.number(
        "--layer-budget=N", "Largest number of dependency layers.", value -> layersBudget = value);
    options.texts(
        "--layer-alone=NAME",
        "Give this package a layer of its own; `*` allowed; repeatable.",
        values -> layersAlone = values);
    options.texts(
        "--entrypoint=ARG",
        "Command of the image, one word each; repeatable.",
        values -> entrypoint = values);
    options.texts(
        "--cmd=ARG", "Default arguments of the command; repeatable.", values -> cmd = values);
    options.pairs("--env=NAME=VALUE", "Variable of the image; repeatable.", values -> env = values);
    options.text(
        "--user=USER[:GROUP]", "User of the image; default: 65532:65532.", value -> user = value);
    options.text(
        "--workdir=DIR",
        "Working directory of the image; default: /app.",
        value -> workdir = value);
    options.texts("--port=PORT", "Port that is served; repeatable.", values -> ports = values);
    options.pairs(
        "--label=NAME=VALUE", "Label of the image; repeatable.", values -> labels = values);
    options.pairs(
        "--annotation=NAME=VALUE",
        "Annotation of the manifest; repeatable.",
        values -> annotations = values);
  }

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
