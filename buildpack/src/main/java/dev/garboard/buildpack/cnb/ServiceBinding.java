package dev.garboard.buildpack.cnb;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/// A service binding: a directory of small files that the platform mounts into the build. Prints
/// its name and type, never what it holds.
///
/// Specification: [Service Binding for Kubernetes](https://servicebinding.io/spec/core/1.1.0/),
/// workload projection.
///
/// @param name of the directory
/// @param type lower case
/// @param entries the files by name
public record ServiceBinding(String name, String type, SortedMap<String, Path> entries) {
  /// Copies.
  public ServiceBinding {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  /// All bindings, by name: below `SERVICE_BINDING_ROOT`, else below the platform's `bindings`.
  ///
  /// @throws IOException when one cannot be read
  public static List<ServiceBinding> readAll(BuildContext context) throws IOException {
    String named = context.variable("SERVICE_BINDING_ROOT");
    Path root = named.isEmpty() ? context.platform().resolve("bindings") : Path.of(named);
    SortedMap<String, ServiceBinding> bindings = new TreeMap<>();
    if (Files.isDirectory(root)) {
      try (DirectoryStream<Path> directories = Files.newDirectoryStream(root)) {
        for (Path directory : directories) {
          if (Files.isRegularFile(directory.resolve("type"))) {
            bindings.put(directory.getFileName().toString(), read(directory));
          }
        }
      }
    }
    return new ArrayList<>(bindings.values());
  }

  private static ServiceBinding read(Path directory) throws IOException {
    SortedMap<String, Path> entries = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        if (Files.isRegularFile(file)) {
          entries.put(file.getFileName().toString(), file);
        }
      }
    }
    String type = Files.readString(directory.resolve("type")).strip().toLowerCase(Locale.ROOT);
    return new ServiceBinding(directory.getFileName().toString(), type, entries);
  }

  /// The text of an entry without white space around it; empty when there is none.
  ///
  /// @throws IOException when it cannot be read
  public String text(String entry) throws IOException {
    Path file = entries.get(entry);
    return file == null ? "" : Files.readString(file).strip();
  }

  @Override
  public String toString() {
    return "ServiceBinding[" + name + ", " + type + "]";
  }
}
