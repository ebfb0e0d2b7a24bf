package dev.garboard.debian.packages;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads paragraphs of fields (Debian Policy §5.1), one at a time. Field names are kept as written;
/// continuation lines are joined by line feeds.
public final class ControlReader {

  private final BufferedReader lines;
  private final Set<String> wanted;

  /// Reads these lines and keeps only these fields; all when the set is empty. The caller closes
  /// the reader.
  public ControlReader(BufferedReader lines, Set<String> wanted) {
    this.lines = lines;
    this.wanted = Set.copyOf(wanted);
  }

  /// The next paragraph, or nothing at the end.
  ///
  /// @throws IOException when reading fails or a line is neither field nor continuation
  public Optional<SequencedMap<String, String>> next() throws IOException {
    SequencedMap<String, String> fields = new LinkedHashMap<>();
    @Nullable String field = null;
    boolean started = false;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isBlank()) {
        if (started) {
          return Optional.of(fields);
        }
      } else if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
        append(fields, field, line);
      } else if (line.charAt(0) != '#') {
        started = true;
        field = begin(fields, line);
      }
    }
    return started ? Optional.of(fields) : Optional.empty();
  }

  private static void append(Map<String, String> fields, @Nullable String field, String line) {
    if (field != null) {
      fields.computeIfPresent(field, (_, value) -> value + "\n" + line.stripTrailing());
    }
  }

  private String begin(Map<String, String> fields, String line) throws IOException {
    int colon = line.indexOf(':');
    if (colon <= 0) {
      throw new IOException("neither a field nor a continuation: `" + line + "`");
    }
    String name = line.substring(0, colon);
    if (wanted.isEmpty() || wanted.contains(name)) {
      fields.put(name, line.substring(colon + 1).strip());
    }
    return name;
  }
}
