package dev.garboard.cli;

import picocli.CommandLine.Option;

/// How Debian bases are found.
final class BaseOptions {

  @Option(
      names = "--debian-mirror",
      paramLabel = "URL",
      description =
          "Mirror of the Debian archive; default: this machine's apt sources, then the official one.")
  String debianMirror = "";

  @Option(
      names = "--debian-allow-expired",
      description = "Accept an archive past its Valid-Until, as of a mirror that lags.")
  boolean debianAllowExpired;
}
