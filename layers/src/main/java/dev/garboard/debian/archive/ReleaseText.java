package dev.garboard.debian.archive;

import dev.garboard.content.Digest;
import dev.garboard.debian.packages.ControlReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The signed text of a release file.
final class ReleaseText {

  /// A file of the suite: digest and size.
  record IndexFile(Digest digest, long size) {}

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy H:mm:ss z", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final URI address;
  private final Map<String, String> fields;
  private final Map<String, IndexFile> files = new HashMap<>();

  private ReleaseText(URI address, Map<String, String> fields) throws ArchiveException {
    this.address = address;
    this.fields = fields;
    for (String line : field("SHA256").split("\n", -1)) {
      if (!line.isBlank()) {
        String[] columns = line.strip().split("\\s+", -1);
        if (columns.length != 3) {
          throw malformed("line of SHA256: `" + line.strip() + "`");
        }
        put(columns);
      }
    }
  }

  private void put(String[] columns) throws ArchiveException {
    try {
      files.put(
          columns[2],
          new IndexFile(Digest.parse("sha256:" + columns[0]), Long.parseLong(columns[1])));
    } catch (IllegalArgumentException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
  }

  static ReleaseText parse(URI address, String text) throws ArchiveException {
    try {
      Set<String> wanted =
          Set.of("Suite", "Codename", "Date", "Valid-Until", "Acquire-By-Hash", "SHA256");
      return new ReleaseText(
          address,
          new ControlReader(new BufferedReader(new StringReader(text)), wanted)
              .next()
              .orElseThrow(() -> new IOException("no field at all")));
    } catch (IOException e) {
      throw new ArchiveException(
          new ArchiveProblem.MalformedRelease(address, String.valueOf(e.getMessage())));
    }
  }

  URI address() {
    return address;
  }

  String suite() {
    return fields.getOrDefault("Suite", "");
  }

  String codename() {
    return fields.getOrDefault("Codename", "");
  }

  /// Whether this is the suite of that name. The part after the first hyphen must be that of the
  /// suite, too: the code name of Ubuntu's `noble-updates` is `noble`.
  boolean isNamed(String name) {
    return pocket(name).equals(pocket(suite()))
        && (suite().equals(name) || codename().equals(name));
  }

  private static String pocket(String name) {
    int dash = name.indexOf('-');
    return dash < 0 ? "" : name.substring(dash);
  }

  Instant date() throws ArchiveException {
    return instant(field("Date"));
  }

  Optional<Instant> validUntil() throws ArchiveException {
    String text = fields.get("Valid-Until");
    return text == null ? Optional.empty() : Optional.of(instant(text));
  }

  boolean byHash() {
    return fields.getOrDefault("Acquire-By-Hash", "no").equals("yes");
  }

  Optional<IndexFile> file(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /// The files whose paths begin so, a line for each: path, digest and size, sorted.
  List<String> files(String prefix) {
    return files.entrySet().stream()
        .filter(file -> file.getKey().startsWith(prefix))
        .map(file -> file.getKey() + " " + file.getValue().digest() + " " + file.getValue().size())
        .sorted()
        .toList();
  }

  private String field(String name) throws ArchiveException {
    String value = fields.get(name);
    if (value == null) {
      throw malformed("no field `" + name + "`");
    }
    return value;
  }

  private Instant instant(String text) throws ArchiveException {
    try {
      return ZonedDateTime.parse(text.replaceAll("\\s+", " "), DATE).toInstant();
    } catch (DateTimeException _) {
      throw malformed("not a date: `" + text + "`");
    }
  }

  private ArchiveException malformed(String detail) {
    return new ArchiveException(new ArchiveProblem.MalformedRelease(address, detail));
  }
}
