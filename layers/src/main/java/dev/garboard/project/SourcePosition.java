package dev.garboard.project;

/// A place in a project file.
///
/// @param file relative to the workspace root where it lies inside, else absolute
/// @param line from 1; 0 when the whole file is meant
/// @param column from 1; 0 when the whole line or file is meant
public record SourcePosition(String file, int line, int column) {

  /// The file as a whole.
  public static SourcePosition of(String file) {
    return new SourcePosition(file, 0, 0);
  }

  /// `file:line:column`, shorter where less is known.
  @Override
  public String toString() {
    return file + (line == 0 ? "" : ":" + line + (column == 0 ? "" : ":" + column));
  }
}
