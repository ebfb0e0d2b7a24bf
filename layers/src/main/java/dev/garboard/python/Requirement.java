package dev.garboard.python;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A dependency specifier: `name[extra] >=1; marker`, or `name @ url ; marker`.
///
/// Specification: dependency specifiers, packaging.python.org (PEP 508).
///
/// @param url empty where versions are asked for
public record Requirement(
    PackageName name,
    List<ExtraName> extras,
    VersionSpecifiers specifiers,
    String url,
    Marker marker) {

  private static final Pattern HEAD =
      Pattern.compile("\\s*([A-Za-z0-9][A-Za-z0-9._-]*)\\s*(?:\\[([^\\]]*)\\])?\\s*");

  /// A URL may hold a semicolon; only one after a blank begins the marker.
  private static final Pattern END_OF_URL = Pattern.compile("\\s+;|\\s*$");

  /// Copies.
  public Requirement {
    extras = List.copyOf(extras);
  }

  /// Reads a specifier.
  ///
  /// @throws IllegalArgumentException when it is not one
  public static Requirement parse(String text) {
    Matcher head = HEAD.matcher(text);
    if (!head.lookingAt()) {
      throw new IllegalArgumentException("not a dependency specifier: `" + text + "`");
    }
    String rest = text.substring(head.end());
    String versions = "";
    String url = "";
    String condition;
    if (rest.startsWith("@")) {
      String located = rest.substring(1).strip();
      Matcher end = END_OF_URL.matcher(located);
      boolean found = end.find();
      url = found ? located.substring(0, end.start()) : located;
      condition = found ? located.substring(end.end()) : "";
    } else {
      int semicolon = rest.indexOf(';');
      versions = semicolon < 0 ? rest : rest.substring(0, semicolon);
      condition = semicolon < 0 ? "" : rest.substring(semicolon + 1);
    }
    return new Requirement(
        PackageName.of(head.group(1)),
        extras(head.group(2) == null ? "" : head.group(2)),
        VersionSpecifiers.parse(withoutParentheses(versions.strip())),
        url,
        marker(condition));
  }

  private static List<ExtraName> extras(String text) {
    List<ExtraName> extras = new ArrayList<>();
    for (String name : text.split(",", -1)) {
      if (!name.isBlank()) {
        extras.add(ExtraName.of(name.strip()));
      }
    }
    return extras;
  }

  private static String withoutParentheses(String text) {
    return text.startsWith("(") && text.endsWith(")") ? text.substring(1, text.length() - 1) : text;
  }

  private static Marker marker(String text) {
    try {
      return Marker.parse(text);
    } catch (MarkerSyntaxException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
