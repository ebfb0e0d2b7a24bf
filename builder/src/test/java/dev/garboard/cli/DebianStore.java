package dev.garboard.cli;

import java.nio.file.Path;

/// The store of tests that build on real Debian packages: each package is fetched once until the
/// module is cleaned.
final class DebianStore {

  private DebianStore() {}

  static Path path() {
    return Path.of("target", "debian-store").toAbsolutePath();
  }
}
