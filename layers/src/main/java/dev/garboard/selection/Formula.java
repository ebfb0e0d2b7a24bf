package dev.garboard.selection;

import dev.garboard.python.ExtraName;
import dev.garboard.python.Marker;
import dev.garboard.python.MarkerEnvironment;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;

/// What remains of a marker once the environment is known: a boolean function of conflict keys, as
/// a reduced ordered decision diagram. Two formulas mean the same exactly when they are equal.
sealed interface Formula {

  record Constant(boolean value) implements Formula {
    static Formula of(boolean value) {
      return new Constant(value);
    }
  }

  /// Decides by whether the key is active. Keys grow from the top of the diagram to its leaves.
  record Decision(ExtraName key, Formula inactive, Formula active) implements Formula {}

  /// What this marker says in this environment.
  static Formula of(Marker marker, MarkerEnvironment environment) {
    return switch (marker) {
      case Marker.Constant(boolean value) -> Constant.of(value);
      case Marker.Term term -> Constant.of(term.holds(environment));
      case Marker.Extra(ExtraName name, boolean negated) ->
          new Decision(name, Constant.of(negated), Constant.of(!negated));
      case Marker.And(List<Marker> terms) ->
          terms.stream().map(term -> of(term, environment)).reduce(Constant.of(true), Formula::and);
      case Marker.Or(List<Marker> terms) ->
          terms.stream().map(term -> of(term, environment)).reduce(Constant.of(false), Formula::or);
    };
  }

  default Formula and(Formula other) {
    return combine(other, (a, b) -> Constant.of(isTrue(a) && isTrue(b)));
  }

  default Formula or(Formula other) {
    return combine(other, (a, b) -> Constant.of(isTrue(a) || isTrue(b)));
  }

  private static boolean isTrue(Formula leaf) {
    return leaf instanceof Constant(boolean value) && value;
  }

  /// Whether some set of active keys makes it true.
  default boolean isSatisfiable() {
    return !(this instanceof Constant(boolean value)) || value;
  }

  default boolean holds(Set<ExtraName> activeKeys) {
    return switch (this) {
      case Constant(boolean value) -> value;
      case Decision(ExtraName key, Formula inactive, Formula active) ->
          (activeKeys.contains(key) ? active : inactive).holds(activeKeys);
    };
  }

  private Formula combine(Formula other, BinaryOperator<Formula> leaves) {
    if (!(this instanceof Decision mine)) {
      return other instanceof Decision theirs
          ? decision(
              theirs.key(), combine(theirs.inactive(), leaves), combine(theirs.active(), leaves))
          : leaves.apply(this, other);
    }
    int order = other instanceof Decision theirs ? mine.key().compareTo(theirs.key()) : -1;
    if (order > 0) {
      return other.combine(this, leaves);
    }
    Formula inactive = order == 0 ? ((Decision) other).inactive() : other;
    Formula active = order == 0 ? ((Decision) other).active() : other;
    return decision(
        mine.key(),
        mine.inactive().combine(inactive, leaves),
        mine.active().combine(active, leaves));
  }

  private static Formula decision(ExtraName key, Formula inactive, Formula active) {
    return inactive.equals(active) ? inactive : new Decision(key, inactive, active);
  }
}
