package dev.garboard.cli;

import dev.garboard.cli.ImageBuild.Built;
import dev.garboard.destination.Published;
import dev.garboard.http.Traffic;
import dev.garboard.pipeline.BuiltLayer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a build made, for people and for programs.
///
/// @param sent to registries
record BuildResult(Built built, List<Published> published, Traffic traffic, Traffic sent) {

  String digest() {
    return built.image().descriptor().digest().toString();
  }

  List<String> references() {
    return published.stream().map(Published::reference).toList();
  }

  long layersBuilt() {
    return built.layers().stream().filter(l -> l.origin() == BuiltLayer.Origin.BUILT).count();
  }

  Map<String, Object> document(Stopwatch stopwatch) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("digest", digest());
    document.put("config", built.image().manifest().config().digest().toString());
    document.put("base", built.planned().base().name());
    document.put("python", built.planned().base().target().pythonFull());
    document.put("references", references());
    document.put("layers", built.layers().stream().map(BuildResult::layer).toList());
    document.put("downloaded", traffic.bytes());
    document.put("uploaded", sent.bytes());
    document.put("requests", traffic.requests() + sent.requests());
    document.put("milliseconds", stopwatch.milliseconds());
    return document;
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
    fields.put(
        "packages", layer.planned().distributions().stream().map(d -> d.name().value()).toList());
    return fields;
  }
}
