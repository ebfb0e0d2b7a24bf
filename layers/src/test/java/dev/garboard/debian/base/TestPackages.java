package dev.garboard.debian.base;

import dev.garboard.debian.packages.DebianVersion;
import dev.garboard.debian.packages.PackageId;
import dev.garboard.debian.unpack.DebReader;
import dev.garboard.debian.unpack.DropRules;
import dev.garboard.debian.unpack.TestDeb;
import dev.garboard.debian.unpack.UnpackException;
import dev.garboard.debian.unpack.UnpackedPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Crafted packages, unpacked.
final class TestPackages {

  private TestPackages() {}

  static List<UnpackedPackage> unpack(Path directory, TestDeb... packages)
      throws IOException, UnpackException {
    List<UnpackedPackage> unpacked = new ArrayList<>();
    for (TestDeb each : packages) {
      Path file = directory.resolve("package.deb");
      Files.write(file, each.bytes());
      PackageId id =
          new PackageId(field(each, "Package"), new DebianVersion(field(each, "Version")), "amd64");
      UnpackedPackage read = new DebReader(directory).read(id, file);
      unpacked.add(read.withTree(DropRules.standard().apply(read.tree())));
    }
    return unpacked;
  }

  private static String field(TestDeb deb, String name) {
    return deb.control()
        .lines()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElseThrow();
  }
}
