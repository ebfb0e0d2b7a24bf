package dev.garboard.wheel;

import dev.garboard.python.PackageName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// A wheel's `….dist-info` directory, checked against the wheel's name.
///
/// @param prefix the directory's name without `.dist-info`; also names the `….data` directory
/// @param metadata the headers of METADATA
/// @param wheel the headers of WHEEL
/// @param warnings what is odd about them
public record DistInfo(
    String prefix, MessageHeaders metadata, MessageHeaders wheel, List<WheelWarning> warnings) {

  private static final String SUFFIX = ".dist-info";

  /// Copies.
  public DistInfo {
    warnings = List.copyOf(warnings);
  }

  /// Finds and checks the directory.
  ///
  /// @throws WheelException when there is none or several, METADATA is of another distribution, or
  ///   WHEEL is of an unknown major version
  /// @throws IOException when the archive cannot be read
  public static DistInfo read(WheelArchive archive) throws IOException, WheelException {
    String prefix = findPrefix(archive);
    MessageHeaders metadata = MessageHeaders.parse(archive.text(prefix + SUFFIX + "/METADATA"));
    List<WheelProblem> problems = new ArrayList<>();
    checkIdentity(archive, prefix + SUFFIX + "/METADATA", metadata, problems);
    MessageHeaders wheel = MessageHeaders.parse(archive.text(prefix + SUFFIX + "/WHEEL"));
    List<WheelWarning> warnings = new ArrayList<>();
    checkWheelVersion(prefix + SUFFIX + "/WHEEL", wheel, problems, warnings);
    if (!problems.isEmpty()) {
      throw new WheelException(archive.filename(), problems);
    }
    return new DistInfo(prefix, metadata, wheel, warnings);
  }

  private static String findPrefix(WheelArchive archive) throws WheelException {
    SortedSet<String> found = new TreeSet<>();
    for (String path : archive.entries().keySet()) {
      int slash = path.indexOf('/');
      if (slash > SUFFIX.length() && path.startsWith(SUFFIX, slash - SUFFIX.length())) {
        found.add(path.substring(0, slash));
      }
    }
    if (found.isEmpty()) {
      throw new WheelException(archive.filename(), new WheelProblem.MissingDistInfo());
    }
    if (found.size() > 1) {
      throw new WheelException(
          archive.filename(), new WheelProblem.SeveralDistInfos(List.copyOf(found)));
    }
    String directory = found.getFirst();
    return directory.substring(0, directory.length() - SUFFIX.length());
  }

  private static void checkIdentity(
      WheelArchive archive, String path, MessageHeaders metadata, List<WheelProblem> problems) {
    String name = metadata.first("Name").orElse("");
    PackageName expected = archive.filename().name();
    try {
      if (!PackageName.of(name).equals(expected)) {
        problems.add(new WheelProblem.OtherName(expected.value(), name));
      }
    } catch (IllegalArgumentException e) {
      problems.add(new WheelProblem.BadHeader(path, "Name", name));
    }
    String version = metadata.first("Version").orElse("");
    String wanted = archive.filename().version();
    if (version.isEmpty()) {
      problems.add(new WheelProblem.BadHeader(path, "Version", version));
    } else if (!VersionForm.of(version).equals(VersionForm.of(wanted))
        && !VersionForm.of(version).equals(VersionForm.withoutLocal(wanted))) {
      problems.add(new WheelProblem.OtherVersion(wanted, version));
    }
  }

  private static void checkWheelVersion(
      String path, MessageHeaders wheel, List<WheelProblem> problems, List<WheelWarning> warnings) {
    // The letters' case counts here, as in uv; only the first of repeated headers does.
    String version =
        wheel.headers().stream()
            .filter(header -> header.name().equals("Wheel-Version"))
            .map(MessageHeaders.Header::value)
            .findFirst()
            .orElse("");
    int dot = version.indexOf('.');
    if (dot < 0) {
      problems.add(new WheelProblem.BadHeader(path, "Wheel-Version", version));
    } else if (version.equals("0.1")) {
      warnings.add(new WheelWarning.UnusualWheelVersion(version));
    } else if (!version.substring(0, dot).equals("1")) {
      problems.add(new WheelProblem.UnsupportedWheelVersion(version));
    } else if (version.substring(dot + 1).compareTo("0") > 0) {
      warnings.add(new WheelWarning.UnusualWheelVersion(version));
    }
  }

  /// The directory's name.
  public String directory() {
    return prefix + SUFFIX;
  }

  /// The name of the directory whose content goes to other places of the scheme.
  public String dataDirectory() {
    return prefix + ".data";
  }

  /// The path of a file in the directory.
  public String path(String file) {
    return directory() + "/" + file;
  }

  /// Whether WHEEL puts the root into `purelib`; on Linux that is also `platlib`.
  public boolean rootIsPurelib() {
    return wheel.headers().stream()
        .filter(header -> header.name().equals("Root-Is-Purelib"))
        .findFirst()
        .map(header -> header.value().equals("true"))
        .orElse(false);
  }

  /// The version that METADATA gives.
  public String version() {
    return metadata.first("Version").orElse("");
  }

  /// The requirements of METADATA as written.
  public List<String> requiresDist() {
    return metadata.all("Requires-Dist");
  }

  /// The Python versions of METADATA as written; empty when it has none.
  public String requiresPython() {
    return metadata.first("Requires-Python").orElse("");
  }

  /// The extras of METADATA as written.
  public List<String> providesExtra() {
    return metadata.all("Provides-Extra");
  }
}
