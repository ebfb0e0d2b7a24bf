package dev.garboard.freshness;

import dev.garboard.python.ExtraName;
import dev.garboard.python.Marker;
import dev.garboard.python.MarkerEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// When a requirement applies: all of some markers hold, and none of others.
record Condition(List<Marker> all, List<Marker> none) {

  Condition {
    all = List.copyOf(all);
    none = List.copyOf(none);
  }

  static Condition of(Marker... all) {
    return new Condition(List.of(all), List.of());
  }

  /// Where these markers hold, too.
  Condition and(List<Marker> more) {
    List<Marker> both = new ArrayList<>(all);
    both.addAll(more);
    return new Condition(both, none);
  }

  /// Where none of these markers holds.
  Condition without(List<Marker> less) {
    List<Marker> both = new ArrayList<>(none);
    both.addAll(less);
    return new Condition(all, both);
  }

  boolean holds(MarkerEnvironment environment, Set<ExtraName> extras) {
    return all.stream().allMatch(marker -> marker.evaluate(environment, extras))
        && none.stream().noneMatch(marker -> marker.evaluate(environment, extras));
  }

  /// Whether both mean the same for these versions of Python; empty when that would take too long
  /// to find out.
  Optional<Boolean> sameAs(Condition other, PythonRange range) {
    List<Marker> markers = markers();
    markers.addAll(other.markers());
    return MarkerSpace.of(markers, range)
        .map(space -> space.allMatch((e, x) -> holds(e, x) == other.holds(e, x)));
  }

  /// Whether it never holds; empty when that would take too long to find out.
  Optional<Boolean> isNever() {
    return MarkerSpace.of(markers(), PythonRange.ALL)
        .map(space -> space.allMatch((e, x) -> !holds(e, x)));
  }

  List<Marker> markers() {
    List<Marker> markers = new ArrayList<>(all);
    markers.addAll(none);
    return markers;
  }

  @Override
  public String toString() {
    List<Marker> shown = all.stream().filter(m -> !m.equals(Marker.always())).toList();
    return shown.size() > 1
        ? new Marker.And(shown).toString()
        : shown.stream().map(Marker::toString).collect(Collectors.joining());
  }
}
