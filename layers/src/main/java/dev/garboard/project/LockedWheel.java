package dev.garboard.project;

import dev.garboard.content.Digest;
import dev.garboard.python.WheelFilename;
import java.util.List;

/// A wheel that the lockfile lists.
///
/// @param url empty when the wheel lies beside the index or is the source itself
/// @param path relative to the index's directory; empty when there is a URL or the wheel is the
///   source itself
/// @param digests the lockfile's hash, or none
/// @param size in bytes; -1 when the lockfile does not say
public record LockedWheel(
    WheelFilename filename, String url, String path, List<Digest> digests, long size) {

  /// Copies.
  public LockedWheel {
    digests = List.copyOf(digests);
  }
}
