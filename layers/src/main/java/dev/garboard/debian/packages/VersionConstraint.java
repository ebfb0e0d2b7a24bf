package dev.garboard.debian.packages;

/// Which versions a relation accepts (Debian Policy §7.1).
public record VersionConstraint(Operator operator, DebianVersion version) {

  /// How a version is held against the constraint's.
  public enum Operator {
    /// No restriction.
    ANY(""),
    /// `<<`
    EARLIER("<<"),
    /// `<=`
    EARLIER_OR_EQUAL("<="),
    /// `=`
    EQUAL("="),
    /// `>=`
    LATER_OR_EQUAL(">="),
    /// `>>`
    LATER(">>");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }
  }

  private static final VersionConstraint ANY =
      new VersionConstraint(Operator.ANY, new DebianVersion("0"));

  /// The constraint that every version meets.
  public static VersionConstraint any() {
    return ANY;
  }

  /// Reads `>= 1.2`. The obsolete `<` and `>` mean `<=` and `>=`.
  ///
  /// @throws IllegalArgumentException when the text is not of that form
  public static VersionConstraint parse(String text) {
    int end = 0;
    while (end < text.length() && "<>=".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    String symbol =
        switch (text.substring(0, end)) {
          case "<" -> "<=";
          case ">" -> ">=";
          case String other -> other;
        };
    for (Operator operator : Operator.values()) {
      if (operator != Operator.ANY && operator.symbol.equals(symbol)) {
        return new VersionConstraint(operator, new DebianVersion(text.substring(end).strip()));
      }
    }
    throw new IllegalArgumentException("not a version constraint: `" + text + "`");
  }

  /// Whether the version meets this constraint.
  public boolean accepts(DebianVersion candidate) {
    int difference = candidate.compareTo(version);
    return switch (operator) {
      case ANY -> true;
      case EARLIER -> difference < 0;
      case EARLIER_OR_EQUAL -> difference <= 0;
      case EQUAL -> difference == 0;
      case LATER_OR_EQUAL -> difference >= 0;
      case LATER -> difference > 0;
    };
  }

  @Override
  public String toString() {
    return operator == Operator.ANY ? "" : operator.symbol + " " + version;
  }
}
