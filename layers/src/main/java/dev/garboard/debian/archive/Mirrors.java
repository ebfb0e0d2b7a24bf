package dev.garboard.debian.archive;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The roots of each archive in the order in which they are tried; each ends in `/`.
public record Mirrors(Map<String, List<URI>> roots) {

  /// Copies.
  ///
  /// @throws IllegalArgumentException when a root does not end in `/`
  public Mirrors {
    Map<String, List<URI>> copy = new TreeMap<>();
    roots.forEach((archive, addresses) -> copy.put(archive, List.copyOf(addresses)));
    roots = Map.copyOf(copy);
    roots.values().stream()
        .flatMap(List::stream)
        .filter(root -> !root.toString().endsWith("/"))
        .findFirst()
        .ifPresent(root -> {
          throw new IllegalArgumentException("archive root without a final slash: " + root);
        });
  }

  /// The official archives of a release.
  public static Mirrors official(Distribution distribution) {
    Map<String, List<URI>> roots = new TreeMap<>();
    distribution.archives().forEach((archive, root) -> roots.put(archive, List.of(root)));
    return new Mirrors(roots);
  }

  /// These roots, then those of others, each once.
  public Mirrors then(Mirrors others) {
    Map<String, List<URI>> all = new TreeMap<>(roots);
    others.roots.forEach((archive, added) ->
        all.merge(
            archive,
            added,
            (mine, theirs) -> Stream.concat(mine.stream(), theirs.stream()).distinct().toList()));
    return new Mirrors(all);
  }

  /// These roots, then the state of each archive at a time as the snapshot archive keeps it.
  ///
  /// @param snapshot such as [Distribution#DEBIAN_SNAPSHOT]
  /// @param timestamp as `YYYYMMDDTHHMMSSZ`
  public Mirrors thenSnapshot(URI snapshot, String timestamp) {
    Map<String, List<URI>> kept = new TreeMap<>();
    for (String archive : roots.keySet()) {
      kept.put(archive, List.of(snapshot.resolve("archive/" + archive + "/" + timestamp + "/")));
    }
    return then(new Mirrors(kept));
  }

  /// The roots of that archive; empty when there is none.
  public List<URI> of(String archive) {
    return roots.getOrDefault(archive, List.of());
  }
}
