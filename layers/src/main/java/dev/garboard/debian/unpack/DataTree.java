package dev.garboard.debian.unpack;

import dev.garboard.content.Content;
import dev.garboard.debian.packages.PackageId;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.TreeEntry.Attributes;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/// The tree of a package's data archive. Owners and modes, set-user-id bits included, are those
/// that the package says.
final class DataTree {

  private final PackageId id;
  private final Path spool;
  private final FileTree.TreeWriter tree = FileTree.writer();
  private final List<UnpackProblem> problems = new ArrayList<>();

  private DataTree(PackageId id, Path spool) {
    this.id = id;
    this.spool = spool;
  }

  static FileTree read(PackageId id, Path spool) throws IOException, UnpackException {
    DataTree data = new DataTree(id, spool);
    try (TarFile tar = new TarFile(spool, StandardCharsets.UTF_8.name())) {
      for (TarArchiveEntry entry : tar.getEntries()) {
        data.add(entry);
      }
    }
    FileTree tree = data.tree.tree();
    data.checkAncestors(tree);
    if (!data.problems.isEmpty()) {
      throw new UnpackException(data.problems);
    }
    return tree;
  }

  private void add(TarArchiveEntry entry) {
    Optional<UnixPath> path = path(entry.getName());
    if (path.isEmpty()) {
      problems.add(new UnpackProblem.PathEscape(id, entry.getName()));
    } else if (!path.get().isRoot()) {
      put(MergedUsr.map(path.get()), entry);
    }
  }

  private static Optional<UnixPath> path(String name) {
    String plain = name.startsWith("./") ? name.substring(2) : name;
    if (plain.endsWith("/")) {
      plain = plain.substring(0, plain.length() - 1);
    }
    if (plain.isEmpty() || plain.equals(".")) {
      return Optional.of(UnixPath.ROOT);
    }
    try {
      return Optional.of(new UnixPath(plain));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private void put(UnixPath path, TarArchiveEntry entry) {
    Attributes attributes =
        new Attributes(
            entry.getMode() & 07777, (int) entry.getLongUserId(), (int) entry.getLongGroupId());
    if (entry.isDirectory()) {
      // A package of before the merge has `/bin` and the like as directories.
      UnixPath real = MergedUsr.isLinkName(path) ? new UnixPath("usr/" + path.value()) : path;
      tree.put(real, new TreeEntry.Directory(attributes));
    } else if (entry.isSymbolicLink()) {
      tree.put(path, new TreeEntry.Symlink(entry.getLinkName(), Attributes.LINK));
    } else if (entry.isLink()) {
      putHardLink(path, entry, attributes);
    } else if (entry.isFile() && !isSpecial(entry)) {
      Content content = new SpoolContent(spool, entry.getDataOffset(), entry.getSize());
      tree.put(path, new TreeEntry.RegularFile(content, attributes));
    } else {
      problems.add(new UnpackProblem.SpecialFile(id, entry.getName(), kind(entry)));
    }
  }

  private void putHardLink(UnixPath path, TarArchiveEntry entry, Attributes attributes) {
    Optional<UnixPath> target = path(entry.getLinkName()).map(MergedUsr::map);
    if (target.flatMap(tree::get).filter(TreeEntry.RegularFile.class::isInstance).isEmpty()) {
      problems.add(new UnpackProblem.DanglingHardLink(id, entry.getName(), entry.getLinkName()));
    } else {
      tree.put(path, new TreeEntry.HardLink(target.get(), attributes));
    }
  }

  private static boolean isSpecial(TarArchiveEntry entry) {
    return entry.isBlockDevice() || entry.isCharacterDevice() || entry.isFIFO() || entry.isSparse();
  }

  private static String kind(TarArchiveEntry entry) {
    if (entry.isBlockDevice()) {
      return "block device";
    }
    if (entry.isCharacterDevice()) {
      return "character device";
    }
    return entry.isFIFO() ? "fifo" : "tar entry type " + (int) entry.getLinkFlag();
  }

  private void checkAncestors(FileTree files) {
    for (Map.Entry<UnixPath, TreeEntry> file : files.entries().entrySet()) {
      for (UnixPath at = file.getKey().parent(); !at.isRoot(); at = at.parent()) {
        Optional<TreeEntry> ancestor = files.get(at);
        if (ancestor.isPresent() && !(ancestor.get() instanceof TreeEntry.Directory)) {
          problems.add(new UnpackProblem.BelowNonDirectory(id, file.getKey().value(), at));
        }
      }
    }
  }
}
