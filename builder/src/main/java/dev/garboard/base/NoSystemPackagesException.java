package dev.garboard.base;

import dev.garboard.stage.StageException;

/// Packages cannot be added to a base: it is of no release that is known, or has no package
/// database.
public final class NoSystemPackagesException extends StageException {

  private final String base;

  NoSystemPackagesException(String base) {
    super("no Debian or Ubuntu with a package database: " + base);
    this.base = base;
  }

  /// The base as the user named it.
  public String base() {
    return base;
  }
}
