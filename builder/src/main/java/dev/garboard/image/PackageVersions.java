package dev.garboard.image;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Installed packages and their versions, from the databases of dpkg and apk.
final class PackageVersions {

  private static final Pattern DIGITS = Pattern.compile("(?:[0-9]+:)?([0-9]+(?:\\.[0-9]+)+)");

  private final Map<String, String> versions = new TreeMap<>();

  static PackageVersions of(BaseFiles files) {
    PackageVersions packages = new PackageVersions();
    files
        .files()
        .forEach((path, found) -> {
          if (found instanceof BaseFiles.Found.Text(String text)) {
            if (path.startsWith("var/lib/dpkg/status")) {
              packages.read(text, "Package: ", "Version: ");
            } else if (path.endsWith("lib/apk/db/installed")) {
              packages.read(text, "P:", "V:");
            }
          }
        });
    return packages;
  }

  private void read(String database, String nameField, String versionField) {
    String name = "";
    for (String line : database.lines().toList()) {
      if (line.startsWith(nameField)) {
        name = line.substring(nameField.length()).strip();
      } else if (line.startsWith(versionField)) {
        versions.put(name, line.substring(versionField.length()).strip());
      }
    }
  }

  /// The upstream version's leading numbers, such as `3.13.5` of `3.13.5-2+deb13u1`.
  Optional<String> numbers(String name) {
    Matcher matcher = DIGITS.matcher(versions.getOrDefault(name, ""));
    return matcher.lookingAt() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
