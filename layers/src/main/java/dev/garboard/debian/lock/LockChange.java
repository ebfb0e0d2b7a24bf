package dev.garboard.debian.lock;

import dev.garboard.debian.packages.DebianVersion;
import dev.garboard.debian.packages.PackageId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;

/// How one package differs between two locks.
public sealed interface LockChange {

  /// Only the new lock has it.
  record Added(PackageId id) implements LockChange {}

  /// Only the old lock has it.
  record Removed(PackageId id) implements LockChange {}

  /// Both have it, in different versions.
  record Moved(PackageId id, DebianVersion to) implements LockChange {}

  /// All changes, by package name and architecture.
  static List<LockChange> between(BaseLock before, BaseLock after) {
    SequencedMap<String, PackageId> old = byName(before);
    SequencedMap<String, PackageId> fresh = byName(after);
    TreeMap<String, PackageId> all = new TreeMap<>(old);
    all.putAll(fresh);
    List<LockChange> changes = new ArrayList<>();
    for (String name : all.keySet()) {
      PackageId from = old.get(name);
      PackageId to = fresh.get(name);
      if (from == null) {
        changes.add(new Added(Objects.requireNonNull(to)));
      } else if (to == null) {
        changes.add(new Removed(from));
      } else if (!from.equals(to)) {
        changes.add(new Moved(from, to.version()));
      }
    }
    return changes;
  }

  private static SequencedMap<String, PackageId> byName(BaseLock lock) {
    SequencedMap<String, PackageId> byName = new TreeMap<>();
    lock.packages()
        .forEach(each -> byName.put(each.id().name() + " " + each.id().architecture(), each.id()));
    return byName;
  }
}
