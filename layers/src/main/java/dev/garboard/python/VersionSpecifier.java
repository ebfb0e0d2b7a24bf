package dev.garboard.python;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One clause of a version specifier, such as `>=3.10` or `==3.12.*`.
///
/// Specification: version specifiers, packaging.python.org (PEP 440).
///
/// @param star whether the version is a prefix (`3.12.*`); only with `==` and `!=`
/// @param text the version as written; what `===` compares
public record VersionSpecifier(Operator operator, Version version, boolean star, String text) {

  private static final Pattern GRAMMAR =
      Pattern.compile("\\s*(===|==|!=|<=|>=|<|>|~=)\\s*([^\\s]+)\\s*");

  /// How a version is held against the clause.
  public enum Operator {
    EQUAL("=="),
    NOT_EQUAL("!="),
    LESS("<"),
    LESS_EQUAL("<="),
    GREATER(">"),
    GREATER_EQUAL(">="),
    COMPATIBLE("~="),
    ARBITRARY("===");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }

    /// As written.
    public String symbol() {
      return symbol;
    }

    static Operator of(String symbol) {
      for (Operator operator : values()) {
        if (operator.symbol.equals(symbol)) {
          return operator;
        }
      }
      throw new IllegalArgumentException("not a version operator: `" + symbol + "`");
    }
  }

  /// Reads one clause.
  ///
  /// @throws IllegalArgumentException when it is not one
  public static VersionSpecifier parse(String text) {
    Matcher m = GRAMMAR.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException("not a version specifier: `" + text.strip() + "`");
    }
    return of(Operator.of(m.group(1)), m.group(2));
  }

  /// A clause of this operator and this version text.
  ///
  /// @throws IllegalArgumentException when the two do not go together
  public static VersionSpecifier of(Operator operator, String text) {
    boolean star = text.endsWith(".*");
    if (star && operator != Operator.EQUAL && operator != Operator.NOT_EQUAL) {
      throw new IllegalArgumentException(
          "`" + operator.symbol + "` does not take a version with a star: `" + text + "`");
    }
    Version version = Version.parse(star ? text.substring(0, text.length() - 2) : text);
    if (operator == Operator.COMPATIBLE && version.release().size() < 2) {
      throw new IllegalArgumentException("`~=` needs at least two release numbers: `" + text + "`");
    }
    return new VersionSpecifier(operator, version, star, text);
  }

  /// Whether the version satisfies the clause by the rules of PEP 440.
  public boolean contains(Version candidate) {
    Version public_ = version.hasLocal() ? candidate : candidate.withoutLocal();
    return switch (operator) {
      case EQUAL -> star ? matchesPrefix(candidate) : public_.equals(version);
      case NOT_EQUAL -> !(star ? matchesPrefix(candidate) : public_.equals(version));
      case LESS_EQUAL -> candidate.withoutLocal().compareTo(version) <= 0;
      case GREATER_EQUAL -> candidate.withoutLocal().compareTo(version) >= 0;
      case LESS -> isBefore(candidate);
      case GREATER -> isAfter(candidate);
      case COMPATIBLE ->
          candidate.withoutLocal().compareTo(version) >= 0
              && candidate.sameReleasePrefix(version, version.release().size() - 1);
      case ARBITRARY ->
          candidate.toString().equals(text.toLowerCase(Locale.ROOT))
              || candidate.toString().equals(version.toString());
    };
  }

  /// Whether a version's release segment lies in the clause when pre-, post- and development parts
  /// are dropped on both sides: uv's rule for `requires-python`.
  public boolean containsRelease(Version candidate) {
    return onlyRelease().containsInOrder(candidate.onlyRelease());
  }

  /// The clause with the release segment of its version alone.
  VersionSpecifier onlyRelease() {
    Version release = version.onlyRelease();
    return new VersionSpecifier(operator, release, star, release + (star ? ".*" : ""));
  }

  /// As [#contains(Version)] without the exceptions that PEP 440 makes for pre- and post-releases
  /// at an exclusive bound; uv's rule for markers.
  boolean containsInOrder(Version candidate) {
    return switch (operator) {
      case LESS -> candidate.compareTo(version) < 0;
      case GREATER -> candidate.compareTo(version) > 0;
      case EQUAL, NOT_EQUAL, LESS_EQUAL, GREATER_EQUAL, COMPATIBLE, ARBITRARY ->
          contains(candidate);
    };
  }

  private boolean matchesPrefix(Version candidate) {
    return candidate.sameReleasePrefix(version, version.release().size());
  }

  private boolean isBefore(Version candidate) {
    return candidate.compareTo(version) < 0
        && (version.isPrerelease()
            || !candidate.isPrerelease()
            || !candidate.onlyRelease().equals(version.onlyRelease()));
  }

  private boolean isAfter(Version candidate) {
    if (candidate.withoutLocal().compareTo(version) <= 0) {
      return false;
    }
    return version.isPostrelease()
        || !candidate.isPostrelease()
        || !candidate.onlyRelease().equals(version.onlyRelease());
  }

  @Override
  public String toString() {
    return operator.symbol + text;
  }
}
