package dev.garboard.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What to build for.
final class TargetOptions {

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      split = ",",
      description = "Platform of the image, such as linux/amd64; several separated by commas.")
  final List<String> platforms = new ArrayList<>();

  @Option(
      names = "--python",
      paramLabel = "X.Y[.Z]",
      description = "Version of Python; default: .python-version, else what the base has.")
  @Nullable String python;

  @Option(
      names = "--base",
      paramLabel = "BASE",
      description = "oci:DIR, oci-archive:FILE, debian:RELEASE, an image reference, or scratch.")
  @Nullable String base;
}
