package dev.garboard.freshness;

import dev.garboard.freshness.Freshness.Difference;
import dev.garboard.freshness.Freshness.Doubt;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// Gathers what a check finds.
final class Findings {

  private final List<Difference> differences = new ArrayList<>();
  private final List<Doubt> doubts = new ArrayList<>();
  private boolean surrounded;

  void difference(String file, String key, Collection<String> declared, Collection<String> locked) {
    differences.add(new Difference(file, key, List.copyOf(declared), List.copyOf(locked)));
  }

  void doubt(String file, String key, Doubt.Reason reason) {
    doubts.add(new Doubt(file, key, reason));
  }

  /// Notes something outside of the project.
  void surrounding(String what, String key, Doubt.Reason reason) {
    surrounded = true;
    doubt(what, key, reason);
  }

  /// Notes what only one of two sets holds.
  void compare(String file, String key, Collection<?> declared, Collection<?> locked) {
    Set<String> ours = texts(declared);
    Set<String> theirs = texts(locked);
    if (!ours.equals(theirs)) {
      Set<String> added = new TreeSet<>(ours);
      added.removeAll(theirs);
      theirs.removeAll(ours);
      difference(file, key, added, theirs);
    }
  }

  /// Notes two values that are not equal.
  void compareValues(String file, String key, String declared, String locked) {
    if (!declared.equals(locked)) {
      difference(file, key, nonEmpty(declared), nonEmpty(locked));
    }
  }

  private static List<String> nonEmpty(String text) {
    return text.isEmpty() ? List.of() : List.of(text);
  }

  private static Set<String> texts(Collection<?> values) {
    Set<String> texts = new TreeSet<>();
    values.forEach(value -> texts.add(Objects.toString(value)));
    return texts;
  }

  /// A difference outweighs every doubt, unless what lies outside of the project may explain it.
  Freshness freshness() {
    List<Difference> sure =
        differences.stream()
            .filter(found -> !surrounded || !UvSurroundings.mayExplain(found.key()))
            .toList();
    if (!sure.isEmpty()) {
      return new Freshness.Stale(sure);
    }
    return doubts.isEmpty() ? new Freshness.Fresh() : new Freshness.Unknown(doubts);
  }
}
