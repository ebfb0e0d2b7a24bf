package dev.garboard.registry;

import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.http.ResponseHead;
import java.util.HexFormat;
import java.util.Optional;

/// Digests in answers.
final class Digests {

  private Digests() {}

  /// The `Docker-Content-Digest` of an answer, if it has one that is well-formed.
  static Optional<Digest> of(ResponseHead head) {
    try {
      return head.header("docker-content-digest").map(String::strip).map(Digest::parse);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// The same, if it is of this algorithm: others cannot be compared.
  static Optional<Digest> of(ResponseHead head, Digest.Algorithm algorithm) {
    return of(head).filter(digest -> digest.algorithm() == algorithm);
  }

  /// The digest of these bytes.
  static Digest compute(Digest.Algorithm algorithm, byte[] bytes) {
    return new Digest(
        algorithm, HexFormat.of().formatHex(Hashing.newState(algorithm).digest(bytes)));
  }
}
