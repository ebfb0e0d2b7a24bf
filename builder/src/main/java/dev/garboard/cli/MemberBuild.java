package dev.garboard.cli;

import dev.garboard.build.ImageRequest;
import dev.garboard.build.SelectionInputs;
import dev.garboard.config.Settings;
import dev.garboard.destination.Destination;
import dev.garboard.oci.ImageReference;
import java.util.List;

/// What a run of `build` shall make of one member of the workspace.
///
/// @param platforms of its image, in the order of the index
/// @param previous images whose layers may be taken over, best first
record MemberBuild(
    ImageRequest request,
    Settings settings,
    List<String> platforms,
    List<Destination> destinations,
    List<ImageReference> previous) {

  MemberBuild {
    platforms = List.copyOf(platforms);
    destinations = List.copyOf(destinations);
    previous = List.copyOf(previous);
  }

  /// The same, whose layers no later build takes over without reading the lockfile.
  MemberBuild withoutSelectionKey() {
    SelectionInputs unknown = SelectionInputs.unknown(request.inputs().root());
    return new MemberBuild(
        request.withInputs(unknown), settings, platforms, destinations, previous);
  }

  /// The project's name.
  String name() {
    return ImageSetup.title(request.member());
  }
}
