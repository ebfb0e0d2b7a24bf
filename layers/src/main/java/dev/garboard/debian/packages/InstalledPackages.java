package dev.garboard.debian.packages;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Reads an image's package database: `/var/lib/dpkg/status`, and the files of `status.d` that
/// images without a package manager have.
public final class InstalledPackages {

  private static final Set<String> FIELDS =
      Set.of("Package", "Version", "Architecture", "Status", "Provides");

  private InstalledPackages() {}

  /// The installed packages by name, and by the names that they provide with a version of their own
  /// or without any. A real package wins over a provided name.
  ///
  /// @param texts the contents of the files
  /// @throws IOException when a paragraph is malformed
  public static Map<String, PackageId> read(List<String> texts) throws IOException {
    Map<String, PackageId> real = new TreeMap<>();
    Map<String, PackageId> provided = new TreeMap<>();
    for (String text : texts) {
      ControlReader reader = new ControlReader(new BufferedReader(new StringReader(text)), FIELDS);
      for (var fields = reader.next(); fields.isPresent(); fields = reader.next()) {
        add(fields.get(), real, provided);
      }
    }
    provided.putAll(real);
    return provided;
  }

  private static void add(
      Map<String, String> fields, Map<String, PackageId> real, Map<String, PackageId> provided)
      throws IOException {
    String name = fields.getOrDefault("Package", "");
    String status = fields.getOrDefault("Status", "install ok installed");
    if (name.isEmpty() || !status.endsWith(" installed")) {
      return;
    }
    try {
      String architecture = fields.getOrDefault("Architecture", "");
      DebianVersion version = new DebianVersion(fields.getOrDefault("Version", ""));
      real.put(name, new PackageId(name, version, architecture));
      for (Dependency each : Dependency.parseField(fields.getOrDefault("Provides", ""))) {
        Relation relation = each.alternatives().getFirst();
        provided.put(
            relation.name(),
            new PackageId(relation.name(), relation.constraint().version(), architecture));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("package database: " + name + ": " + e.getMessage(), e);
    }
  }
}
