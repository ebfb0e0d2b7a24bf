package dev.garboard.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// How bases are found: what is believed of the Debian archive, and who asks registries.
final class BaseOptions {

  @Option(
      names = "--debian-allow-expired",
      description = "Accept an archive past its Valid-Until, as of a mirror that lags.")
  boolean debianAllowExpired;

  @Option(
      names = "--registry-auth-file",
      paramLabel = "FILE",
      description =
          "Credentials for registries, as `docker login` writes them; asked before all others.")
  final List<Path> registryAuthFiles = new ArrayList<>();
}
