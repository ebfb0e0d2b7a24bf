package dev.garboard.registry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Remembers which registries an operation has waited for in vain, with all its attempts. Further
/// operations there get one attempt each, until one of the same kind works: whoever reads earlier
/// images, sends layers ahead and then publishes waits for a dead registry once, not three times.
///
/// Reading and writing are of different kinds: a registry that takes no uploads may well answer
/// questions.
final class SpentPatience {

  private final Map<Kind, Integer> attempts = new ConcurrentHashMap<>();

  private record Kind(String registry, boolean writes) {
    static Kind of(RegistryRequest request) {
      return new Kind(request.repository().registry(), request.operation().startsWith("PUT"));
    }
  }

  /// No further attempt was made at a request.
  ///
  /// @param failed how many were
  void add(RegistryRequest request, int failed) {
    attempts.merge(Kind.of(request), failed, Integer::sum);
  }

  /// A request worked.
  void restore(RegistryRequest request) {
    attempts.remove(Kind.of(request));
  }

  /// How many attempts were made in vain.
  int attempts(String registry) {
    return attempts.getOrDefault(new Kind(registry, false), 0)
        + attempts.getOrDefault(new Kind(registry, true), 0);
  }
}
