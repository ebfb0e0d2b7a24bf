package dev.garboard.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// How bases are found: the Debian archive, and who asks registries.
final class BaseOptions {

  @Option(
      names = "--debian-mirror",
      paramLabel = "URL",
      description =
          "Mirror of the archive, or a directory of `base vendor`; default: this machine's apt"
              + " sources, then the official one.")
  String debianMirror = "";

  @Option(
      names = "--debian-keep",
      paramLabel = "PATTERN",
      description =
          "Keep files of packages that are left out, such as 'usr/share/locale/de/**'; repeatable.")
  List<String> debianKeep = new ArrayList<>();

  @Option(
      names = "--debian-drop",
      paramLabel = "PATTERN",
      description = "Leave more files of packages out; repeatable.")
  List<String> debianDrop = new ArrayList<>();

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
