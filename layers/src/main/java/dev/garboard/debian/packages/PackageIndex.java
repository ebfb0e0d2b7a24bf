package dev.garboard.debian.packages;

import dev.garboard.content.Digest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

/// The newest version of each package over several indexes, and who provides which other name.
public final class PackageIndex {

  private static final Set<String> FIELDS =
      Set.of(
          "Package",
          "Version",
          "Architecture",
          "Multi-Arch",
          "Priority",
          "Pre-Depends",
          "Depends",
          "Provides",
          "Conflicts",
          "Breaks",
          "Filename",
          "Size",
          "SHA256");

  private final SequencedMap<String, PackageRecord> newest;
  private final Map<String, List<PackageRecord>> providers;

  private PackageIndex(Collection<PackageRecord> records) {
    newest = new TreeMap<>();
    for (PackageRecord found : records) {
      newest.merge(
          found.name(),
          found,
          (old, fresh) -> fresh.id().version().compareTo(old.id().version()) > 0 ? fresh : old);
    }
    providers = new HashMap<>();
    for (PackageRecord candidate : newest.values()) {
      for (Relation provided : candidate.provides()) {
        providers.computeIfAbsent(provided.name(), _ -> new ArrayList<>()).add(candidate);
      }
    }
  }

  /// The index of these packages; of equal versions the first one stays.
  ///
  /// @throws IllegalArgumentException when a `Provides` field is malformed
  public static PackageIndex of(Collection<PackageRecord> records) {
    return new PackageIndex(records);
  }

  /// Reads the paragraphs of a `Packages` file.
  ///
  /// @throws IOException when reading fails or a paragraph lacks a field or has a malformed one
  public static List<PackageRecord> read(InputStream packages, String archive) throws IOException {
    // All fields used are ASCII; decoding the rest as UTF-8 would only cost time.
    ControlReader reader =
        new ControlReader(
            new BufferedReader(
                new InputStreamReader(packages, StandardCharsets.ISO_8859_1), 1 << 16),
            FIELDS);
    List<PackageRecord> records = new ArrayList<>();
    for (var fields = reader.next(); fields.isPresent(); fields = reader.next()) {
      records.add(record(fields.get(), archive));
    }
    return records;
  }

  private static PackageRecord record(Map<String, String> fields, String archive)
      throws IOException {
    try {
      PackageId id =
          new PackageId(
              required(fields, "Package").intern(),
              new DebianVersion(required(fields, "Version")),
              required(fields, "Architecture").intern());
      PackageFile file =
          new PackageFile(
              archive,
              required(fields, "Filename"),
              Long.parseLong(required(fields, "Size")),
              Digest.parse("sha256:" + required(fields, "SHA256")));
      return new PackageRecord(id, file, relations(fields), traits(fields));
    } catch (IllegalArgumentException e) {
      throw new IOException("package index: " + fields.get("Package") + ": " + e.getMessage(), e);
    }
  }

  private static PackageRecord.Relations relations(Map<String, String> fields) {
    return new PackageRecord.Relations(
        fields.getOrDefault("Pre-Depends", ""),
        fields.getOrDefault("Depends", ""),
        fields.getOrDefault("Provides", ""),
        fields.getOrDefault("Conflicts", ""),
        fields.getOrDefault("Breaks", ""));
  }

  private static PackageRecord.Traits traits(Map<String, String> fields) {
    return new PackageRecord.Traits(
        fields.getOrDefault("Multi-Arch", "no").intern(),
        fields.getOrDefault("Priority", "optional").intern());
  }

  private static String required(Map<String, String> fields, String name) throws IOException {
    String value = fields.get(name);
    if (value == null) {
      throw new IOException("package index: " + fields.get("Package") + " has no `" + name + "`");
    }
    return value;
  }

  /// The package of that very name, if there is one.
  public Optional<PackageRecord> find(String name) {
    return Optional.ofNullable(newest.get(name));
  }

  /// The packages whose `Provides` has the name, by name.
  public List<PackageRecord> providersOf(String name) {
    return Collections.unmodifiableList(providers.getOrDefault(name, List.of()));
  }

  /// All packages, by name.
  public Collection<PackageRecord> packages() {
    return Collections.unmodifiableCollection(newest.values());
  }
}
