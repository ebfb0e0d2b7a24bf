package dev.garboard.freshness;

import dev.garboard.python.Version;
import dev.garboard.python.VersionSpecifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// The Python versions between the lowest and the highest that specifiers accept, by release
/// segment: all that uv keeps of `requires-python` when it simplifies markers.
record PythonRange(Bound lower, Bound upper) {

  static final PythonRange ALL = new PythonRange(new Bound.None(), new Bound.None());

  sealed interface Bound {
    record None() implements Bound {}

    record At(Version version, boolean inclusive) implements Bound {

      /// @param order of a version compared with this one's, positive inside the range
      boolean admits(int order) {
        return order > 0 || (order == 0 && inclusive);
      }

      @Override
      public String toString() {
        return (inclusive ? "=" : "") + version;
      }
    }
  }

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
    return new PythonRange(new Bound.At(version, inclusive), new Bound.None());
  }

  private static PythonRange upTo(Version version, boolean inclusive) {
    return new PythonRange(new Bound.None(), new Bound.At(version, inclusive));
  }

  PythonRange and(PythonRange other) {
    return new PythonRange(tighter(lower, other.lower, 1), tighter(upper, other.upper, -1));
  }

  private static Bound tighter(Bound one, Bound two, int sign) {
    if (!(one instanceof Bound.At first)) {
      return two;
    }
    if (!(two instanceof Bound.At second)) {
      return one;
    }
    int order = sign * first.version().compareTo(second.version());
    if (order == 0) {
      return first.inclusive() ? two : one;
    }
    return order > 0 ? one : two;
  }

  /// `>=3.8, !=3.8.*` begins at 3.9.
  private PythonRange withoutLowest(VersionSpecifier clause) {
    if (clause.operator() != VersionSpecifier.Operator.NOT_EQUAL
        || !(lower instanceof Bound.At(Version lowest, boolean inclusive))
        || !inclusive
        || clause.containsRelease(lowest)) {
      return this;
    }
    Version excluded = clause.version().onlyRelease();
    return and(
        clause.star()
            ? from(next(excluded, excluded.release().size()), true)
            : from(excluded, false));
  }

  /// The bounds that there are.
  List<Version> ends() {
    return Stream.of(lower, upper)
        .flatMap(bound -> bound instanceof Bound.At at ? Stream.of(at.version()) : Stream.of())
        .toList();
  }

  boolean contains(Version version) {
    return (!(lower instanceof Bound.At low) || low.admits(version.compareTo(low.version())))
        && (!(upper instanceof Bound.At high) || high.admits(high.version().compareTo(version)));
  }

  @Override
  public String toString() {
    List<String> clauses = new ArrayList<>();
    if (lower instanceof Bound.At low) {
      clauses.add(">" + low);
    }
    if (upper instanceof Bound.At high) {
      clauses.add("<" + high);
    }
    return String.join(", ", clauses);
  }
}
