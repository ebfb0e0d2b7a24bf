package dev.garboard.project;

import java.nio.file.Path;
import java.util.List;

/// The files of a source tree that belong into an image.
///
/// @param files sorted by path
/// @param dependencies every path that the list and its files depend on besides the patterns: while
///   the state of none of them changes, both are the same
public record SourceListing(List<SourceFile> files, List<Path> dependencies) {

  /// No tree at all.
  public static final SourceListing NONE = new SourceListing(List.of(), List.of());

  /// Copies.
  public SourceListing {
    files = List.copyOf(files);
    dependencies = List.copyOf(dependencies);
  }
}
