package dev.garboard.cli;

import dev.garboard.base.KnownChoices;
import dev.garboard.content.Digest;
import dev.garboard.registry.RegistryException;
import dev.garboard.reuse.ChoiceIndex;
import dev.garboard.reuse.LayerIndex;
import dev.garboard.words.RegistryWords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// Which Debian packages other builds chose, and which this run did. What goes wrong is said and no
/// more: the archive knows, too.
final class Choices implements KnownChoices {

  private final List<ChoiceIndex> indexes;
  private final Console console;
  private final SequencedMap<Digest, String> chosen = new LinkedHashMap<>();

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

  @Override
  public String origin() {
    return indexes.stream()
        .map(index -> index.repository().toString())
        .collect(Collectors.joining(" "));
  }

  @Override
  public void note(Digest key, String text) {
    chosen.put(key, text);
  }

  @Override
  public Optional<String> find(Digest key) throws InterruptedException {
    for (ChoiceIndex index : indexes) {
      try {
        Optional<String> found = index.find(key);
        if (found.isPresent()) {
          return found;
        }
      } catch (RegistryException e) {
        console.say(RegistryWords.of("taking over no choice of packages", e.problem()).title());
      }
    }
    return Optional.empty();
  }

  /// Keeps what this run chose in the first of the repositories. What it found in another one stays
  /// there: who writes that one must not write this one, too.
  void keep() throws InterruptedException {
    for (Map.Entry<Digest, String> each : chosen.entrySet()) {
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
