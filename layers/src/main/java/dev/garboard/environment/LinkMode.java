package dev.garboard.environment;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How files get from the store into an environment.
public enum LinkMode {
  /// Copies that share blocks where the file system has them, else hard links, else copies.
  AUTO,
  /// Hard links to the store's read-only files; copies where a link is not possible.
  HARDLINK,
  /// Private copies.
  COPY;

  /// The mode of this name.
  public static Optional<LinkMode> named(String name) {
    return Arrays.stream(values()).filter(mode -> mode.text().equals(name)).findFirst();
  }

  /// As written in settings.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
