package dev.garboard.wheel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// RECORD: the files of an installed distribution with hash and size (PEP 376, PEP 627).
public record RecordFile(List<RecordEntry> entries) {

  /// A RECORD that lists what the archive holds, and what was wrong before.
  public record Healed(RecordFile record, List<WheelWarning> warnings) {}

  private static final int FIELDS = 3;

  /// Copies.
  public RecordFile {
    entries = List.copyOf(entries);
  }

  /// Reads RECORD; a leading `/` of a path is dropped.
  ///
  /// @return the file, or the lines that are not path, hash and size, added to `problems`
  static RecordFile parse(String text, List<WheelProblem> problems) {
    List<RecordEntry> entries = new ArrayList<>();
    for (CsvLines.Line line : CsvLines.parse(text)) {
      List<String> fields = line.fields();
      if (fields.size() != FIELDS || !isSize(fields.get(2)) || fields.get(0).isEmpty()) {
        problems.add(new WheelProblem.BadRecordLine(line.number(), String.join(",", fields)));
      } else {
        entries.add(new RecordEntry(withoutSlashes(fields.get(0)), fields.get(1), fields.get(2)));
      }
    }
    return new RecordFile(entries);
  }

  /// Reads the RECORD of an installed distribution, whoever wrote it; lines that are none are
  /// passed over.
  public static RecordFile parseInstalled(String text) {
    return parse(text, new ArrayList<>());
  }

  private static String withoutSlashes(String path) {
    int start = 0;
    while (start < path.length() && path.charAt(start) == '/') {
      start++;
    }
    return path.substring(start);
  }

  private static boolean isSize(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return text.length() <= 19;
  }

  /// Reads the RECORD of a wheel.
  ///
  /// @throws WheelException when it is absent or malformed
  /// @throws IOException when the archive cannot be read
  public static RecordFile read(WheelArchive archive, DistInfo distInfo)
      throws IOException, WheelException {
    List<WheelProblem> problems = new ArrayList<>();
    RecordFile record = parse(archive.text(distInfo.path("RECORD")), problems);
    if (!problems.isEmpty()) {
      throw new WheelException(archive.filename(), problems);
    }
    return record;
  }

  /// Drops lines of absent files and adds lines for files that are not listed, as uv does.
  public Healed heal(WheelArchive archive, DistInfo distInfo) {
    List<WheelWarning> warnings = new ArrayList<>();
    List<RecordEntry> healed = new ArrayList<>();
    Set<String> listed = new HashSet<>();
    String own = distInfo.path("RECORD");
    for (RecordEntry entry : entries) {
      String path = entry.plainPath();
      if (archive.entries().containsKey(path)) {
        listed.add(path);
        healed.add(entry);
      } else {
        warnings.add(new WheelWarning.OnlyInRecord(entry.path()));
      }
    }
    if (listed.add(own)) {
      healed.add(new RecordEntry(own, "", ""));
    }
    Set<String> exempt = Set.of(distInfo.path("RECORD.jws"), distInfo.path("RECORD.p7s"));
    archive
        .entries()
        .forEach((path, file) -> {
          if (!listed.contains(path) && !exempt.contains(path)) {
            warnings.add(new WheelWarning.NotInRecord(path));
            healed.add(new RecordEntry(path, "", Long.toString(file.content().size())));
          }
        });
    return new Healed(new RecordFile(healed), warnings);
  }

  /// The text: sorted, one line an entry, `\n` after each.
  public String print() {
    StringBuilder text = new StringBuilder();
    for (RecordEntry entry : entries.stream().sorted().toList()) {
      text.append(CsvLines.quote(entry.path()))
          .append(',')
          .append(CsvLines.quote(entry.hash()))
          .append(',')
          .append(entry.size())
          .append('\n');
    }
    return text.toString();
  }
}
