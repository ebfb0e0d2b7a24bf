package dev.garboard.selection;

import java.util.ArrayList;
import java.util.List;

/// The platform part of wheel tags for a target, best first.
///
/// Specification: platform compatibility tags, packaging.python.org (PEP 600, PEP 656), in uv's
/// order: the plain `linux` tag last.
final class PlatformTags {

  private PlatformTags() {}

  static List<String> of(Target target) {
    String architecture = target.architecture();
    return switch (target.platform()) {
      case Target.TargetPlatform.Glibc(_, int minor) -> glibc(architecture, minor);
      case Target.TargetPlatform.Musl(_, int minor) -> musl(architecture, minor);
      case Target.TargetPlatform.MacOs(int major, int minor) ->
          architecture.equals("x86_64") ? intelMac(major, minor) : appleSilicon(major);
    };
  }

  private static List<String> glibc(String architecture, int newest) {
    List<String> tags = new ArrayList<>();
    for (int minor = newest; minor >= oldestGlibc(architecture); minor--) {
      tags.add("manylinux_2_" + minor + "_" + architecture);
      String legacy =
          switch (minor) {
            case 17 -> "manylinux2014_";
            case 12 -> "manylinux2010_";
            case 5 -> "manylinux1_";
            default -> "";
          };
      if (!legacy.isEmpty()) {
        tags.add(legacy + architecture);
      }
    }
    tags.add("linux_" + architecture);
    return tags;
  }

  private static int oldestGlibc(String architecture) {
    return switch (architecture) {
      case "x86_64", "i686" -> 5;
      case "aarch64", "armv7l", "ppc64", "ppc64le", "s390x" -> 17;
      case "riscv64" -> 31;
      case "loongarch64" -> 36;
      default -> Integer.MAX_VALUE;
    };
  }

  private static List<String> musl(String architecture, int newest) {
    List<String> tags = new ArrayList<>();
    for (int minor = newest; minor >= 0; minor--) {
      tags.add("musllinux_1_" + minor + "_" + architecture);
    }
    tags.add("linux_" + architecture);
    return tags;
  }

  /// From macOS 11 the major counts the yearly releases; before, the minor of 10 did.
  private static List<String> appleSilicon(int newest) {
    List<String> tags = new ArrayList<>();
    for (int major = newest; major >= 11; major--) {
      tags.add("macosx_" + major + "_0_arm64");
      tags.add("macosx_" + major + "_0_universal2");
    }
    for (int minor = 16; minor >= 4; minor--) {
      tags.add("macosx_10_" + minor + "_universal2");
    }
    return tags;
  }

  private static List<String> intelMac(int newest, int newestMinor) {
    List<String> formats = List.of("x86_64", "intel", "fat64", "fat32", "universal2", "universal");
    List<String> tags = new ArrayList<>();
    for (int major = newest; major >= 11; major--) {
      for (String format : formats) {
        tags.add("macosx_" + major + "_0_" + format);
      }
    }
    for (int minor = newest == 10 ? newestMinor : 16; minor >= 4; minor--) {
      for (String format : formats) {
        tags.add("macosx_10_" + minor + "_" + format);
      }
    }
    return tags;
  }
}
