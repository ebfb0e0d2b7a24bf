package dev.garboard.project;

import dev.garboard.python.ExtraName;
import dev.garboard.python.GroupName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The edges that leave a locked package. Extras and groups without an edge may be missing.
public record LockedDependencies(
    List<LockedDependency> production,
    SequencedMap<ExtraName, List<LockedDependency>> extras,
    SequencedMap<GroupName, List<LockedDependency>> groups) {

  /// None at all.
  public static final LockedDependencies NONE =
      new LockedDependencies(List.of(), new LinkedHashMap<>(), new LinkedHashMap<>());

  /// Copies.
  public LockedDependencies {
    production = List.copyOf(production);
    extras = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(extras));
    groups = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(groups));
  }
}
