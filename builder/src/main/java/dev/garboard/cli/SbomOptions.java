package dev.garboard.cli;

import java.util.ArrayList;
import java.util.List;

/// What becomes of the bill of materials.
final class SbomOptions {

  boolean attach;
  final List<String> files = new ArrayList<>();

  void declare(Options options) {
    options.flag(
        "--sbom",
        "Attach a bill of materials (CycloneDX) to every pushed image, as a referrer.",
        given -> attach = given);
    options.texts(
        "--sbom-file=PATH",
        """
        Write the bill of materials here: SPDX for a name that ends in .spdx.json, else CycloneDX.
        A directory gets both, for every image and platform. Repeatable.\
        """,
        files::addAll);
  }

  /// Whether there shall be one.
  boolean isAsked() {
    return attach || !files.isEmpty();
  }
}
