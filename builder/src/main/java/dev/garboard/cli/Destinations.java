package dev.garboard.cli;

import dev.garboard.cli.Failure.FailureException;
import dev.garboard.destination.ArchiveDestination;
import dev.garboard.destination.Destination;
import dev.garboard.destination.DestinationException;
import dev.garboard.destination.DestinationSpec;
import dev.garboard.destination.EngineDestination;
import dev.garboard.destination.LayoutDestination;
import dev.garboard.oci.ImageReference;
import dev.garboard.oci.OciException;
import java.util.ArrayList;
import java.util.List;

/// The destinations that the flags name.
final class Destinations {

  private Destinations() {}

  static List<Destination> of(DestinationOptions options, String title)
      throws DestinationException, FailureException {
    List<String> texts = new ArrayList<>(options.to);
    List<String> tags =
        options.tags.isEmpty() && options.to.isEmpty() ? List.of(title) : options.tags;
    for (String tag : tags) {
      if (options.push) {
        texts.add("docker://" + tag);
      }
      if (options.load || (!options.push && options.to.isEmpty())) {
        texts.add("docker-daemon:" + tag);
      }
    }
    ImageReference name = reference(tags.isEmpty() ? title : tags.getFirst());
    List<Destination> destinations = new ArrayList<>();
    for (String text : texts) {
      destinations.add(open(DestinationSpec.parse(text, name)));
    }
    return destinations;
  }

  private static Destination open(DestinationSpec spec) throws FailureException {
    return switch (spec) {
      case DestinationSpec.OciLayout layout -> LayoutDestination.of(layout);
      case DestinationSpec.OciArchive archive -> ArchiveDestination.of(archive);
      case DestinationSpec.DockerArchive archive -> ArchiveDestination.of(archive);
      case DestinationSpec.Engine engine ->
          new EngineDestination(engine, EngineDestination.Engine.defaults());
      case DestinationSpec.Registry registry ->
          throw Failure.of(
                  ExitCode.USAGE,
                  "this version cannot push to a registry: " + registry.name(),
                  "Write an archive with `--to oci-archive:FILE` and copy it with skopeo or crane")
              .exception();
    };
  }

  private static ImageReference reference(String text) throws FailureException {
    try {
      return ImageReference.parse(text).withDefaultTag();
    } catch (OciException e) {
      throw Failure.of(ExitCode.USAGE, "not a name for an image: `" + text + "`").exception();
    }
  }
}
