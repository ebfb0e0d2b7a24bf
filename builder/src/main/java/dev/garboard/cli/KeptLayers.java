package dev.garboard.cli;

import dev.garboard.build.BuiltImage;
import dev.garboard.cli.BuildRun.Built;
import dev.garboard.destination.RegistryDestination;
import dev.garboard.image.ImageLayer;
import dev.garboard.pipeline.BuiltLayer;
import dev.garboard.plan.PlannedLayer.Kind;
import dev.garboard.registry.RegistryException;
import dev.garboard.registry.RemoteBlob;
import dev.garboard.registry.Repository;
import dev.garboard.reuse.LayerIndex;
import dev.garboard.reuse.LayerIndex.Entry;
import dev.garboard.words.Phrases;
import dev.garboard.words.RegistryWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The layers of a run that other projects may need, too: those of dependencies.
final class KeptLayers {

  /// What no other project has.
  private static final Set<Kind> OWN = Set.of(Kind.MEMBER, Kind.APP);

  private KeptLayers() {}

  /// Keeps them in the first of these. Where there are others, those alone that were made on this
  /// machine: a layer that lies in a registry may have come there from one of the others, and who
  /// may write those decides for who names them, and for nobody else. What goes wrong is said and
  /// no more: the images are published.
  static void keep(List<Built> built, List<LayerIndex> indexes, Console console)
      throws InterruptedException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    boolean ownAlone = indexes.size() > 1;
    for (Built member : built) {
      List<Repository> pushed =
          member.member().destinations().stream()
              .filter(RegistryDestination.class::isInstance)
              .map(destination -> ((RegistryDestination) destination).repository())
              .toList();
      for (BuiltImage image : member.images()) {
        entries(image, pushed).stream()
            .filter(entry -> !(ownAlone && entry.content() instanceof RemoteBlob))
            .forEach(entry -> entries.putIfAbsent(entry.key(), entry));
      }
    }
    LayerIndex index = indexes.getFirst();
    try {
      index.put(entries.values());
      console.say("kept " + Phrases.count(entries.size(), "layer") + " in " + index.repository());
    } catch (RegistryException e) {
      console.say(RegistryWords.of("keeping no layers", e.problem()).title());
    }
  }

  private static List<Entry> entries(BuiltImage image, List<Repository> pushed) {
    List<ImageLayer> all = image.image().layers();
    int base = all.size() - image.layers().size();
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < image.layers().size(); i++) {
      BuiltLayer built = image.layers().get(i);
      ImageLayer layer = all.get(base + i);
      if (!OWN.contains(built.planned().kind())) {
        entries.add(
            new Entry(
                built.planned().key().toString(),
                layer.descriptor(),
                layer.diffId(),
                layer.content(),
                pushed));
      }
    }
    return entries;
  }
}
