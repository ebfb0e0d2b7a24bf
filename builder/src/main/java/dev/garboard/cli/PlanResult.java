package dev.garboard.cli;

import dev.garboard.build.PlannedImage;
import dev.garboard.pipeline.LayerRecipe;
import dev.garboard.plan.PlannedDistribution;
import dev.garboard.plan.PlannedLayer;
import dev.garboard.python.PackageName;
import dev.garboard.selection.Artifact;
import dev.garboard.selection.SelectedPackage;
import dev.garboard.selection.Selection;
import dev.garboard.words.Phrases;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A plan for people and for programs.
///
/// @param layers bottom to top; empty where only the selection was asked for
/// @param systemPackages name, version and architecture of the Debian packages on the base
/// @param files paths of the application's files, relative to its directory
record PlanResult(
    Selection selection,
    List<PlannedLayer> layers,
    List<String> systemPackages,
    List<String> files) {

  static PlanResult of(Selection selection) {
    return new PlanResult(selection, List.of(), List.of(), List.of());
  }

  static PlanResult of(PlannedImage planned) {
    return new PlanResult(
        planned.selection(),
        planned.plan().recipes().stream().map(LayerRecipe::planned).toList(),
        planned.plan().recipes().stream().flatMap(r -> SystemTree.packages(r).stream()).toList(),
        planned.plan().sources().files().stream().map(file -> file.path().value()).toList());
  }

  Map<String, Object> document() {
    Map<PackageName, String> layerOf = layerOf();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("python", selection.target().pythonFull());
    document.put(
        "packages",
        selection.packages().stream()
            .map(p -> packageFields(p, layerOf.getOrDefault(p.name(), "")))
            .toList());
    document.put("system-packages", systemPackages);
    document.put("layers", layers.stream().map(PlanResult::layerFields).toList());
    document.put("files", files);
    return document;
  }

  private Map<PackageName, String> layerOf() {
    Map<PackageName, String> layerOf = new HashMap<>();
    for (PlannedLayer layer : layers) {
      for (PlannedDistribution distribution : layer.distributions()) {
        layerOf.put(distribution.name(), layer.label());
      }
    }
    return layerOf;
  }

  private static Map<String, Object> packageFields(SelectedPackage selected, String layer) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", selected.name().value());
    if (!selected.version().isEmpty()) {
      fields.put("version", selected.version());
    }
    fields.put("source", selected.source().kind());
    fields.put("why", selected.why());
    if (!layer.isEmpty()) {
      fields.put("layer", layer);
    }
    switch (selected.artifact()) {
      case Artifact.Wheel wheel -> {
        fields.put("wheel", wheel.filename().text());
        putFile(fields, wheel.location(), wheel.size());
        wheel.digests().forEach(d -> fields.put(d.algorithm().id(), d.hex()));
      }
      case Artifact.SourceArchive archive -> {
        fields.put("sdist", archive.filename());
        putFile(fields, archive.location(), archive.size());
        archive.digests().forEach(d -> fields.put(d.algorithm().id(), d.hex()));
      }
      case Artifact.GitTree _ -> fields.put("git", selected.source().toString());
      case Artifact.LocalTree tree -> {
        fields.put("path", tree.path().isEmpty() ? "." : tree.path());
        fields.put("editable", tree.editable());
      }
    }
    return fields;
  }

  private static void putFile(Map<String, Object> fields, String location, long size) {
    fields.put("url", location);
    if (size != Artifact.UNKNOWN_SIZE) {
      fields.put("size", size);
    }
  }

  private static Map<String, Object> layerFields(PlannedLayer layer) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("key", layer.key().toString());
    fields.put("kind", layer.kind().name().toLowerCase(Locale.ROOT));
    fields.put("label", layer.label());
    fields.put("packages", layer.distributions().stream().map(d -> d.name().value()).toList());
    fields.put("bytes", layer.size());
    return fields;
  }

  private String held(PlannedDistribution distribution) {
    boolean made =
        selection.packages().stream()
            .anyMatch(p ->
                p.name().equals(distribution.name()) && !(p.artifact() instanceof Artifact.Wheel));
    return made ? distribution.name() + " (built)" : distribution.name().value();
  }

  private List<String> systemNames() {
    return systemPackages.stream().map(id -> id.substring(0, id.indexOf(' '))).toList();
  }

  /// A table for people.
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (layers.isEmpty()) {
      selection.packages().forEach(p -> lines.add(p.name() + " " + p.version()));
      return lines;
    }
    for (PlannedLayer layer : layers) {
      String size = layer.size() == 0 ? "" : Phrases.megabytes(layer.size());
      List<String> held = layer.distributions().stream().map(this::held).toList();
      String holds =
          switch (layer.kind()) {
            case SYSTEM -> String.join(" ", systemNames());
            case APP -> files.size() + (files.size() == 1 ? " file" : " files");
            default -> String.join(" ", held);
          };
      lines.add(
          String.format(
                  Locale.ROOT,
                  "%-12s %-12s %9s  %s",
                  layer.kind().name().toLowerCase(Locale.ROOT),
                  layer.label(),
                  size,
                  holds)
              .stripTrailing());
    }
    return lines;
  }
}
