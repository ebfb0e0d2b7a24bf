package dev.garboard.selection;

import dev.garboard.selection.Target.TargetPlatform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// An operating system, architecture and C library, without a Python version.
///
/// @param architecture as wheel platform tags spell it
public record PythonPlatform(String architecture, TargetPlatform platform) {

  private static final SequencedMap<String, PythonPlatform> NAMED = named();

  private static final Map<String, String> OCI =
      new TreeMap<>(
          Map.of(
              "amd64", "x86_64",
              "arm64", "aarch64",
              "arm64/v8", "aarch64",
              "arm/v7", "armv7l",
              "arm/v6", "armv6l",
              "386", "i686",
              "ppc64le", "ppc64le",
              "s390x", "s390x",
              "riscv64", "riscv64",
              "loong64", "loongarch64"));

  /// The platform that uv's `--python-platform` calls by this name.
  public static Optional<PythonPlatform> named(String name) {
    return Optional.ofNullable(NAMED.get(name));
  }

  /// All names of [#named(String)].
  public static List<String> names() {
    return List.copyOf(NAMED.keySet());
  }

  /// The architecture, as wheel tags spell it, of an image platform such as `linux/amd64` or
  /// `linux/arm/v7`; empty for another system or an unknown architecture.
  public static Optional<String> architectureOf(String imagePlatform) {
    return imagePlatform.startsWith("linux/")
        ? Optional.ofNullable(OCI.get(imagePlatform.substring("linux/".length())))
        : Optional.empty();
  }

  /// The image platforms of [#architectureOf(String)].
  public static List<String> imagePlatforms() {
    return OCI.keySet().stream().map(name -> "linux/" + name).toList();
  }

  /// The target that has this platform and this Python.
  ///
  /// @param python `X.Y.Z`
  public Target with(List<Integer> python, boolean freeThreaded) {
    return new Target(python, freeThreaded, architecture, platform);
  }

  private static SequencedMap<String, PythonPlatform> named() {
    SequencedMap<String, PythonPlatform> map = new LinkedHashMap<>();
    map.put("linux", glibc("x86_64", 28));
    map.put("macos", mac("arm64"));
    map.put("aarch64-apple-darwin", mac("arm64"));
    map.put("x86_64-apple-darwin", mac("x86_64"));
    for (String architecture : List.of("x86_64", "aarch64")) {
      map.put(architecture + "-unknown-linux-gnu", glibc(architecture, 28));
      map.put(architecture + "-unknown-linux-musl", musl(architecture));
      map.put(architecture + "-manylinux2014", glibc(architecture, 17));
      for (int minor : glibcPresets()) {
        map.put(architecture + "-manylinux_2_" + minor, glibc(architecture, minor));
      }
    }
    map.put("riscv64-unknown-linux", glibc("riscv64", 39));
    return map;
  }

  private static List<Integer> glibcPresets() {
    List<Integer> presets = new ArrayList<>(List.of(17, 28));
    for (int minor = 31; minor <= 40; minor++) {
      presets.add(minor);
    }
    return presets;
  }

  private static PythonPlatform glibc(String architecture, int minor) {
    return new PythonPlatform(architecture, new TargetPlatform.Glibc(2, minor));
  }

  private static PythonPlatform musl(String architecture) {
    return new PythonPlatform(architecture, new TargetPlatform.Musl(1, 2));
  }

  private static PythonPlatform mac(String architecture) {
    return new PythonPlatform(architecture, new TargetPlatform.MacOs(13, 0));
  }
}
