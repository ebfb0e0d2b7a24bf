package dev.garboard.reuse;

import dev.garboard.content.Digest;
import dev.garboard.content.FileState;
import dev.garboard.content.Hashing;
import dev.garboard.store.RecordKind;
import dev.garboard.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Remembers what came of a question and the state of every file that the answer rests on, so that
/// the same question need not be answered again while no file has changed. No file is opened to
/// find that out.
public final class BuildMemory {

  private static final String ABSENT = "absent";
  private static final char SEPARATOR = '\t';

  private final Store store;
  private final Digest key;

  /// The memory of one question.
  ///
  /// @param question all that was asked and is no file: arguments, variables, versions
  public BuildMemory(Store store, List<String> question) {
    this.store = store;
    this.key = Hashing.sha256(String.join("\0", question));
  }

  /// What an answer rests on.
  ///
  /// @param start when the work began: what changed since then may have been read before or after
  /// @param until from when on the answer must be found anew; [Instant#MAX] for never
  /// @param inputs files and directories that were read, and where none was found
  /// @param outputs files that were written, as they were left
  public record Grounds(
      Instant start, Instant until, Collection<Path> inputs, Collection<Path> outputs) {
    /// Copies.
    public Grounds {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }

  /// The former answer, if all that it rests on is as it was.
  ///
  /// @throws IOException when the store or a file's state cannot be read
  public Optional<String> recall(Instant now) throws IOException {
    Optional<String> record = store.record(RecordKind.UNCHANGED, key);
    if (record.isEmpty()) {
      return Optional.empty();
    }
    String text = record.get();
    int end = text.indexOf('\n');
    if (!now.isBefore(Instant.parse(text.substring(0, end)))) {
      return Optional.empty();
    }
    for (int at = end + 1; text.charAt(at) != '\n'; at = end + 1) {
      end = text.indexOf('\n', at);
      int separator = text.indexOf(SEPARATOR, at);
      String state = stateOf(Path.of(text.substring(separator + 1, end)));
      if (!text.regionMatches(at, state, 0, separator - at) || state.length() != separator - at) {
        return Optional.empty();
      }
    }
    return Optional.of(text.substring(end + 2));
  }

  /// Remembers an answer; does nothing when an input changed so late that a further change might
  /// not show.
  ///
  /// @return whether it is remembered
  /// @throws IOException when a file's state cannot be read or the store not be written
  public boolean remember(Grounds grounds, String answer) throws IOException {
    StringBuilder record = new StringBuilder(grounds.until().toString()).append('\n');
    for (Path path : withLinks(grounds.inputs())) {
      Optional<FileState> state = FileState.of(path);
      boolean settled = state.isEmpty() || state.get().isSettledAt(grounds.start());
      if (!settled || path.toString().indexOf('\n') >= 0) {
        return false;
      }
      append(record, state.map(FileState::text).orElse(ABSENT), path);
    }
    for (Path path : grounds.outputs()) {
      append(record, stateOf(path), path);
    }
    store.putRecord(RecordKind.UNCHANGED, key, record.append('\n').append(answer).toString());
    return true;
  }

  /// Each path once, and after a link what it points at, which may change without the link.
  private static Set<Path> withLinks(Collection<Path> paths) throws IOException {
    Set<Path> all = new LinkedHashSet<>();
    for (Path path : paths) {
      Path at = path;
      while (all.add(at) && Files.isSymbolicLink(at)) {
        at = at.resolveSibling(Files.readSymbolicLink(at)).normalize();
      }
    }
    return all;
  }

  private static void append(StringBuilder record, String state, Path path) {
    record.append(state).append(SEPARATOR).append(path).append('\n');
  }

  private static String stateOf(Path path) throws IOException {
    return FileState.of(path).map(FileState::text).orElse(ABSENT);
  }
}
