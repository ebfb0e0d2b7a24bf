package dev.garboard.words;

import java.util.List;

/// What the command line named: who asked for something that does not exist is told where.
///
/// @param extras by any flag
/// @param groups by any flag
public record Named(List<String> extras, List<String> groups) {

  /// Nothing.
  public static final Named NOTHING = new Named(List.of(), List.of());

  public Named {
    extras = List.copyOf(extras);
    groups = List.copyOf(groups);
  }
}
