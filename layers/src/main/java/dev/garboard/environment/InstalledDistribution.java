package dev.garboard.environment;

import dev.garboard.wheel.RecordEntry;
import dev.garboard.wheel.RecordFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A dist-info directory that lies in an environment, whoever put it there.
///
/// @param directory its name
record InstalledDistribution(Path sitePackages, String directory) {

  private static final String SUFFIX = ".dist-info";

  /// All of an environment, sorted.
  static List<InstalledDistribution> scan(Path sitePackages) throws IOException {
    List<InstalledDistribution> found = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(sitePackages, "*" + SUFFIX)) {
      for (Path child : children) {
        found.add(
            new InstalledDistribution(sitePackages, sitePackages.relativize(child).toString()));
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    found.sort(java.util.Comparator.comparing(InstalledDistribution::directory));
    return found;
  }

  /// The normalised name, from the directory's.
  String name() {
    String stem = directory.substring(0, directory.length() - SUFFIX.length());
    int dash = stem.indexOf('-');
    String name = dash < 0 ? stem : stem.substring(0, dash);
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
  }

  /// The version, from the directory's name.
  String version() {
    String stem = directory.substring(0, directory.length() - SUFFIX.length());
    int dash = stem.indexOf('-');
    return dash < 0 ? "" : stem.substring(dash + 1);
  }

  /// The files that its RECORD lists; none when there is no RECORD.
  List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try {
      String text = Files.readString(sitePackages.resolve(directory, "RECORD"));
      for (RecordEntry entry : RecordFile.parseInstalled(text).entries()) {
        files.add(sitePackages.resolve(entry.path()).normalize());
      }
    } catch (NoSuchFileException | CharacterCodingException e) {
      return List.of();
    }
    return files;
  }
}
