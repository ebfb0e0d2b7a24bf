package dev.garboard.freshness;

import dev.garboard.python.Version;
import dev.garboard.python.VersionSpecifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The Python versions between the lowest and the highest that specifiers accept, by release
/// segment: all that uv keeps of `requires-python` when it simplifies markers.
record PythonRange(Optional<Bound> lower, Optional<Bound> upper) {

  static final PythonRange ALL = new PythonRange(Optional.empty(), Optional.empty());

  record Bound(Version version, boolean inclusive) {}

  static PythonRange of(Collection<VersionSpecifier> clauses) {
    PythonRange range = ALL;
    for (VersionSpecifier clause : clauses) {
      range = range.and(of(clause));
    }
    for (VersionSpecifier clause : clauses) {
      range = range.withoutLowest(clause);
    }
    return range;
  }

  private static PythonRange of(VersionSpecifier clause) {
    Version version = clause.version().onlyRelease();
    return switch (clause.operator()) {
      case GREATER_EQUAL -> from(version, true);
      case GREATER -> from(version, false);
      case LESS_EQUAL -> upTo(version, true);
      case LESS -> upTo(version, false);
      case EQUAL, ARBITRARY ->
          clause.star()
              ? from(version, true).and(upTo(next(version, version.release().size()), false))
              : from(version, true).and(upTo(version, true));
      case COMPATIBLE ->
          from(version, true).and(upTo(next(version, version.release().size() - 1), false));
      case NOT_EQUAL -> ALL;
    };
  }

  /// The first version beyond those that begin with the same numbers.
  private static Version next(Version version, int places) {
    List<Long> release = new ArrayList<>(version.release().subList(0, places));
    release.set(places - 1, release.get(places - 1) + 1);
    return Version.of(release);
  }

  private static PythonRange from(Version version, boolean inclusive) {
    return new PythonRange(Optional.of(new Bound(version, inclusive)), Optional.empty());
  }

  private static PythonRange upTo(Version version, boolean inclusive) {
    return new PythonRange(Optional.empty(), Optional.of(new Bound(version, inclusive)));
  }

  PythonRange and(PythonRange other) {
    return new PythonRange(tighter(lower, other.lower, 1), tighter(upper, other.upper, -1));
  }

  private static Optional<Bound> tighter(Optional<Bound> one, Optional<Bound> two, int sign) {
    if (one.isEmpty() || two.isEmpty()) {
      return one.or(() -> two);
    }
    int order = sign * one.get().version().compareTo(two.get().version());
    if (order == 0) {
      return one.get().inclusive() ? two : one;
    }
    return order > 0 ? one : two;
  }

  /// `>=3.8, !=3.8.*` begins at 3.9.
  private PythonRange withoutLowest(VersionSpecifier clause) {
    if (clause.operator() != VersionSpecifier.Operator.NOT_EQUAL
        || lower.isEmpty()
        || !lower.get().inclusive()
        || clause.containsRelease(lower.get().version())) {
      return this;
    }
    Version excluded = clause.version().onlyRelease();
    return and(
        clause.star()
            ? from(next(excluded, excluded.release().size()), true)
            : from(excluded, false));
  }

  boolean contains(Version version) {
    return lower.map(b -> beyond(version.compareTo(b.version()), b)).orElse(true)
        && upper.map(b -> beyond(b.version().compareTo(version), b)).orElse(true);
  }

  private static boolean beyond(int order, Bound bound) {
    return order > 0 || (order == 0 && bound.inclusive());
  }

  @Override
  public String toString() {
    List<String> clauses = new ArrayList<>();
    lower.ifPresent(b -> clauses.add((b.inclusive() ? ">=" : ">") + b.version()));
    upper.ifPresent(b -> clauses.add((b.inclusive() ? "<=" : "<") + b.version()));
    return String.join(", ", clauses);
  }
}
