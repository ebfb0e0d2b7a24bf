package dev.garboard.locate;

import dev.garboard.content.Digest;
import java.nio.file.Path;

/// What came of one wanted file.
sealed interface Outcome {

  /// At hand; the digest is its SHA-256.
  record Found(Path file, Digest digest) implements Outcome {}

  /// Not at hand.
  record Missed(LocateProblem problem) implements Outcome {}
}
