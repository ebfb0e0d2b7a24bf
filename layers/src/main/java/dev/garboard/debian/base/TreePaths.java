package dev.garboard.debian.base;

import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Follows symbolic links inside a tree, as a process whose root it is would.
final class TreePaths {

  /// As many as Linux follows.
  private static final int LINK_LIMIT = 40;

  private TreePaths() {}

  /// The path without any link in it; nothing when it leads through something that is not there. A
  /// directory that only others' paths imply counts as there.
  static Optional<UnixPath> resolve(Map<UnixPath, TreeEntry> entries, String path) {
    Deque<String> rest = new ArrayDeque<>(List.of(path.split("/")));
    UnixPath at = UnixPath.ROOT;
    int links = 0;
    while (!rest.isEmpty()) {
      String segment = rest.removeFirst();
      if (segment.equals("..")) {
        at = at.parent();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        UnixPath next = at.resolve(segment);
        if (entries.get(next) instanceof TreeEntry.Symlink(String target, _)) {
          if (++links > LINK_LIMIT) {
            return Optional.empty();
          }
          List<String> segments = List.of(target.split("/"));
          segments.reversed().forEach(rest::addFirst);
          at = target.startsWith("/") ? UnixPath.ROOT : at;
        } else {
          at = next;
        }
      }
    }
    return Optional.of(at);
  }

  /// The regular file that the path leads to, through symbolic and hard links.
  static Optional<TreeEntry.RegularFile> file(Map<UnixPath, TreeEntry> entries, String path) {
    return resolve(entries, path)
        .flatMap(real ->
            switch (entries.get(real)) {
              case TreeEntry.RegularFile file -> Optional.of(file);
              case TreeEntry.HardLink(UnixPath target, _) ->
                  entries.get(target) instanceof TreeEntry.RegularFile file
                      ? Optional.of(file)
                      : Optional.empty();
              case null -> Optional.empty();
              case TreeEntry.Directory _, TreeEntry.Symlink _ -> Optional.empty();
            });
  }
}
