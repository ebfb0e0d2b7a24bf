package dev.garboard.tree;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// An immutable, sorted map of paths to entries. Parent directories need not be present: whoever
/// writes a tree adds missing ones with constant metadata (0755, root).
public final class FileTree {

  private static final FileTree EMPTY = new FileTree(new TreeMap<>());

  private final SequencedMap<UnixPath, TreeEntry> entries;

  private FileTree(SequencedMap<UnixPath, TreeEntry> entries) {
    this.entries = Collections.unmodifiableSequencedMap(entries);
  }

  /// The tree without entries.
  public static FileTree empty() {
    return EMPTY;
  }

  /// Starts a tree.
  public static TreeWriter writer() {
    return new TreeWriter();
  }

  /// All entries, sorted by path.
  public SequencedMap<UnixPath, TreeEntry> entries() {
    return entries;
  }

  /// The entry at a path, if there is one.
  public Optional<TreeEntry> get(UnixPath path) {
    return Optional.ofNullable(entries.get(path));
  }

  /// Merges trees: equal directories unite; any other path that several trees own is a conflict and
  /// goes to the last of them.
  public static Merge merge(List<FileTree> trees) {
    TreeMap<UnixPath, TreeEntry> merged = new TreeMap<>();
    List<UnixPath> conflicts = new ArrayList<>();
    for (FileTree tree : trees) {
      tree.entries.forEach((path, entry) -> {
        TreeEntry old = merged.put(path, entry);
        if (old != null
            && !(old instanceof TreeEntry.Directory && entry instanceof TreeEntry.Directory)) {
          conflicts.add(path);
        }
      });
    }
    return new Merge(new FileTree(merged), List.copyOf(conflicts));
  }

  /// The outcome of [#merge].
  public record Merge(FileTree tree, List<UnixPath> conflicts) {}

  /// Collects entries for one tree.
  public static final class TreeWriter {
    private final TreeMap<UnixPath, TreeEntry> entries = new TreeMap<>();

    private TreeWriter() {}

    /// Puts an entry, replacing what was at the path; returns what was there.
    public Optional<TreeEntry> put(UnixPath path, TreeEntry entry) {
      if (path.isRoot()) {
        throw new IllegalArgumentException("the root of a tree has no entry of its own");
      }
      return Optional.ofNullable(entries.put(path, entry));
    }

    /// Removes what is at the path.
    public Optional<TreeEntry> remove(UnixPath path) {
      return Optional.ofNullable(entries.remove(path));
    }

    /// What was put at the path so far.
    public Optional<TreeEntry> get(UnixPath path) {
      return Optional.ofNullable(entries.get(path));
    }

    /// The tree of all that was put.
    public FileTree tree() {
      return new FileTree(new TreeMap<>(entries));
    }
  }
}
