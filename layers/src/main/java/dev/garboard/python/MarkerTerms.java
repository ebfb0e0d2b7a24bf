package dev.garboard.python;

import dev.garboard.python.Marker.Containment;
import dev.garboard.python.Marker.Extra;
import dev.garboard.python.Marker.ListMembership;
import dev.garboard.python.Marker.TextTest;
import dev.garboard.python.Marker.VersionMembership;
import dev.garboard.python.Marker.VersionTest;
import dev.garboard.python.VersionSpecifier.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What each comparison of a marker means. An empty result is a term that uv drops.
final class MarkerTerms {

  /// One side of a comparison as written.
  sealed interface Side {
    record Literal(String text) implements Side {}

    record Variable(MarkerVariable variable) implements Side {}

    record ExtraVariable() implements Side {}

    record ListVariable(String id) implements Side {}
  }

  private MarkerTerms() {}

  static Optional<Marker> comparison(Side left, String operator, Side right) {
    return switch (left) {
      case Side.Literal(String literal) -> literalFirst(literal, operator, right);
      case Side.Variable(MarkerVariable variable) ->
          right instanceof Side.Literal(String literal)
              ? variableFirst(variable, operator, literal)
              : Optional.empty();
      case Side.ExtraVariable() ->
          right instanceof Side.Literal(String literal)
              ? extra(operator, literal)
              : Optional.empty();
      case Side.ListVariable _ -> Optional.empty();
    };
  }

  private static Optional<Marker> literalFirst(String literal, String operator, Side right) {
    return switch (right) {
      case Side.Literal _ -> Optional.empty();
      case Side.ExtraVariable() -> extra(operator, literal);
      case Side.ListVariable(String id) ->
          isMembership(operator)
              ? Optional.of(new ListMembership(literal, id, operator.equals("not in")))
              : Optional.empty();
      case Side.Variable(MarkerVariable variable) -> {
        if (!isMembership(operator)) {
          yield literal.endsWith(".*") && variable.isVersion()
              ? Optional.empty()
              : variableFirst(variable, mirrored(operator), literal);
        }
        yield variable.isVersion()
            ? Optional.empty()
            : Optional.of(new Containment(variable, literal, false, operator.equals("not in")));
      }
    };
  }

  private static Optional<Marker> variableFirst(
      MarkerVariable variable, String operator, String literal) {
    if (variable.isVersion()) {
      return isMembership(operator)
          ? versionMembership(variable, literal, operator.equals("not in"))
          : versionTest(variable, Operator.of(operator), literal);
    }
    if (isMembership(operator)) {
      return Optional.of(new Containment(variable, literal, true, operator.equals("not in")));
    }
    return operator.equals("~=")
        ? Optional.empty()
        : Optional.of(new TextTest(variable, Operator.of(operator), literal));
  }

  private static Optional<Marker> versionTest(
      MarkerVariable variable, Operator operator, String literal) {
    VersionSpecifier clause;
    try {
      clause = VersionSpecifier.of(operator, literal.strip()).onlyRelease();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    // uv rewrites `python_version` to `python_full_version` and folds this case to false for both
    // operators; comparing the two numbers would call the negated one true.
    boolean beyondMinor =
        clause.version().release().stream().skip(2).anyMatch(number -> number != 0);
    if (variable == MarkerVariable.PYTHON_VERSION && clause.star() && beyondMinor) {
      return Optional.of(Marker.never());
    }
    return Optional.of(new VersionTest(variable, clause));
  }

  private static Optional<Marker> versionMembership(
      MarkerVariable variable, String literal, boolean negated) {
    List<Version> versions = new ArrayList<>();
    try {
      for (String word : literal.strip().split("\\s+", -1)) {
        versions.add(Version.parse(word).onlyRelease());
      }
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    return Optional.of(new VersionMembership(variable, versions, negated));
  }

  private static Optional<Marker> extra(String operator, String literal) {
    boolean negated = operator.equals("!=");
    if (!negated && !operator.equals("==")) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Extra(ExtraName.of(literal), negated));
    } catch (IllegalArgumentException _) {
      return Optional.of(negated ? Marker.always() : Marker.never());
    }
  }

  private static boolean isMembership(String operator) {
    return operator.endsWith("in");
  }

  private static String mirrored(String operator) {
    return switch (operator) {
      case "<" -> ">";
      case ">" -> "<";
      case "<=" -> ">=";
      case ">=" -> "<=";
      default -> operator;
    };
  }

  /// Text variables know equality only, except the kernel's release and version line.
  static boolean compare(TextTest test, MarkerEnvironment environment) {
    String value = environment.text(test.variable());
    if (isDarwinRelease(test, environment) && isVersion(test.literal()) && !isVersion(value)) {
      return false;
    }
    boolean ordered =
        test.variable() == MarkerVariable.PLATFORM_RELEASE
            || test.variable() == MarkerVariable.PLATFORM_VERSION;
    int order = ordered ? kernelOrder(test, value, environment) : value.compareTo(test.literal());
    return switch (test.operator()) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> ordered && order < 0;
      case GREATER -> ordered && order > 0;
      case LESS_EQUAL -> order == 0 || (ordered && order < 0);
      case GREATER_EQUAL -> order == 0 || (ordered && order > 0);
      case COMPATIBLE, ARBITRARY -> false;
    };
  }

  /// Darwin's kernel release compares as a version where the literal is one; all else is text.
  private static int kernelOrder(TextTest test, String value, MarkerEnvironment environment) {
    return isDarwinRelease(test, environment) && isVersion(test.literal())
        ? Version.parse(value).compareTo(Version.parse(test.literal()))
        : value.compareTo(test.literal());
  }

  private static boolean isDarwinRelease(TextTest test, MarkerEnvironment environment) {
    return test.variable() == MarkerVariable.PLATFORM_RELEASE
        && environment.text(MarkerVariable.SYS_PLATFORM).equals("darwin");
  }

  private static boolean isVersion(String text) {
    try {
      Version.parse(text);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  static String quote(String literal) {
    return literal.contains("'") ? "\"" + literal + "\"" : "'" + literal + "'";
  }
}
