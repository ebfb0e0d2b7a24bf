package dev.garboard.hostbuild;

import dev.garboard.python.PackageName;
import dev.garboard.selection.Target;
import java.util.List;

/// One distribution to build.
///
/// @param target what the wheel must run on
/// @param tags the wheel tags that the target takes, best first, as `python-abi-platform`
/// @param wheels file names of the wheels that exist, for the message of a refusal
/// @param why the names from a root to the distribution, for the same
public record BuildRequest(
    PackageName name,
    BuildSource source,
    Target target,
    List<String> tags,
    List<String> wheels,
    List<String> why) {

  /// Copies.
  ///
  /// @throws IllegalArgumentException when there is no tag
  public BuildRequest {
    tags = List.copyOf(tags);
    wheels = List.copyOf(wheels);
    why = List.copyOf(why);
    if (tags.isEmpty()) {
      throw new IllegalArgumentException("a target takes at least one tag");
    }
  }

  /// What a refusal tells.
  public Wanted wanted() {
    return new Wanted(wheels, tags.getFirst(), why);
  }
}
