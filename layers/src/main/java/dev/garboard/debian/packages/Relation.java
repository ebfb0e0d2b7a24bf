package dev.garboard.debian.packages;

/// One package that a relation field names, such as `libc6:any (>= 2.38)`. The qualifier after the
/// colon is empty when there is none.
public record Relation(String name, String qualifier, VersionConstraint constraint) {

  /// The package of that name, whatever its version.
  public static Relation to(String name) {
    return new Relation(name, "", VersionConstraint.any());
  }

  /// Reads `name[:qualifier] [(operator version)]`.
  ///
  /// @throws IllegalArgumentException when the text is not of that form
  static Relation parse(String text) {
    String head = text.strip();
    VersionConstraint constraint = VersionConstraint.any();
    int open = head.indexOf('(');
    if (open >= 0) {
      int close = head.indexOf(')', open);
      if (close < 0) {
        throw new IllegalArgumentException("not a relation: `" + text + "`");
      }
      constraint = VersionConstraint.parse(head.substring(open + 1, close).strip());
      head = head.substring(0, open).strip();
    }
    int colon = head.indexOf(':');
    String name = colon < 0 ? head : head.substring(0, colon);
    if (name.isEmpty() || name.indexOf(' ') >= 0) {
      throw new IllegalArgumentException("not a relation: `" + text + "`");
    }
    return new Relation(name, colon < 0 ? "" : head.substring(colon + 1), constraint);
  }

  @Override
  public String toString() {
    String head = qualifier.isEmpty() ? name : name + ":" + qualifier;
    return constraint.operator() == VersionConstraint.Operator.ANY
        ? head
        : head + " (" + constraint + ")";
  }
}
