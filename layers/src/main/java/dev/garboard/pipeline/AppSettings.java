package dev.garboard.pipeline;

import java.util.List;

/// How the project's own files are taken.
///
/// @param directory where they lie in the image, absolute
/// @param include patterns that bring files back
/// @param exclude patterns that leave more files out
/// @param version for a project whose version its build backend computes; empty when not given
public record AppSettings(
    ProjectMode mode,
    String directory,
    List<String> include,
    List<String> exclude,
    String version) {

  /// Copies.
  public AppSettings {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
  }
}
