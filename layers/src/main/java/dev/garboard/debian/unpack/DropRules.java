package dev.garboard.debian.unpack;

import dev.garboard.content.Content;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which files of a package do not go into an image. Later rules win over earlier ones, as with
/// `path-exclude` and `path-include` of `dpkg.cfg(5)`.
public record DropRules(List<Rule> rules) {

  /// Drops or keeps the paths that a pattern matches: `*` stands for any text within one segment,
  /// `**` for any text.
  public record Rule(boolean keep, String pattern) {
    private boolean matches(UnixPath path) {
      return matches(pattern, 0, path.value(), 0);
    }

    private static boolean matches(String pattern, int p, String text, int t) {
      if (p == pattern.length()) {
        return t == text.length();
      }
      if (pattern.charAt(p) != '*') {
        return t < text.length()
            && pattern.charAt(p) == text.charAt(t)
            && matches(pattern, p + 1, text, t + 1);
      }
      boolean deep = pattern.startsWith("**", p);
      int next = p + (deep ? 2 : 1);
      for (int end = t; end <= text.length(); end++) {
        if (matches(pattern, next, text, end)) {
          return true;
        }
        if (end < text.length() && text.charAt(end) == '/' && !deep) {
          return false;
        }
      }
      return false;
    }
  }

  /// Copies.
  public DropRules {
    rules = List.copyOf(rules);
  }

  /// Documentation, manual pages and translations go; copyright files stay.
  public static DropRules standard() {
    return new DropRules(
        List.of(
            new Rule(false, "usr/share/doc/**"),
            // Some packages' whole directory is a link to the one with the shared copyright file.
            new Rule(true, "usr/share/doc/*"),
            new Rule(true, "usr/share/doc/*/copyright"),
            new Rule(false, "usr/share/man/**"),
            new Rule(false, "usr/share/info/**"),
            new Rule(false, "usr/share/locale/**"),
            new Rule(false, "usr/share/lintian/**"),
            new Rule(false, "usr/share/linda/**"),
            new Rule(false, "usr/share/bug/**"),
            new Rule(false, "usr/share/doc-base/**"),
            new Rule(false, "usr/share/bash-completion/**"),
            new Rule(false, "usr/share/initramfs-tools/**"),
            new Rule(false, "usr/lib/systemd/system/**"),
            new Rule(false, "usr/share/menu/**")));
  }

  /// Whether the path is left out.
  public boolean drops(UnixPath path) {
    boolean drops = false;
    for (Rule rule : rules) {
      if (rule.matches(path)) {
        drops = !rule.keep();
      }
    }
    return drops;
  }

  /// The tree without what is dropped, and without directories of which nothing is left. A hard
  /// link whose target is dropped becomes the file itself.
  public FileTree apply(FileTree tree) {
    FileTree.TreeWriter kept = FileTree.writer();
    Map<UnixPath, UnixPath> moved = new HashMap<>();
    Set<UnixPath> inner = ancestors(tree);
    tree.entries()
        .forEach((path, entry) -> {
          boolean emptied = entry instanceof TreeEntry.Directory && inner.contains(path);
          if (!emptied && !drops(path)) {
            kept.put(path, retarget(tree, moved, path, entry));
          }
        });
    Set<UnixPath> used = ancestors(kept.tree());
    tree.entries()
        .forEach((path, entry) -> {
          if (entry instanceof TreeEntry.Directory && used.contains(path)) {
            kept.put(path, entry);
          }
        });
    return kept.tree();
  }

  private static Set<UnixPath> ancestors(FileTree tree) {
    Set<UnixPath> ancestors = new HashSet<>();
    for (UnixPath path : tree.entries().keySet()) {
      UnixPath at = path.parent();
      while (!at.isRoot() && ancestors.add(at)) {
        at = at.parent();
      }
    }
    return ancestors;
  }

  private TreeEntry retarget(
      FileTree tree, Map<UnixPath, UnixPath> moved, UnixPath path, TreeEntry entry) {
    if (!(entry instanceof TreeEntry.HardLink(UnixPath target, TreeEntry.Attributes attributes))
        || !drops(target)) {
      return entry;
    }
    UnixPath first = moved.putIfAbsent(target, path);
    if (first != null) {
      return new TreeEntry.HardLink(first, attributes);
    }
    Content content =
        tree.get(target)
            .filter(TreeEntry.RegularFile.class::isInstance)
            .map(file -> ((TreeEntry.RegularFile) file).content())
            .orElseThrow(() -> new IllegalStateException("hard link to nothing: " + path));
    return new TreeEntry.RegularFile(content, attributes);
  }
}
