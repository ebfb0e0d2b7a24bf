package dev.garboard.debian.base;

import dev.garboard.content.Hashing;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.TreeEntry.Attributes;
import dev.garboard.tree.UnixPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Cuts a base into layers so that one changed package changes one layer: large packages alone, the
/// rest in buckets by a hash of the name. Which layer a package is in depends on its own name and
/// size, and on the large packages only where there are more of them than layers.
final class LayerCut {

  /// More layers would slow down every pull of every image.
  static final int LAYER_LIMIT = 8;

  private static final int BUCKETS = 3;
  private static final long ALONE = 1 << 20;

  private LayerCut() {}

  /// The layers, large packages first, largest first; none is empty.
  ///
  /// @param sizes of the packages' files, by name
  static List<BaseLayer> cut(SequencedMap<String, FileTree> trees, Map<String, Long> sizes) {
    List<String> alone = alone(sizes);
    SequencedMap<String, List<String>> groups = new LinkedHashMap<>();
    alone.forEach(name -> groups.put(name, List.of(name)));
    SequencedMap<String, List<String>> buckets = new TreeMap<>();
    for (String name : trees.sequencedKeySet()) {
      if (!alone.contains(name)) {
        buckets.computeIfAbsent("bucket-" + bucket(name), _ -> new ArrayList<>()).add(name);
      }
    }
    groups.putAll(buckets);
    Map<UnixPath, Attributes> special = specialDirectories(trees);
    List<BaseLayer> layers = new ArrayList<>();
    groups.forEach((name, packages) -> {
      List<FileTree> members =
          packages.stream()
              .filter(trees::containsKey)
              .map(member -> trees.getOrDefault(member, FileTree.empty()))
              .toList();
      FileTree tree = withDirectories(FileTree.merge(members).tree(), special);
      if (!tree.entries().isEmpty()) {
        layers.add(new BaseLayer(name, packages, tree));
      }
    });
    return layers;
  }

  private static List<String> alone(Map<String, Long> sizes) {
    return sizes.entrySet().stream()
        .filter(entry -> entry.getValue() >= ALONE)
        .sorted(
            Comparator.comparingLong((Map.Entry<String, Long> entry) -> -entry.getValue())
                .thenComparing(Map.Entry::getKey))
        .limit(LAYER_LIMIT - BUCKETS)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static int bucket(String name) {
    return Integer.parseInt(Hashing.sha256(name).hex().substring(0, 6), 16) % BUCKETS;
  }

  /// Directories whose metadata is not what a missing parent gets.
  private static Map<UnixPath, Attributes> specialDirectories(Map<String, FileTree> trees) {
    Map<UnixPath, Attributes> special = new HashMap<>();
    for (FileTree tree : trees.values()) {
      tree.entries()
          .forEach((path, entry) -> {
            if (entry instanceof TreeEntry.Directory(Attributes attributes)
                && !attributes.equals(Attributes.EXECUTABLE)) {
              special.putIfAbsent(path, attributes);
            }
          });
    }
    return special;
  }

  /// Gives each directory of a tree the metadata that it has in all layers, parents of entries
  /// included: the topmost layer that names a directory decides.
  private static FileTree withDirectories(FileTree tree, Map<UnixPath, Attributes> special) {
    FileTree.TreeWriter writer = FileTree.writer();
    tree.entries()
        .forEach((path, entry) -> {
          writer.put(path, entry);
          for (UnixPath at = path; !at.isRoot(); at = at.parent()) {
            Attributes attributes = special.get(at);
            boolean directory = !at.equals(path) || entry instanceof TreeEntry.Directory;
            if (attributes != null && directory) {
              writer.put(at, new TreeEntry.Directory(attributes));
            }
          }
        });
    return writer.tree();
  }
}
