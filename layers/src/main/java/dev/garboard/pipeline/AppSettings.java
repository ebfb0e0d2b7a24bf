package dev.garboard.pipeline;

import dev.garboard.project.SourceFiles;
import dev.garboard.project.SourceListing;
import java.io.IOException;
import java.nio.file.Path;
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

  /// The files of a project that become the application.
  ///
  /// @throws IOException when they cannot be listed
  public SourceListing sources(Path project) throws IOException {
    return mode == ProjectMode.SOURCE
        ? SourceFiles.list(project, include, exclude)
        : SourceListing.NONE;
  }
}
