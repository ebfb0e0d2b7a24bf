package dev.garboard.cli;

import dev.garboard.build.BuiltImage;
import dev.garboard.cli.BuildRun.Done;
import dev.garboard.destination.Published;
import dev.garboard.http.Traffic;
import dev.garboard.pipeline.BuiltLayer;
import dev.garboard.plan.PlannedLayer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a run of `build` made, for people and for programs.
///
/// @param images one of each member
/// @param sent to registries
record BuildResult(List<Done> images, Traffic traffic, Traffic sent) {

  BuildResult {
    images = List.copyOf(images);
  }

  List<String> references() {
    return images.stream().flatMap(i -> references(i).stream()).toList();
  }

  /// The digest alone, or one line with digest and name for each image.
  List<String> digests() {
    return images.size() == 1
        ? List.of(digest(images.getFirst()))
        : images.stream().map(i -> digest(i) + "  " + i.built().member().name()).toList();
  }

  long layersOf(BuiltLayer.Origin... origins) {
    List<BuiltLayer.Origin> wanted = List.of(origins);
    return images.stream()
        .flatMap(i -> i.built().images().stream())
        .flatMap(i -> i.layers().stream())
        .filter(l -> wanted.contains(l.origin()))
        .count();
  }

  Map<String, Object> document(Stopwatch stopwatch) {
    return document(stopwatch.milliseconds());
  }

  /// The document of a later build that finds nothing changed.
  String ofNothingChanged() {
    List<Done> same = images.stream().map(BuildResult::unchanged).toList();
    Traffic none = new Traffic(0, 0);
    return Report.text(new BuildResult(same, none, none).document(Map.of()));
  }

  private static Done unchanged(Done done) {
    List<BuiltImage> images =
        done.built().images().stream()
            .map(built ->
                new BuiltImage(
                    built.planned(),
                    built.layers().stream()
                        .map(layer -> layer.withOrigin(BuiltLayer.Origin.UNCHANGED))
                        .toList(),
                    built.image()))
            .toList();
    return new Done(new BuildRun.Built(done.built().member(), images), done.published());
  }

  private Map<String, Object> document(Map<String, Object> milliseconds) {
    Map<String, Object> document = new LinkedHashMap<>();
    if (images.size() == 1) {
      document.put("digest", digest(images.getFirst()));
    }
    document.put("references", references());
    document.put("images", images.stream().map(BuildResult::image).toList());
    document.put("downloaded", traffic.bytes());
    document.put("uploaded", sent.bytes());
    document.put("requests", traffic.requests() + sent.requests());
    document.put("milliseconds", milliseconds);
    return document;
  }

  private static String digest(Done image) {
    return image.built().publishable().descriptor().digest().toString();
  }

  private static List<String> references(Done image) {
    return image.published().stream().map(Published::reference).toList();
  }

  private static Map<String, Object> image(Done image) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("project", image.built().member().name());
    fields.put("digest", digest(image));
    fields.put("references", references(image));
    fields.put("platforms", image.built().images().stream().map(BuildResult::platform).toList());
    return fields;
  }

  private static Map<String, Object> platform(BuiltImage built) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("platform", built.image().platform().toString());
    fields.put("digest", built.image().descriptor().digest().toString());
    fields.put("config", built.image().manifest().config().digest().toString());
    fields.put("base", built.planned().base().name());
    fields.put("python", built.planned().base().target().pythonFull());
    fields.put("layers", built.layers().stream().map(BuildResult::layer).toList());
    return fields;
  }

  private static Map<String, Object> layer(BuiltLayer layer) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("kind", layer.planned().kind().name().toLowerCase(Locale.ROOT));
    fields.put("label", layer.planned().label());
    fields.put("key", layer.planned().key().toString());
    fields.put("digest", layer.blob().digest().toString());
    fields.put("diffID", layer.blob().diffId().toString());
    fields.put("size", layer.blob().size());
    fields.put("uncompressedSize", layer.blob().uncompressedSize());
    fields.put("origin", layer.origin().name().toLowerCase(Locale.ROOT));
    packages(layer.planned()).ifPresent(names -> fields.put("packages", names));
    return fields;
  }

  /// The distributions in a layer; nothing where that is not known, since all layers were taken
  /// over at once and the lockfile was not read.
  private static Optional<List<String>> packages(PlannedLayer layer) {
    List<String> names = layer.distributions().stream().map(d -> d.name().value()).toList();
    return switch (layer.kind()) {
      case ALONE, MEMBER -> Optional.of(names.isEmpty() ? List.of(layer.label()) : names);
      case BUCKET -> names.isEmpty() ? Optional.empty() : Optional.of(names);
      case SYSTEM, ENVIRONMENT, APP -> Optional.of(names);
    };
  }
}
