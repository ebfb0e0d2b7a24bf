package dev.garboard.python;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// An environment marker as a tree.
///
/// Specification: dependency specifiers, packaging.python.org (PEP 508), evaluated as uv does where
/// the two differ: version variables compare release segments, and terms that mean nothing are
/// dropped when the text is read.
public sealed interface Marker {

  /// True for every environment.
  static Marker always() {
    return new Constant(true);
  }

  /// True for no environment.
  static Marker never() {
    return new Constant(false);
  }

  /// Reads a marker; blank text is [#always()].
  ///
  /// @throws MarkerSyntaxException with the position of the first fault
  static Marker parse(String text) throws MarkerSyntaxException {
    return text.isBlank() ? always() : new MarkerParser(text).parse();
  }

  /// Whether it holds in this environment.
  ///
  /// @param extras the active extras; for a lockfile's edges the active conflict keys
  default boolean evaluate(MarkerEnvironment environment, Set<ExtraName> extras) {
    return switch (this) {
      case Constant(boolean value) -> value;
      case And(List<Marker> terms) ->
          terms.stream().allMatch(term -> term.evaluate(environment, extras));
      case Or(List<Marker> terms) ->
          terms.stream().anyMatch(term -> term.evaluate(environment, extras));
      case Extra(ExtraName name, boolean negated) -> extras.contains(name) != negated;
      case Term term -> term.holds(environment);
    };
  }

  /// A comparison that does not depend on extras.
  sealed interface Term extends Marker {
    /// Whether it holds in this environment.
    boolean holds(MarkerEnvironment environment);
  }

  /// Always or never true.
  record Constant(boolean value) implements Marker {
    /// Spelled so that reading it again gives the same value.
    @Override
    public String toString() {
      return value ? "" : "python_version < '0'";
    }
  }

  /// All terms hold; at least two of them.
  record And(List<Marker> terms) implements Marker {
    /// Copies.
    public And {
      terms = List.copyOf(terms);
    }

    @Override
    public String toString() {
      return terms.stream()
          .map(term -> term instanceof Or ? "(" + term + ")" : term.toString())
          .collect(Collectors.joining(" and "));
    }
  }

  /// At least one term holds; two terms or more.
  record Or(List<Marker> terms) implements Marker {
    /// Copies.
    public Or {
      terms = List.copyOf(terms);
    }

    @Override
    public String toString() {
      return terms.stream()
          .map(term -> term instanceof And ? "(" + term + ")" : term.toString())
          .collect(Collectors.joining(" or "));
    }
  }

  /// `extra == 'name'` or its negation; in a lockfile also a conflict key.
  record Extra(ExtraName name, boolean negated) implements Marker {
    @Override
    public String toString() {
      return "extra " + (negated ? "!=" : "==") + " " + MarkerTerms.quote(name.value());
    }
  }

  /// A version variable against one version.
  ///
  /// @param clause holds a release segment alone
  record VersionTest(MarkerVariable variable, VersionSpecifier clause) implements Term {
    @Override
    public boolean holds(MarkerEnvironment environment) {
      return clause.containsInOrder(environment.version(variable));
    }

    @Override
    public String toString() {
      return variable.id() + " " + clause.operator().symbol() + " '" + clause.text() + "'";
    }
  }

  /// A version variable against a list of exact versions.
  record VersionMembership(MarkerVariable variable, List<Version> versions, boolean negated)
      implements Term {
    /// Copies.
    public VersionMembership {
      versions = List.copyOf(versions);
    }

    @Override
    public boolean holds(MarkerEnvironment environment) {
      return versions.contains(environment.version(variable)) != negated;
    }

    @Override
    public String toString() {
      return variable.id()
          + (negated ? " not in '" : " in '")
          + versions.stream().map(Version::toString).collect(Collectors.joining(" "))
          + "'";
    }
  }

  /// A text variable against a literal.
  record TextTest(MarkerVariable variable, VersionSpecifier.Operator operator, String literal)
      implements Term {
    @Override
    public boolean holds(MarkerEnvironment environment) {
      return MarkerTerms.compare(this, environment);
    }

    @Override
    public String toString() {
      return variable.id() + " " + operator.symbol() + " " + MarkerTerms.quote(literal);
    }
  }

  /// Whether one text is part of another.
  ///
  /// @param variableFirst whether the variable is looked for in the literal, else the reverse
  record Containment(
      MarkerVariable variable, String literal, boolean variableFirst, boolean negated)
      implements Term {
    @Override
    public boolean holds(MarkerEnvironment environment) {
      String value = environment.text(variable);
      return (variableFirst ? literal.contains(value) : value.contains(literal)) != negated;
    }

    @Override
    public String toString() {
      String operator = negated ? " not in " : " in ";
      String quoted = MarkerTerms.quote(literal);
      return variableFirst ? variable.id() + operator + quoted : quoted + operator + variable.id();
    }
  }

  /// `'name' in extras` or `'name' in dependency_groups`; both lists are empty for us.
  record ListMembership(String literal, String list, boolean negated) implements Term {
    @Override
    public boolean holds(MarkerEnvironment environment) {
      return negated;
    }

    @Override
    public String toString() {
      return MarkerTerms.quote(literal) + (negated ? " not in " : " in ") + list;
    }
  }
}
