package dev.garboard.debian.base;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What is known of the names of a release's packages.
public sealed interface PackageNames {

  /// All of them.
  record Known(Set<String> names) implements PackageNames {
    /// Copies.
    public Known {
      names = Set.copyOf(names);
    }
  }

  /// None: no index was read.
  record Unknown() implements PackageNames {}

  /// Of these names the first that there is, or all when nothing is known.
  default List<String> choose(Stream<String> candidates) {
    return switch (this) {
      case Known(Set<String> names) -> candidates.filter(names::contains).limit(1).toList();
      case Unknown _ -> candidates.distinct().toList();
    };
  }
}
