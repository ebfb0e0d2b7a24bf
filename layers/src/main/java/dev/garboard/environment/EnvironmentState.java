package dev.garboard.environment;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// What we know of an environment: its own file in it. Before a distribution is touched it becomes
/// *pending* here, so that whoever comes after a crash knows what may be half done.
///
/// @param facts `project`, `python`, `executable`, `prefix`, `skeleton`
/// @param distributions by directory name of dist-info, sorted
public record EnvironmentState(
    SequencedMap<String, String> facts, SequencedMap<String, Entry> distributions) {

  /// The file's name in the environment's directory.
  public static final String FILE = ".garboard";

  private static final String HEADER = "garboard-environment";
  private static final String VERSION = "1";

  /// A distribution of ours.
  ///
  /// @param name normalised
  /// @param key of what was installed
  /// @param pending whether it is being installed or removed
  public record Entry(String name, String version, String key, boolean pending) {
    Entry asPending() {
      return new Entry(name, version, key, true);
    }
  }

  /// Copies.
  public EnvironmentState {
    facts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(facts));
    distributions = Collections.unmodifiableSequencedMap(new TreeMap<>(distributions));
  }

  static EnvironmentState empty() {
    return new EnvironmentState(new LinkedHashMap<>(), new TreeMap<>());
  }

  /// A fact; empty when it is not known.
  public String fact(String name) {
    return facts.getOrDefault(name, "");
  }

  EnvironmentState with(Map<String, String> more) {
    LinkedHashMap<String, String> all = new LinkedHashMap<>(facts);
    all.putAll(more);
    return new EnvironmentState(all, distributions);
  }

  EnvironmentState with(SequencedMap<String, Entry> others) {
    return new EnvironmentState(facts, others);
  }

  /// Whether there is such a file.
  static boolean exists(Path prefix) {
    return Files.isRegularFile(prefix.resolve(FILE));
  }

  /// Reads it; empty when there is none or it is damaged.
  ///
  /// @throws IOException when it cannot be read
  public static EnvironmentState read(Path prefix) throws IOException {
    try {
      return parse(Files.readString(prefix.resolve(FILE)));
    } catch (NoSuchFileException | CharacterCodingException e) {
      return empty();
    }
  }

  private static EnvironmentState parse(String text) {
    List<List<String>> lines = StateLines.parse(text);
    if (lines.isEmpty()
        || !lines.getFirst().equals(List.of(HEADER, VERSION))
        || !lines.getLast().equals(List.of("end"))) {
      return empty();
    }
    LinkedHashMap<String, String> facts = new LinkedHashMap<>();
    TreeMap<String, Entry> distributions = new TreeMap<>();
    for (List<String> line : lines) {
      if (line.getFirst().equals("fact") && line.size() == 3) {
        facts.put(line.get(1), line.get(2));
      } else if (line.size() == 5) {
        boolean pending = line.getFirst().equals("pending");
        distributions.put(line.get(1), new Entry(line.get(2), line.get(3), line.get(4), pending));
      }
    }
    return new EnvironmentState(facts, distributions);
  }

  void write(Path prefix) throws IOException {
    StringBuilder text = new StringBuilder(StateLines.line(HEADER, VERSION));
    facts.forEach((name, value) -> text.append(StateLines.line("fact", name, value)));
    distributions.forEach((directory, entry) ->
        text.append(
            StateLines.line(
                entry.pending() ? "pending" : "distribution",
                directory,
                entry.name(),
                entry.version(),
                entry.key())));
    text.append(StateLines.line("end"));
    Path aside = prefix.resolve(FILE + ".new");
    NamedFailure.of(aside, () -> Files.writeString(aside, text));
    Files.move(
        aside,
        prefix.resolve(FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
