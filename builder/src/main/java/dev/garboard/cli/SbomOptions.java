package dev.garboard.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// What becomes of the bill of materials.
final class SbomOptions {

  @Option(
      names = "--sbom",
      description = "Attach a bill of materials (CycloneDX) to every pushed image, as a referrer.")
  boolean attach;

  @Option(
      names = "--sbom-file",
      paramLabel = "PATH",
      description = {
        "Write the bill of materials here: SPDX for a name that ends in .spdx.json, else CycloneDX.",
        "A directory gets both, for every image and platform. Repeatable."
      })
  final List<String> files = new ArrayList<>();

  /// Whether there shall be one.
  boolean isAsked() {
    return attach || !files.isEmpty();
  }
}
