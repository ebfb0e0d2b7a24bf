package dev.garboard.debian.packages;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The newest version of each package over several indexes, and who provides which other name. What
/// was asked once is remembered; not for several threads.
public final class PackageIndex {

  private final List<Paragraphs> indexes;
  private final Map<String, Optional<PackageRecord>> found = new HashMap<>();
  private final Map<String, List<PackageRecord>> providers = new HashMap<>();

  private PackageIndex(List<Paragraphs> indexes) {
    this.indexes = List.copyOf(indexes);
  }

  /// The packages of these indexes; of equal versions the first one stays.
  public static PackageIndex of(List<Paragraphs> indexes) {
    return new PackageIndex(indexes);
  }

  /// The package of that very name, if there is one.
  ///
  /// @throws IllegalArgumentException when its paragraph is malformed
  public Optional<PackageRecord> find(String name) {
    Optional<PackageRecord> known = found.get(name);
    if (known != null) {
      return known;
    }
    Optional<PackageRecord> newest =
        indexes.stream()
            .flatMap(index -> index.named(name).stream())
            .reduce((old, fresh) ->
                fresh.id().version().compareTo(old.id().version()) > 0 ? fresh : old);
    found.put(name, newest);
    return newest;
  }

  /// The packages whose `Provides` has the name, by name.
  ///
  /// @throws IllegalArgumentException when the paragraph of one is malformed
  public List<PackageRecord> providersOf(String name) {
    List<PackageRecord> known = providers.get(name);
    if (known != null) {
      return known;
    }
    SortedMap<String, PackageRecord> newest = new TreeMap<>();
    for (Paragraphs index : indexes) {
      for (PackageRecord each : index.providing(name)) {
        find(each.name())
            .filter(each::equals)
            .ifPresent(provider -> newest.put(provider.name(), provider));
      }
    }
    List<PackageRecord> all = List.copyOf(newest.values());
    providers.put(name, all);
    return all;
  }

  /// The names of all packages, as they come; one may come several times.
  public Stream<String> names() {
    return indexes.stream().flatMap(index -> index.names().stream());
  }
}
