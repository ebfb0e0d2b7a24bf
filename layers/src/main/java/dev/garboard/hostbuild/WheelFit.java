package dev.garboard.hostbuild;

import dev.garboard.python.WheelFilename;
import dev.garboard.python.WheelTag;
import dev.garboard.selection.Target.TargetPlatform;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Whether a wheel that was built here runs on the target.
///
/// The tag `linux_…` says nothing of the C library, so a wheel with no better tag is only taken
/// when it was built against the target's own kind and no newer version.
final class WheelFit {

  private static final Pattern GLIBC = Pattern.compile("glibc (\\d+)\\.(\\d+).*");

  private WheelFit() {}

  /// Whether one of the wheel's tags is the target's.
  static boolean tagsFit(WheelFilename wheel, BuildRequest request) {
    return !fitting(wheel, request).isEmpty();
  }

  /// Whether the C library fits, too.
  static boolean libraryFits(WheelFilename wheel, String libc, BuildRequest request) {
    return fitting(wheel, request).stream().anyMatch(tag -> !tag.platform().startsWith("linux_"))
        || libcFits(libc, request.target().platform());
  }

  private static Set<WheelTag> fitting(WheelFilename wheel, BuildRequest request) {
    Set<String> tags = Set.copyOf(request.tags());
    return wheel.tags().stream()
        .filter(tag -> tags.contains(tag.toString()))
        .collect(Collectors.toSet());
  }

  private static boolean libcFits(String libc, TargetPlatform platform) {
    return switch (platform) {
      case TargetPlatform.Glibc(int major, int minor) -> glibcAtMost(libc, major, minor);
      // Without GNU's library the interpreter does not say which one it has.
      case TargetPlatform.Musl _, TargetPlatform.MacOs _ -> false;
    };
  }

  private static boolean glibcAtMost(String libc, int major, int minor) {
    Matcher host = GLIBC.matcher(libc);
    if (!host.matches()) {
      return false;
    }
    int hostMajor = Integer.parseInt(host.group(1));
    int hostMinor = Integer.parseInt(host.group(2));
    return hostMajor < major || (hostMajor == major && hostMinor <= minor);
  }
}
