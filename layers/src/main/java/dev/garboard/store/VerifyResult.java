package dev.garboard.store;

import java.nio.file.Path;
import java.util.List;

/// What verifying found.
///
/// @param corrupt files whose content did not match their name; they were removed
public record VerifyResult(long checked, List<Path> corrupt) {

  /// Copies.
  public VerifyResult {
    corrupt = List.copyOf(corrupt);
  }
}
