package dev.garboard.pipeline;

import dev.garboard.locate.LocatedWheel;
import dev.garboard.python.PackageName;
import dev.garboard.sbom.DeclaredLicense;
import dev.garboard.wheel.DistInfo;
import dev.garboard.wheel.WheelArchive;
import dev.garboard.wheel.WheelException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What wheels say about their licences.
public final class DeclaredLicenses {

  private DeclaredLicenses() {}

  /// Reads the METADATA of each wheel. One that cannot be read says nothing: it is refused where it
  /// is installed, not here.
  ///
  /// @throws IOException when a file cannot be read
  public static Map<PackageName, DeclaredLicense> of(List<LocatedWheel> wheels) throws IOException {
    Map<PackageName, DeclaredLicense> licenses = new TreeMap<>();
    for (LocatedWheel wheel : wheels) {
      try (WheelArchive archive = WheelArchive.open(wheel.file(), wheel.filename())) {
        licenses.put(
            wheel.filename().name(), DeclaredLicense.of(DistInfo.read(archive).metadata()));
      } catch (WheelException _) {
        licenses.put(wheel.filename().name(), new DeclaredLicense.Unknown());
      }
    }
    return licenses;
  }
}
