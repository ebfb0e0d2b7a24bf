package dev.garboard.freshness;

import dev.garboard.project.LockedRequirement;
import dev.garboard.python.ExtraName;
import dev.garboard.python.PackageName;
import dev.garboard.python.VersionSpecifiers;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A requirement in the one form in which what a project declares and what its lockfile recorded
/// can be compared.
///
/// @param origin where it must come from, by the lockfile's keys; paths are absolute
record Demand(
    PackageName name,
    SortedSet<ExtraName> extras,
    SortedMap<String, String> origin,
    VersionSet versions,
    Condition condition) {

  static Demand of(
      PackageName name,
      Collection<ExtraName> extras,
      Map<String, String> origin,
      VersionSpecifiers specifiers,
      Condition condition) {
    return new Demand(
        name,
        new TreeSet<>(extras),
        new TreeMap<>(origin),
        new VersionSet(new HashSet<>(specifiers.clauses())),
        condition);
  }

  /// What the lockfile recorded.
  ///
  /// @param root of the workspace
  static Demand of(LockedRequirement locked, Path root) {
    SortedMap<String, String> origin = new TreeMap<>();
    String specifier = "";
    for (Map.Entry<String, String> entry : locked.origin().entrySet()) {
      String value = entry.getValue();
      switch (entry.getKey()) {
        case "specifier" -> specifier = value.equals("*") ? "" : value;
        case "git" -> origin.putAll(Origins.git(value));
        case "url" -> origin.put("url", Origins.url(value));
        case "index" -> origin.put("index", Origins.place(root, value));
        case "subdirectory" -> origin.put("subdirectory", value);
        default -> origin.put(entry.getKey(), Origins.path(root, value));
      }
    }
    return of(
        locked.name(),
        locked.extras(),
        origin,
        VersionSpecifiers.parse(specifier),
        Condition.of(locked.marker()));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(name.value());
    if (!extras.isEmpty()) {
      text.append(extras.stream().map(ExtraName::value).collect(Collectors.joining(",", "[", "]")));
    }
    text.append(versions);
    origin.forEach((key, value) -> text.append(' ').append(key).append('=').append(value));
    String shown = condition.toString();
    return text + (shown.isEmpty() ? "" : "; " + shown);
  }
}
