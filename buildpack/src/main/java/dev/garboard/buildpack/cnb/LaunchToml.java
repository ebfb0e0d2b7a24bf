package dev.garboard.buildpack.cnb;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A `launch.toml`.
///
/// @param labels of the image
/// @param slices patterns of paths in the application's directory, each slice a layer of its own
public record LaunchToml(
    List<LaunchProcess> processes, SortedMap<String, String> labels, List<List<String>> slices) {
  /// Copies.
  public LaunchToml {
    processes = List.copyOf(processes);
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    slices = slices.stream().map(List::copyOf).toList();
  }

  /// The file's text.
  public String text() {
    TomlWriter toml = new TomlWriter();
    for (LaunchProcess process : processes) {
      toml.item("processes")
          .put("type", process.type())
          .put("command", process.command())
          .put("args", process.args())
          .put("default", process.isDefault());
      if (!process.workingDirectory().isEmpty()) {
        toml.put("working-dir", process.workingDirectory());
      }
    }
    for (Map.Entry<String, String> label : labels.entrySet()) {
      toml.item("labels").put("key", label.getKey()).put("value", label.getValue());
    }
    for (List<String> paths : slices) {
      toml.item("slices").put("paths", paths);
    }
    return toml.text();
  }
}
