package dev.garboard.cli;

import dev.garboard.content.FileState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Waits until one of a set of files is not what it was. The system says where something happened;
/// where it cannot, the files' states are looked at twice a second.
final class FileChanges implements AutoCloseable {

  private static final long BETWEEN_LOOKS = 500;

  /// An editor that saves a file, or a tool that writes several, is a matter of milliseconds.
  private static final long UNTIL_QUIET = 15;

  private final WatchService events;
  private final Set<Path> watched = new HashSet<>();
  private final Map<Path, Optional<FileState>> states = new HashMap<>();
  private boolean hearsAll = true;

  FileChanges(WatchService events) {
    this.events = events;
  }

  /// Looks at these from now on, and at no others.
  ///
  /// @param since when the work on them began
  /// @return whether one of them is no longer as it was then
  boolean watch(Collection<Path> paths, Instant since) throws IOException {
    for (Path path : paths) {
      Path parent = path.getParent();
      watch(parent == null ? path : parent);
      if (Files.isDirectory(path)) {
        watch(path);
      }
    }
    // Only now, so that nothing happens between a look and the first event.
    Map<Path, Optional<FileState>> before = Map.copyOf(states);
    states.clear();
    boolean changed = false;
    for (Path path : paths) {
      Optional<FileState> state = FileState.of(path);
      states.put(path, state);
      Optional<FileState> known = before.get(path);
      changed |=
          known == null
              ? state.isPresent() && !state.get().isSettledAt(since)
              : !known.equals(state);
    }
    return changed;
  }

  private void watch(Path directory) {
    if (watched.contains(directory) || !Files.isDirectory(directory)) {
      return;
    }
    try {
      directory.register(
          events,
          StandardWatchEventKinds.ENTRY_CREATE,
          StandardWatchEventKinds.ENTRY_DELETE,
          StandardWatchEventKinds.ENTRY_MODIFY);
      watched.add(directory);
    } catch (IOException e) {
      // No more watches to be had.
      hearsAll = false;
    }
  }

  /// Returns once something has changed and for a moment nothing more does.
  void await() throws IOException, InterruptedException {
    boolean changed = false;
    while (true) {
      long wait = changed ? UNTIL_QUIET : BETWEEN_LOOKS;
      WatchKey key = events.poll(wait, TimeUnit.MILLISECONDS);
      if (key != null) {
        changed |= tellsAChange(key);
      } else if (changed || (!hearsAll && anyChanged())) {
        return;
      }
    }
  }

  private boolean tellsAChange(WatchKey key) throws IOException {
    boolean changed = false;
    for (WatchEvent<?> event : key.pollEvents()) {
      if (key.watchable() instanceof Path directory && event.context() instanceof Path name) {
        changed |= hasChanged(directory.resolve(name));
        changed |= hasChanged(directory);
      } else {
        // Too much happened to be told.
        changed |= anyChanged();
      }
    }
    if (!key.reset() && key.watchable() instanceof Path gone) {
      watched.remove(gone);
    }
    return changed;
  }

  /// Whether the path is another than it was; takes it as it is now.
  private boolean hasChanged(Path path) throws IOException {
    Optional<FileState> before = states.get(path);
    if (before == null) {
      return false;
    }
    Optional<FileState> now = FileState.of(path);
    states.put(path, now);
    return !before.equals(now);
  }

  private boolean anyChanged() throws IOException {
    boolean changed = false;
    for (Path path : List.copyOf(states.keySet())) {
      changed |= hasChanged(path);
    }
    return changed;
  }

  @Override
  public void close() throws IOException {
    events.close();
  }
}
