package dev.garboard.registry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Remembers which registries an operation has waited for in vain, with all its attempts. Further
/// operations there get one attempt each, until one of the same kind works: whoever reads earlier
/// images and then publishes waits for a dead registry once, not twice.
///
/// Reading and writing are of different kinds: a registry that takes no uploads may well answer
/// questions, so that failed writes limit writes alone. One that answers no questions takes no
/// uploads either: failed reads limit both.
final class SpentPatience {

  private final Map<String, AtomicBoolean> reads = new ConcurrentHashMap<>();
  private final Map<String, AtomicBoolean> writes = new ConcurrentHashMap<>();

  /// What all reads at a registry share.
  Share reading(String registry) {
    AtomicBoolean own = of(reads, registry);
    return new Share(own, own);
  }

  /// What all writes at a registry share.
  Share writing(String registry) {
    return new Share(of(writes, registry), of(reads, registry));
  }

  private static AtomicBoolean of(Map<String, AtomicBoolean> kind, String registry) {
    return kind.computeIfAbsent(registry, _ -> new AtomicBoolean());
  }

  /// The patience of one kind of requests at one registry.
  ///
  /// @param own whether this kind has spent it
  /// @param reads whether reading has
  record Share(AtomicBoolean own, AtomicBoolean reads) {

    /// All attempts at a request failed.
    void spend() {
      own.set(true);
    }

    /// A request worked, or got ahead: told with every read of a download, so that it writes only
    /// what changes.
    void restore() {
      if (own.get()) {
        own.set(false);
      }
    }

    boolean isSpent() {
      return own.get() || reads.get();
    }
  }
}
