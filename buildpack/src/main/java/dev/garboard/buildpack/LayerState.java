package dev.garboard.buildpack;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Compares what a layer's metadata says with what it would say now. Equal keys mean equal bytes:
/// then the layer stays where it is.
final class LayerState {
  /// Raised whenever equal keys no longer mean equal bytes.
  static final String LAYOUT = "2";

  static final String LAYOUT_KEY = "layout";
  static final String KEY = "key";
  static final String TARGET = "target";
  static final String LIBC = "libc";
  static final String PYTHON = "python";

  /// The distributions of a layer as `name==version`, for people.
  static final String PACKAGES = "packages";

  /// The digest of the list of a layer's files.
  static final String FILES = "files";

  /// What its wheels say about their licences.
  static final String LICENSES = "licenses";

  private LayerState() {}

  /// What differs, in words; empty when nothing does.
  ///
  /// @param wanted every key of it must have come back with the same value
  static List<String> differences(
      SortedMap<String, String> restored, SortedMap<String, String> wanted) {
    List<String> differences = new ArrayList<>();
    if (!restored.getOrDefault(LAYOUT_KEY, "").equals(LAYOUT)) {
      differences.add("it was written by another version of this buildpack");
      return differences;
    }
    wanted.forEach((key, value) -> {
      String before = restored.getOrDefault(key, "nothing");
      if (!before.equals(value) && !key.equals(KEY) && !key.equals(PACKAGES)) {
        differences.add(key + " " + before + " → " + value);
      }
    });
    if (!restored.getOrDefault(KEY, "").equals(wanted.getOrDefault(KEY, ""))) {
      differences.addAll(
          packages(restored.getOrDefault(PACKAGES, ""), wanted.getOrDefault(PACKAGES, "")));
      if (differences.isEmpty()) {
        differences.add("its inputs changed");
      }
    }
    return differences;
  }

  /// `numpy 2.1.0 → 2.1.1`, `added six 1.17.0`, `removed six`.
  private static List<String> packages(String before, String now) {
    SortedMap<String, String> old = versions(before);
    SortedMap<String, String> current = versions(now);
    List<String> changes = new ArrayList<>();
    current.forEach((name, version) -> {
      String former = old.remove(name);
      if (former == null) {
        changes.add("added " + name + " " + version);
      } else if (!former.equals(version)) {
        changes.add(name + " " + former + " → " + version);
      }
    });
    old.keySet().forEach(name -> changes.add("removed " + name));
    return changes;
  }

  private static SortedMap<String, String> versions(String packages) {
    SortedMap<String, String> versions = new TreeMap<>();
    for (String each : packages.split(" ", -1)) {
      int equals = each.indexOf("==");
      if (equals > 0) {
        versions.put(each.substring(0, equals), each.substring(equals + 2));
      }
    }
    return versions;
  }
}
