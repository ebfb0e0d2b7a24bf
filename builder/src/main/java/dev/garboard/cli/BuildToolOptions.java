package dev.garboard.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// Which distributions may or must be built, and where else files may be found.
final class BuildToolOptions {

  @Option(names = "--no-build", description = "Build nothing: every package needs a wheel.")
  boolean noBuild;

  @Option(
      names = "--no-build-package",
      paramLabel = "NAME",
      description = "Do not build this package; repeatable.")
  final List<String> noBuildPackages = new ArrayList<>();

  @Option(names = "--no-binary", description = "Use no wheels: build every package.")
  boolean noBinary;

  @Option(
      names = "--no-binary-package",
      paramLabel = "NAME",
      description = "Build this package although it has wheels; repeatable.")
  final List<String> noBinaryPackages = new ArrayList<>();

  @Option(
      names = "--find-links",
      paramLabel = "DIR|URL",
      description =
          "Also look here for wheels: in place of a build, or where the lock's location is out of"
              + " reach; repeatable.")
  final List<String> findLinks = new ArrayList<>();

  @Option(names = "--offline", description = "Use no network; also GARBOARD_OFFLINE.")
  boolean offline;
}
