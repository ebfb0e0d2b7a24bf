package dev.garboard.cli;

import dev.garboard.base.KnownBases;
import dev.garboard.content.Digest;
import dev.garboard.image.OwnBase;
import dev.garboard.oci.Platform;
import dev.garboard.registry.RegistryException;
import dev.garboard.reuse.ChoiceIndex;
import dev.garboard.reuse.LayerIndex;
import dev.garboard.words.RegistryWords;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Which Debian packages other builds chose, and which this run did. What goes wrong is said and no
/// more: the archive knows, too.
final class Choices {

  private final List<ChoiceIndex> indexes;
  private final Console console;
  private final SequencedMap<Digest, String> chosen = new LinkedHashMap<>();

  /// What the index to write to has.
  private final Map<Digest, String> kept = new HashMap<>();

  private Choices(List<ChoiceIndex> indexes, Console console) {
    this.indexes = List.copyOf(indexes);
    this.console = console;
  }

  /// Choices that lie beside layers.
  static Choices beside(List<LayerIndex> layers, Console console) {
    return new Choices(
        layers.stream().map(each -> new ChoiceIndex(each.registry(), each.repository())).toList(),
        console);
  }

  /// These choices and those bases.
  KnownBases and(KnownBases bases) {
    return new KnownBases() {
      @Override
      public Optional<OwnBase> find(Digest key, Platform platform) throws InterruptedException {
        return bases.find(key, platform);
      }

      @Override
      public Optional<String> choice(Digest key) throws InterruptedException {
        return Choices.this.find(key);
      }

      @Override
      public void chosen(Digest key, String text) {
        chosen.put(key, text);
      }
    };
  }

  private Optional<String> find(Digest key) throws InterruptedException {
    for (ChoiceIndex index : indexes) {
      try {
        Optional<String> found = index.find(key);
        if (found.isPresent()) {
          if (index.equals(indexes.getFirst())) {
            kept.put(key, found.get());
          }
          return found;
        }
      } catch (RegistryException e) {
        console.say(RegistryWords.of("taking over no choice of packages", e.problem()).title());
      }
    }
    return Optional.empty();
  }

  /// Keeps what this run chose or found in the first of the repositories, unless it has it already.
  void keep() throws InterruptedException {
    for (Map.Entry<Digest, String> each : chosen.entrySet()) {
      if (!each.getValue().equals(kept.get(each.getKey()))) {
        ChoiceIndex index = indexes.getFirst();
        try {
          index.put(each.getKey(), each.getValue());
          console.say("kept the choice of packages in " + index.repository());
        } catch (RegistryException e) {
          console.say(RegistryWords.of("keeping no choice of packages", e.problem()).title());
        }
      }
    }
  }
}
