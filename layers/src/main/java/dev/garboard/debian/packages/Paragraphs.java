package dev.garboard.debian.packages;

import dev.garboard.content.Digest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The paragraphs of a `Packages` file. Nearly all of them are never asked for: they stay the bytes
/// that they are, less the fields that nobody reads, and one becomes a record when it is found.
public final class Paragraphs {

  private final String archive;
  private final ParagraphTable table;

  private Paragraphs(String archive, ParagraphTable table) {
    this.archive = archive;
    this.table = table;
  }

  /// Reads to the end of the stream.
  ///
  /// @param archive where the packages lie
  /// @throws IOException when reading fails, a line is neither field nor continuation, or a
  ///   paragraph has no name
  public static Paragraphs read(InputStream packages, String archive) throws IOException {
    return new Paragraphs(archive, ParagraphWriter.read(packages));
  }

  /// The names of all packages, in order; one that is there in several versions several times.
  public List<String> names() {
    return table.names();
  }

  /// The packages of that very name, in order.
  ///
  /// @throws IllegalArgumentException when one lacks a field or has a malformed one
  public List<PackageRecord> named(String name) {
    List<PackageRecord> found = new ArrayList<>();
    for (int place : table.places(name)) {
      PackageRecord record = record(place);
      if (record.name().equals(name)) {
        found.add(record);
      }
    }
    return found;
  }

  /// The packages whose `Provides` has the name, in order.
  ///
  /// @throws IllegalArgumentException when one lacks a field or has a malformed one
  public List<PackageRecord> providing(String name) {
    List<PackageRecord> found = new ArrayList<>();
    for (int place : table.provided(name)) {
      PackageRecord record = record(place);
      if (record.provides(name)) {
        found.add(record);
      }
    }
    return found;
  }

  private PackageRecord record(int place) {
    String paragraph = table.paragraph(place);
    try {
      return record(
          new ControlReader(new BufferedReader(new StringReader(paragraph)), Set.of())
              .next()
              .orElseThrow(() -> new IOException("empty paragraph")));
    } catch (IOException e) {
      throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
    }
  }

  private PackageRecord record(Map<String, String> fields) {
    PackageId id =
        new PackageId(
            required(fields, "Package"),
            new DebianVersion(required(fields, "Version")),
            required(fields, "Architecture"));
    PackageFile file =
        new PackageFile(
            archive,
            required(fields, "Filename"),
            Long.parseLong(required(fields, "Size")),
            Digest.parse("sha256:" + required(fields, "SHA256")));
    return new PackageRecord(id, file, relations(fields), traits(fields));
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
        fields.getOrDefault("Multi-Arch", "no"), fields.getOrDefault("Priority", "optional"));
  }

  private static String required(Map<String, String> fields, String name) {
    return Optional.ofNullable(fields.get(name))
        .orElseThrow(() -> new IllegalArgumentException("no `" + name + "`"));
  }
}
