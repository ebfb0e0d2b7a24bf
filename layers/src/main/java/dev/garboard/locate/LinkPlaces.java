package dev.garboard.locate;

import java.util.ArrayList;
import java.util.List;

/// Where files may be found besides the lock's own locations: directories, HTML files or URLs of
/// HTML pages.
///
/// @param ofProject from `[tool.uv]`; the lockfile was made with them, so they only stand in for
///   places that are out of reach
/// @param ofUser from `--find-links`; their wheels also serve distributions that have none
public record LinkPlaces(List<String> ofProject, List<String> ofUser) {

  /// None.
  public static final LinkPlaces NONE = new LinkPlaces(List.of(), List.of());

  /// Copies.
  public LinkPlaces {
    ofProject = List.copyOf(ofProject);
    ofUser = List.copyOf(ofUser);
  }

  List<String> all() {
    List<String> all = new ArrayList<>(ofProject);
    all.addAll(ofUser);
    return all;
  }
}
