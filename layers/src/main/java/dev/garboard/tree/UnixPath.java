package dev.garboard.tree;

import java.util.List;

/// A path inside a container or environment: relative to its root, `/` between segments. A path
/// that could leave its root cannot exist: no empty, `.` or `..` segment, no NUL.
public record UnixPath(String value) implements Comparable<UnixPath> {

  /// The root itself; has no segments.
  public static final UnixPath ROOT = new UnixPath("");

  /// Validates.
  ///
  /// @throws IllegalArgumentException when a segment is empty, `.` or `..`, or has a NUL
  public UnixPath {
    if (value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("path has a NUL: " + value.replace('\0', '?'));
    }
    if (!value.isEmpty()) {
      int start = 0;
      for (int end = value.indexOf('/'); end >= 0; end = value.indexOf('/', start)) {
        requirePlain(value, start, end);
        start = end + 1;
      }
      requirePlain(value, start, value.length());
    }
  }

  private static void requirePlain(String value, int start, int end) {
    int length = end - start;
    if (length == 0
        || (length == 1 && value.charAt(start) == '.')
        || (length == 2 && value.startsWith("..", start))) {
      throw new IllegalArgumentException("not a plain path: `" + value + "`");
    }
  }

  /// The path of this text; one leading `/` is dropped.
  ///
  /// @throws IllegalArgumentException when the rest is not a plain path
  public static UnixPath of(String text) {
    return new UnixPath(text.startsWith("/") ? text.substring(1) : text);
  }

  /// This path with more segments, given as a relative path.
  ///
  /// @throws IllegalArgumentException when `relative` is not a plain path
  public UnixPath resolve(String relative) {
    return relative.isEmpty()
        ? this
        : new UnixPath(value.isEmpty() ? relative : value + "/" + relative);
  }

  /// This path followed by another.
  public UnixPath resolve(UnixPath relative) {
    return resolve(relative.value);
  }

  /// The path without its last segment; [#ROOT] for a path of one segment and for the root.
  public UnixPath parent() {
    int slash = value.lastIndexOf('/');
    return slash < 0 ? ROOT : new UnixPath(value.substring(0, slash));
  }

  /// The last segment; empty for the root.
  public String name() {
    return value.substring(value.lastIndexOf('/') + 1);
  }

  /// Whether this is the root.
  public boolean isRoot() {
    return value.isEmpty();
  }

  /// Whether this path is `ancestor` or lies below it.
  public boolean startsWith(UnixPath ancestor) {
    return ancestor.isRoot()
        || value.equals(ancestor.value)
        || value.startsWith(ancestor.value + "/");
  }

  /// The segments in order.
  public List<String> segments() {
    return value.isEmpty() ? List.of() : List.of(value.split("/"));
  }

  /// The path with a leading `/`, as seen from inside the container.
  public String absolute() {
    return "/" + value;
  }

  /// Orders by UTF-16 code units of the whole text; a directory comes before what it holds.
  @Override
  public int compareTo(UnixPath other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
