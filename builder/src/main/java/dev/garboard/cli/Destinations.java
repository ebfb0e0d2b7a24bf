package dev.garboard.cli;

import dev.garboard.cli.Failure.FailureException;
import dev.garboard.destination.ArchiveDestination;
import dev.garboard.destination.Destination;
import dev.garboard.destination.DestinationException;
import dev.garboard.destination.DestinationSpec;
import dev.garboard.destination.EngineDestination;
import dev.garboard.destination.LayoutDestination;
import dev.garboard.destination.RegistryDestination;
import dev.garboard.oci.ImageReference;
import dev.garboard.oci.OciException;
import dev.garboard.registry.Registry;
import java.util.ArrayList;
import java.util.List;

/// The destinations that the flags name.
final class Destinations {

  private Destinations() {}

  static List<Destination> of(DestinationOptions options, String title, Registry registry)
      throws DestinationException, FailureException {
    List<String> texts = new ArrayList<>(options.to);
    boolean named = options.push || options.load || options.to.isEmpty();
    List<String> tags = options.tags.isEmpty() && named ? List.of(title) : options.tags;
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
      destinations.add(open(DestinationSpec.parse(text, name), registry));
    }
    return destinations;
  }

  private static Destination open(DestinationSpec spec, Registry registry) {
    return switch (spec) {
      case DestinationSpec.OciLayout layout -> LayoutDestination.of(layout);
      case DestinationSpec.OciArchive archive -> ArchiveDestination.of(archive);
      case DestinationSpec.DockerArchive archive -> ArchiveDestination.of(archive);
      case DestinationSpec.Engine engine ->
          new EngineDestination(engine, EngineDestination.Engine.defaults());
      case DestinationSpec.Registry pushed -> new RegistryDestination(registry, pushed.name());
    };
  }

  private static ImageReference reference(String text) throws FailureException {
    try {
      return ImageReference.parse(text).withDefaultTag();
    } catch (OciException e) {
      throw Failure.of(ExitCode.USAGE, "not a name for an image: `" + text + "`").exception();
    }
  }

  /// The images whose layers may be taken over: those that the flags name, else those that are
  /// pushed.
  static List<ImageReference> previous(DestinationOptions options, String title)
      throws DestinationException, FailureException {
    List<ImageReference> previous = new ArrayList<>();
    for (String text : options.cacheFrom) {
      previous.add(reference(text));
    }
    if (!options.cacheFrom.isEmpty()) {
      return previous;
    }
    if (options.push) {
      for (String tag : options.tags.isEmpty() ? List.of(title) : options.tags) {
        previous.add(reference(tag));
      }
    }
    for (String text : options.to) {
      if (DestinationSpec.parse(text, reference(title))
          instanceof DestinationSpec.Registry(ImageReference name)) {
        previous.add(name);
      }
    }
    return previous;
  }
}
