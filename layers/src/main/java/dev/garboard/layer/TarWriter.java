package dev.garboard.layer;

import dev.garboard.content.Content;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.TreeEntry.Directory;
import dev.garboard.tree.TreeEntry.HardLink;
import dev.garboard.tree.TreeEntry.RegularFile;
import dev.garboard.tree.TreeEntry.Symlink;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Writes a tree as one tar: missing parent directories added (0755, root), entries in the tree's
/// order, hard links last so that their targets precede them, one constant time, no user names, two
/// zero blocks at the end.
final class TarWriter {

  private static final byte[] ZEROS = new byte[2 * TarHeader.BLOCK];

  private final TarOutput out;

  TarWriter(TarOutput out) {
    this.out = out;
  }

  /// Writes the whole archive.
  ///
  /// @throws LayerException when the tree is not well formed (nothing is written then) or a content
  ///   is not what it announced
  void write(FileTree tree) throws IOException, LayerException {
    check(tree);
    SequencedMap<UnixPath, TreeEntry> entries = withParents(tree);
    for (Map.Entry<UnixPath, TreeEntry> e : entries.entrySet()) {
      if (!(e.getValue() instanceof HardLink)) {
        write(e.getKey(), e.getValue());
      }
    }
    for (Map.Entry<UnixPath, TreeEntry> e : entries.entrySet()) {
      if (e.getValue() instanceof HardLink) {
        write(e.getKey(), e.getValue());
      }
    }
    out.write(ZEROS, 0, ZEROS.length);
  }

  private void write(UnixPath path, TreeEntry entry) throws IOException, LayerException {
    switch (entry) {
      case Directory d -> header(path.value() + "/", TarHeader.DIRECTORY, "", entry);
      case Symlink link -> header(path.value(), TarHeader.SYMLINK, link.target(), entry);
      case HardLink link -> header(path.value(), TarHeader.HARD_LINK, link.target().value(), entry);
      case RegularFile file -> write(path, file);
    }
  }

  private void write(UnixPath path, RegularFile file) throws IOException, LayerException {
    Content content = file.content();
    long size = content.size();
    byte[] header =
        new TarHeader(path.value(), TarHeader.FILE, "", size, file.attributes()).encode();
    out.write(header, 0, header.length);
    out.write(path, content);
    int rest = (int) (size % TarHeader.BLOCK);
    if (rest > 0) {
      out.write(ZEROS, 0, TarHeader.BLOCK - rest);
    }
  }

  private void header(String name, char type, String linkName, TreeEntry entry) throws IOException {
    byte[] header = new TarHeader(name, type, linkName, 0, entry.attributes()).encode();
    out.write(header, 0, header.length);
  }

  private static SequencedMap<UnixPath, TreeEntry> withParents(FileTree tree) {
    TreeMap<UnixPath, TreeEntry> all = new TreeMap<>(tree.entries());
    for (UnixPath path : tree.entries().keySet()) {
      for (UnixPath p = path.parent(); !p.isRoot() && !all.containsKey(p); p = p.parent()) {
        all.put(p, TreeEntry.directory());
      }
    }
    return all;
  }

  private static void check(FileTree tree) throws LayerException {
    List<LayerProblem> problems = new ArrayList<>();
    tree.entries()
        .forEach((path, entry) -> {
          checkName(path, path.value(), problems);
          checkParents(tree, path, problems);
          switch (entry) {
            case Symlink link -> checkName(path, link.target(), problems);
            case HardLink link -> {
              if (!(tree.entries().get(link.target()) instanceof RegularFile)) {
                problems.add(new LayerProblem.DanglingHardLink(path, link.target()));
              }
            }
            case Directory d -> {}
            case RegularFile f -> {}
          }
        });
    if (!problems.isEmpty()) {
      throw new LayerException(problems);
    }
  }

  private static void checkName(UnixPath path, String name, List<LayerProblem> problems) {
    boolean loneSurrogate =
        name.codePoints()
            .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    if (loneSurrogate || name.isEmpty() || name.indexOf('\0') >= 0) {
      problems.add(new LayerProblem.UnencodableName(path, name));
    }
  }

  private static void checkParents(FileTree tree, UnixPath path, List<LayerProblem> problems) {
    for (UnixPath p = path.parent(); !p.isRoot(); p = p.parent()) {
      TreeEntry parent = tree.entries().get(p);
      if (parent != null && !(parent instanceof Directory)) {
        problems.add(new LayerProblem.ParentNotDirectory(path, p));
      }
    }
  }
}
