package dev.garboard.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How bases are found: what is believed of the Debian archive, and who asks registries.
final class BaseOptions {

  boolean debianAllowExpired;
  final List<Path> registryAuthFiles = new ArrayList<>();

  void declare(Options options) {
    options.flag(
        "--debian-allow-expired",
        "Accept an archive past its Valid-Until, as of a mirror that lags.",
        given -> debianAllowExpired = given);
    options.paths(
        "--registry-auth-file=FILE",
        "Credentials for registries, as `docker login` writes them; asked before all others.",
        registryAuthFiles::addAll);
  }
}
