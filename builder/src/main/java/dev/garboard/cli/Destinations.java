package dev.garboard.cli;

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
import dev.garboard.registry.Repository;
import dev.garboard.reuse.LayerIndex;
import dev.garboard.words.ExitCode;
import dev.garboard.words.Failure;
import dev.garboard.words.Failure.FailureException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The destinations that the flags name.
///
/// @param several whether more than one image goes there
record Destinations(DestinationOptions options, boolean several) {

  /// Stands for the name of the project in what the flags say.
  private static final String PROJECT = "{project}";

  /// A title for what is the same whatever the project is called.
  static final String SOME_TITLE = "project";

  static Destinations only(DestinationOptions options) {
    return new Destinations(options, false);
  }

  /// @throws FailureException when a flag names one place for all images
  static Destinations several(DestinationOptions options) throws FailureException {
    List<String> named = new ArrayList<>(options.tags);
    named.addAll(options.to);
    for (String text : named) {
      if (!text.contains(PROJECT)) {
        throw Failure.of(
                ExitCode.USAGE,
                "`" + text + "` is one place, and there are several images",
                "Say where the project's name stands, such as `-t team/{project}:1.0`,"
                    + " `--to oci:images:{project}`, `--to oci-archive:{project}.tar`")
            .exception();
      }
    }
    return new Destinations(options, true);
  }

  /// The destinations of the project with this name.
  List<Destination> of(String title, Registry registry)
      throws DestinationException, FailureException {
    List<String> texts = new ArrayList<>(filled(options.to, title));
    boolean named = options.push || options.load || options.to.isEmpty();
    List<String> tags =
        options.tags.isEmpty() && named ? List.of(title) : filled(options.tags, title);
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

  /// The files and directories that are written.
  List<Path> outputs(String title) throws DestinationException, FailureException {
    List<Path> outputs = new ArrayList<>();
    for (String text : filled(options.to, title)) {
      switch (DestinationSpec.parse(text, reference(title))) {
        case DestinationSpec.OciLayout layout -> outputs.add(layout.directory());
        case DestinationSpec.OciArchive archive -> outputs.add(archive.file());
        case DestinationSpec.DockerArchive archive -> outputs.add(archive.file());
        case DestinationSpec.Engine _, DestinationSpec.Registry _ -> {}
      }
    }
    if (options.metadataFile != null) {
      outputs.add(options.metadataFile);
    }
    if (options.digestFile != null) {
      outputs.add(options.digestFile);
    }
    return outputs;
  }

  private static List<String> filled(List<String> texts, String title) {
    return texts.stream().map(text -> text.replace(PROJECT, title)).toList();
  }

  private static Destination open(DestinationSpec spec, Registry registry) {
    return switch (spec) {
      case DestinationSpec.OciLayout layout -> LayoutDestination.of(layout);
      case DestinationSpec.OciArchive archive -> ArchiveDestination.of(archive);
      case DestinationSpec.DockerArchive archive -> ArchiveDestination.of(archive);
      case DestinationSpec.Engine engine ->
          new EngineDestination(engine, EngineDestination.Engine.defaults());
      case DestinationSpec.Registry pushed -> {
        registry.expectPush(Repository.of(pushed.name()));
        yield new RegistryDestination(registry, pushed.name());
      }
    };
  }

  static ImageReference reference(String text) throws FailureException {
    try {
      return ImageReference.parse(text).withDefaultTag();
    } catch (OciException e) {
      throw Failure.of(ExitCode.USAGE, "not a name for an image: `" + text + "`").exception();
    }
  }

  /// The repositories that keep layers of many images by their keys.
  static List<LayerIndex> indexes(DestinationOptions options, Registry registry)
      throws FailureException {
    if (options.cacheWrite && options.cacheRepos.isEmpty()) {
      throw Failure.of(ExitCode.USAGE, "`--cache-write` needs `--cache-repo` beside it")
          .exception();
    }
    List<LayerIndex> indexes = new ArrayList<>();
    for (String name : options.cacheRepos) {
      indexes.add(new LayerIndex(registry, Repository.of(reference(name))));
    }
    return indexes;
  }

  /// The images whose layers may be taken over: those that the flags name, else those that are
  /// pushed.
  List<ImageReference> previous(String title) throws DestinationException, FailureException {
    List<ImageReference> previous = new ArrayList<>();
    for (String text : filled(options.cacheFrom, title)) {
      previous.add(reference(text));
    }
    if (!options.cacheFrom.isEmpty()) {
      return previous;
    }
    if (options.push) {
      for (String tag : options.tags.isEmpty() ? List.of(title) : filled(options.tags, title)) {
        previous.add(reference(tag));
      }
    }
    for (String text : filled(options.to, title)) {
      if (DestinationSpec.parse(text, reference(title))
          instanceof DestinationSpec.Registry(ImageReference name)) {
        previous.add(name);
      }
    }
    return previous;
  }
}
