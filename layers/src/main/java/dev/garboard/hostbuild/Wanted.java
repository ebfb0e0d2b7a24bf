package dev.garboard.hostbuild;

import java.util.List;

/// What a refusal tells of a distribution besides its name.
///
/// @param wheels file names of the wheels that exist
/// @param bestTag the target's most specific tag
/// @param why the names from a root to the distribution, along the requirements that pulled it in
public record Wanted(List<String> wheels, String bestTag, List<String> why) {

  /// Copies.
  public Wanted {
    wheels = List.copyOf(wheels);
    why = List.copyOf(why);
  }
}
