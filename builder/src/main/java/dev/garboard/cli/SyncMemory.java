package dev.garboard.cli;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.environment.EnvironmentState;
import dev.garboard.environment.SyncContents;
import dev.garboard.environment.SyncResult;
import dev.garboard.project.Project;
import dev.garboard.project.TomlTree;
import dev.garboard.selection.Artifact;
import dev.garboard.selection.SelectedPackage;
import dev.garboard.store.RecordKind;
import dev.garboard.store.Store;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Remembers that a command found an environment up to date, with all that this rested on: the
/// arguments, the variables, the project's files and the environment's own. While none of it has
/// changed the same command need not even read the lockfile.
final class SyncMemory {

  private static final String SEPARATOR = "\t";

  private final Session session;
  private final Store store;
  private final Digest key;

  /// @param start the project's directory as named
  SyncMemory(Session session, Store store, Path start, List<String> arguments) {
    this.session = session;
    this.store = store;
    StringBuilder inputs = new StringBuilder(Main.version());
    inputs.append('\0').append(start).append('\0').append(session.directory());
    arguments.forEach(argument -> inputs.append('\0').append(argument));
    new TreeSet<>(session.environment().keySet())
        .stream()
            .filter(SyncMemory::matters)
            .forEach(name ->
                inputs.append('\0').append(name).append('=').append(session.variable(name)));
    this.key = Hashing.sha256(inputs.toString());
  }

  private static boolean matters(String name) {
    return (name.startsWith("GARBOARD_") && !name.equals(RunCommand.EXEC_FILE))
        || name.startsWith("UV_")
        || name.startsWith("XDG_")
        || name.equals("PATH")
        || name.equals("HOME")
        || name.equals("VIRTUAL_ENV")
        || name.equals("CONDA_PREFIX");
  }

  /// The former result, if everything is as it was.
  Optional<SyncResult> recall() throws IOException {
    Optional<String> record = store.record(RecordKind.SYNCED, key);
    if (record.isEmpty()) {
      return Optional.empty();
    }
    List<String> lines = record.get().lines().toList();
    Path prefix = Path.of(lines.getFirst());
    List<String> kept = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(SEPARATOR, 3);
      switch (fields[0]) {
        case "kept" -> kept.add(fields[1]);
        default -> {
          if (!fields[1].equals(describe(fields[0], Path.of(fields[2])))) {
            return Optional.empty();
          }
        }
      }
    }
    Files.setLastModifiedTime(
        prefix.resolve(EnvironmentState.FILE), FileTime.from(session.clock().instant()));
    return Optional.of(new SyncResult(prefix, false, List.of(), List.of(), kept));
  }

  /// Remembers a result. What is not remembered is found out anew each time: a workspace of several
  /// members, since they are found by patterns; a source tree that is built, or has its version
  /// from one of its files, since any edit may count.
  void remember(SyncContents contents, SyncResult result) throws IOException {
    Project project = contents.project();
    Optional<List<Path>> trees = trees(contents);
    if (project.members().size() > 1 || trees.isEmpty()) {
      return;
    }
    Path prefix = result.prefix();
    StringBuilder record = new StringBuilder(prefix.toString()).append('\n');
    for (Path at = project.discovered().directory(); at != null; at = at.getParent()) {
      for (String name : List.of("pyproject.toml", "uv.lock", "uv.toml", ".python-version")) {
        append(record, "file", at.resolve(name));
      }
    }
    for (Path tree : trees.get()) {
      for (String name : List.of("pyproject.toml", "setup.py", "setup.cfg")) {
        append(record, "file", tree.resolve(name));
      }
    }
    append(record, "file", prefix.resolve(EnvironmentState.FILE));
    append(record, "file", prefix.resolve("pyvenv.cfg"));
    append(record, "time", prefix.resolve("bin", "python"));
    append(record, "names", sitePackages(prefix));
    for (String name : result.kept()) {
      record.append("kept").append(SEPARATOR).append(name).append('\n');
    }
    for (String name : result.installed()) {
      record.append("kept").append(SEPARATOR).append(name).append('\n');
    }
    store.putRecord(RecordKind.SYNCED, key, record.toString());
  }

  /// The trees installed in place, if no more than their settings counts.
  private static Optional<List<Path>> trees(SyncContents contents) throws IOException {
    List<Path> trees = new ArrayList<>();
    for (SelectedPackage selected : contents.selection().packages()) {
      if (selected.artifact() instanceof Artifact.LocalTree(String path, boolean editable)) {
        Path tree = contents.project().root().resolve(path).normalize();
        if (!editable || isDynamic(tree)) {
          return Optional.empty();
        }
        trees.add(tree);
      }
    }
    return Optional.of(trees);
  }

  private static boolean isDynamic(Path tree) throws IOException {
    return !(TomlTree.read(tree.resolve("pyproject.toml")).get("project")
            instanceof Map<?, ?> table)
        || (table.get("dynamic") instanceof List<?> dynamic && !dynamic.isEmpty());
  }

  private static Path sitePackages(Path prefix) throws IOException {
    try (DirectoryStream<Path> lib = Files.newDirectoryStream(prefix.resolve("lib"), "python3.*")) {
      for (Path child : lib) {
        return child.resolve("site-packages");
      }
    }
    return prefix.resolve("lib");
  }

  private static void append(StringBuilder record, String kind, Path path) throws IOException {
    record.append(String.join(SEPARATOR, kind, describe(kind, path), path.toString()));
    record.append('\n');
  }

  private static String describe(String kind, Path path) throws IOException {
    if (!Files.exists(path)) {
      return "absent";
    }
    return switch (kind) {
      case "file" -> Hashing.sha256(Content.of(path)).hex();
      case "time" -> Files.getLastModifiedTime(path).toString();
      default -> {
        SortedSet<String> names = new TreeSet<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(path, "*.dist-info")) {
          children.forEach(child -> names.add(path.relativize(child).toString()));
        }
        yield Hashing.sha256(String.join("\n", names)).hex();
      }
    };
  }
}
