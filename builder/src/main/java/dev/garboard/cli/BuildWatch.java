package dev.garboard.cli;

import dev.garboard.project.SourceFiles;
import dev.garboard.words.ExitCode;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// `build --watch`: builds, waits for a change of what was read, builds again, until the process is
/// interrupted. A build that fails is told and waits for the next change as any other.
final class BuildWatch {

  private final Session session;
  private final Path directory;
  private final Console console;

  /// @param directory of the project
  BuildWatch(Session session, Path directory, Console console) {
    this.session = session;
    this.directory = directory;
    this.console = console;
  }

  /// A build that says itself what came of it.
  @FunctionalInterface
  interface Build {
    /// Builds.
    ///
    /// @param read takes all paths that the build rests on, once they are known
    /// @return its exit code
    int run(Set<Path> read);
  }

  /// Runs until interrupted.
  ///
  /// @return the exit code
  int run(Build build) throws IOException, InterruptedException {
    try (FileChanges changes = new FileChanges(FileSystems.getDefault().newWatchService())) {
      Set<Path> read = Set.of();
      while (true) {
        Instant start = session.clock().instant();
        Set<Path> now = new TreeSet<>();
        int exit = build.run(now);
        if (exit == ExitCode.INTERRUPTED) {
          return exit;
        }
        if (now.isEmpty()) {
          // It failed before it knew: what it read the last time, and what it would read by
          // default.
          now.addAll(read);
          now.addAll(byDefault());
        }
        read = now;
        if (!changes.watch(read, start)) {
          console.say("waiting for changes");
          changes.await();
        }
      }
    }
  }

  private Set<Path> byDefault() throws IOException {
    Set<Path> paths = new TreeSet<>();
    for (Path at = directory.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
      for (String name : List.of("pyproject.toml", "uv.lock", "garboard.lock", ".python-version")) {
        paths.add(at.resolve(name));
      }
    }
    if (Files.isDirectory(directory)) {
      paths.addAll(SourceFiles.list(directory, List.of(), List.of()).dependencies());
    }
    return paths;
  }
}
