package dev.garboard.debian.base;

import dev.garboard.content.Content;
import dev.garboard.content.Hashing;
import dev.garboard.debian.packages.Dependency;
import dev.garboard.debian.packages.PackageId;
import dev.garboard.debian.packages.Relation;
import dev.garboard.debian.unpack.UnpackException;
import dev.garboard.debian.unpack.UnpackProblem;
import dev.garboard.debian.unpack.UnpackedPackage;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// The files of several packages while a base is being made, each with the package whose layer it
/// goes into.
final class BaseContents {

  private final SequencedMap<String, UnpackedPackage> packages = new TreeMap<>();
  private final SequencedMap<String, FileTree.TreeWriter> trees = new TreeMap<>();
  private final TreeMap<UnixPath, TreeEntry> merged = new TreeMap<>();
  private final Map<UnixPath, String> owners = new HashMap<>();

  /// @throws UnpackException when packages own the same path and neither replaces the other
  BaseContents(List<UnpackedPackage> unpacked) throws UnpackException, IOException {
    List<UnpackProblem> conflicts = new ArrayList<>();
    unpacked.forEach(each -> packages.put(each.name(), each));
    for (UnpackedPackage each : packages.values()) {
      trees.put(each.name(), FileTree.writer());
      for (Map.Entry<UnixPath, TreeEntry> entry : each.tree().entries().entrySet()) {
        add(each, entry.getKey(), entry.getValue(), conflicts);
      }
    }
    merged.keySet().forEach(path -> checkAncestors(path, conflicts));
    if (!conflicts.isEmpty()) {
      throw new UnpackException(conflicts);
    }
  }

  private void add(
      UnpackedPackage from, UnixPath path, TreeEntry entry, List<UnpackProblem> conflicts)
      throws IOException {
    TreeEntry old = merged.get(path);
    UnpackedPackage oldOwner = packages.get(owners.getOrDefault(path, ""));
    if (old == null || oldOwner == null || replaces(from, oldOwner)) {
      put(from.name(), path, entry);
    } else if (entry instanceof TreeEntry.Directory && old instanceof TreeEntry.Directory) {
      writer(from.name()).put(path, entry);
    } else if (!replaces(oldOwner, from) && !same(old, entry)) {
      conflicts.add(new UnpackProblem.PathConflict(path, List.of(oldOwner.id(), from.id())));
    }
  }

  /// A file of one package must not lie below what is a link in another.
  private void checkAncestors(UnixPath path, List<UnpackProblem> conflicts) {
    for (UnixPath at = path.parent(); !at.isRoot(); at = at.parent()) {
      TreeEntry ancestor = merged.get(at);
      if (ancestor != null && !(ancestor instanceof TreeEntry.Directory)) {
        conflicts.add(new UnpackProblem.BelowNonDirectory(id(path), path.value(), at));
      }
    }
  }

  private PackageId id(UnixPath path) {
    String owner = owners.getOrDefault(path, "");
    return Optional.ofNullable(packages.get(owner))
        .map(UnpackedPackage::id)
        .orElseThrow(() -> new IllegalStateException("path of no package: " + path));
  }

  private static boolean replaces(UnpackedPackage winner, UnpackedPackage loser) {
    return Dependency.parseField(winner.control().getOrDefault("Replaces", "")).stream()
        .flatMap(dependency -> dependency.alternatives().stream())
        .anyMatch(relation -> names(relation, loser.id()));
  }

  private static boolean names(Relation relation, PackageId id) {
    return relation.name().equals(id.name()) && relation.constraint().accepts(id.version());
  }

  private static boolean same(TreeEntry left, TreeEntry right) throws IOException {
    if (left instanceof TreeEntry.RegularFile(Content a, TreeEntry.Attributes ofA)
        && right instanceof TreeEntry.RegularFile(Content b, TreeEntry.Attributes ofB)) {
      return ofA.equals(ofB) && a.size() == b.size() && Hashing.sha256(a).equals(Hashing.sha256(b));
    }
    return left.equals(right);
  }

  /// The packages by name.
  SequencedMap<String, UnpackedPackage> packages() {
    return Collections.unmodifiableSequencedMap(packages);
  }

  /// All entries of all packages.
  NavigableMap<UnixPath, TreeEntry> entries() {
    return Collections.unmodifiableNavigableMap(merged);
  }

  boolean has(String path) {
    return merged.containsKey(UnixPath.of(path));
  }

  /// Which package the path belongs to.
  Optional<String> owner(UnixPath path) {
    return Optional.ofNullable(owners.get(path));
  }

  /// Puts an entry into a package's layer, instead of what was there.
  void put(String owner, UnixPath path, TreeEntry entry) {
    String oldOwner = owners.put(path, owner);
    if (oldOwner != null && !oldOwner.equals(owner)) {
      writer(oldOwner).remove(path);
    }
    writer(owner).put(path, entry);
    merged.put(path, entry);
  }

  /// Puts an entry unless something is there already.
  void putIfAbsent(String owner, String path, TreeEntry entry) {
    UnixPath at = UnixPath.of(path);
    if (!merged.containsKey(at)) {
      put(owner, at, entry);
    }
  }

  /// The regular file at a path, links followed.
  Optional<TreeEntry.RegularFile> file(String path) {
    return TreePaths.file(merged, path);
  }

  private FileTree.TreeWriter writer(String owner) {
    return trees.computeIfAbsent(owner, _ -> FileTree.writer());
  }

  /// Each package's tree.
  SequencedMap<String, FileTree> trees() {
    SequencedMap<String, FileTree> result = new TreeMap<>();
    trees.forEach((name, tree) -> result.put(name, tree.tree()));
    return result;
  }

  /// All packages' files as one tree.
  FileTree whole() {
    FileTree.TreeWriter whole = FileTree.writer();
    merged.forEach(whole::put);
    return whole.tree();
  }
}
