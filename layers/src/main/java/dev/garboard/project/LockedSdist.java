package dev.garboard.project;

import dev.garboard.content.Digest;
import java.util.List;

/// The source distribution that the lockfile lists.
public sealed interface LockedSdist {

  /// There is none.
  record None() implements LockedSdist {}

  /// A file of an index by URL.
  ///
  /// @param url absolute
  /// @param digests the lockfile's hash, or none
  /// @param size in bytes; -1 when the lockfile does not say
  record AtUrl(String url, List<Digest> digests, long size) implements LockedSdist {}

  /// A file of an index by path.
  ///
  /// @param path relative to the index's directory
  /// @param digests the lockfile's hash, or none
  /// @param size in bytes; -1 when the lockfile does not say
  record AtPath(String path, List<Digest> digests, long size) implements LockedSdist {}

  /// The package's source is the archive itself.
  ///
  /// @param digests the lockfile's hash, or none
  /// @param size in bytes; -1 when the lockfile does not say
  record SourceItself(List<Digest> digests, long size) implements LockedSdist {}
}
