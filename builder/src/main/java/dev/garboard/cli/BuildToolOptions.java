package dev.garboard.cli;

import java.util.ArrayList;
import java.util.List;

/// Which distributions may or must be built, and where else files may be found.
final class BuildToolOptions {

  boolean noBuild;
  final List<String> noBuildPackages = new ArrayList<>();
  boolean noBinary;
  final List<String> noBinaryPackages = new ArrayList<>();
  final List<String> findLinks = new ArrayList<>();
  boolean offline;

  void declare(Options options) {
    options.flag(
        "--no-build", "Build nothing: every package needs a wheel.", given -> noBuild = given);
    options.texts(
        "--no-build-package=NAME",
        "Do not build this package; repeatable.",
        noBuildPackages::addAll);
    options.flag("--no-binary", "Use no wheels: build every package.", given -> noBinary = given);
    options.texts(
        "--no-binary-package=NAME",
        "Build this package although it has wheels; repeatable.",
        noBinaryPackages::addAll);
    options.texts(
        "--find-links=DIR|URL",
        "Also look here for wheels: in place of a build, or where the lock's location is out of"
            + " reach; repeatable.",
        findLinks::addAll);
    options.flag("--offline", "Use no network; also GARBOARD_OFFLINE.", given -> offline = given);
  }
}
