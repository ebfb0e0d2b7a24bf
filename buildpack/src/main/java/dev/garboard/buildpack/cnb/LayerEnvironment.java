package dev.garboard.buildpack.cnb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// An environment directory of a layer: variables that the lifecycle sets for the buildpacks that
/// follow or for the image's processes.
public final class LayerEnvironment {
  private final Path directory;

  private LayerEnvironment(Path directory) {
    this.directory = directory;
  }

  /// `env`: for both.
  public static LayerEnvironment everywhere(Path layer) {
    return new LayerEnvironment(layer.resolve("env"));
  }

  /// `env.launch`: for the image's processes.
  public static LayerEnvironment atLaunch(Path layer) {
    return new LayerEnvironment(layer.resolve("env.launch"));
  }

  /// Sets a variable, whatever it was.
  public LayerEnvironment override(String name, String value) throws IOException {
    return write(name + ".override", value);
  }

  /// Sets a variable where nobody else does.
  public LayerEnvironment byDefault(String name, String value) throws IOException {
    return write(name + ".default", value);
  }

  /// Puts a value before what is there. The delimiter has no default.
  public LayerEnvironment prepend(String name, String value, String delimiter) throws IOException {
    return write(name + ".prepend", value).write(name + ".delim", delimiter);
  }

  private LayerEnvironment write(String file, String value) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve(file), value);
    return this;
  }
}
