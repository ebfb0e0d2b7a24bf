package dev.garboard.registry;

import dev.garboard.http.HttpSettings;
import java.time.Duration;
import java.util.Set;

/// How to speak with registries.
///
/// @param insecure registries (host and port) that may be spoken to without TLS; loopback ones
///   always may
/// @param retries attempts after the first
/// @param patience longest silence of a registry, which may be busy storing a large blob
/// @param limit time of one request, and of one operation after which no further attempt begins;
///   for large blobs see [#limit(long)]
/// @param chunk bytes per request where a blob has to be sent in pieces
public record RegistrySettings(
    HttpSettings http,
    Set<String> insecure,
    int retries,
    Duration patience,
    Duration limit,
    int chunk) {

  /// Bytes per second.
  private static final int SLOWEST = 256 << 10;

  /// Copies.
  public RegistrySettings {
    insecure = Set.copyOf(insecure);
  }

  /// Sound settings for all registries.
  public static RegistrySettings of(HttpSettings http) {
    return new RegistrySettings(
        http, Set.of(), 5, Duration.ofMinutes(5), Duration.ofHours(2), 8 << 20);
  }

  /// The limit for something of a known size: longer by the time that its bytes take at the slowest
  /// rate that is waited for.
  Duration limit(long bytes) {
    return limit.plusMillis(bytes * 1000 / SLOWEST);
  }

  /// The same with other limits of time.
  public RegistrySettings withTimes(Duration newPatience, Duration newLimit) {
    return new RegistrySettings(http, insecure, retries, newPatience, newLimit, chunk);
  }

  /// The same with another number of further attempts.
  public RegistrySettings withRetries(int number) {
    return new RegistrySettings(http, insecure, number, patience, limit, chunk);
  }

  /// The same with another size of pieces.
  public RegistrySettings withChunk(int bytes) {
    return new RegistrySettings(http, insecure, retries, patience, limit, bytes);
  }

  /// The same with registries that need no TLS.
  public RegistrySettings withInsecure(Set<String> registries) {
    return new RegistrySettings(http, registries, retries, patience, limit, chunk);
  }
}
