package dev.garboard.image;

import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What layers that lie over each other leave of their paths: later layers win, and whiteouts
/// remove (OCI image specification, "Layer Filesystem Changeset").
final class LayeredPaths<T> {

  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";

  private final NavigableMap<String, T> found = new TreeMap<>();
  private final Set<String> ofThisLayer = new HashSet<>();

  void beginLayer() {
    ofThisLayer.clear();
  }

  /// Whether the path is a whiteout, which then has its effect.
  boolean isWhiteout(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    String parent = path.substring(0, path.length() - name.length());
    if (name.equals(OPAQUE)) {
      remove(below -> below.startsWith(parent));
      return true;
    }
    if (name.startsWith(WHITEOUT)) {
      String gone = parent + name.substring(WHITEOUT.length());
      remove(below -> below.equals(gone) || below.startsWith(gone + "/"));
      return true;
    }
    return false;
  }

  /// A whiteout hides what lower layers hold, wherever in its own layer it stands.
  private void remove(Predicate<String> gone) {
    found.keySet().removeIf(path -> !ofThisLayer.contains(path) && gone.test(path));
  }

  void remove(String path) {
    found.remove(path);
  }

  void put(String path, T what) {
    found.put(path, what);
    ofThisLayer.add(path);
  }

  NavigableMap<String, T> found() {
    return found;
  }
}
