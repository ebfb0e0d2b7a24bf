package dev.garboard.plan;

import dev.garboard.content.Digest;
import dev.garboard.python.PackageName;
import java.util.List;

/// A distribution as the layer plan sees it: which one, and which bytes.
///
/// @param digest of the wheel, found or made
/// @param size of the wheel in bytes as the lock has it, or [#UNKNOWN_SIZE]
/// @param origin what the installation records of where it came from; empty for a package index
public record PlannedDistribution(PackageName name, Digest digest, long size, String origin) {

  /// Stands for a size that the lock does not give; such a wheel goes into a bucket.
  public static final long UNKNOWN_SIZE = -1;

  /// What of it decides the bytes of its layer.
  List<Object> keyInputs() {
    List<Object> inputs = List.of(name.value(), digest.toString());
    return origin.isEmpty() ? inputs : List.of(name.value(), digest.toString(), origin);
  }
}
