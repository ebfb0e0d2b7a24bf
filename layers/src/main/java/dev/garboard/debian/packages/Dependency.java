package dev.garboard.debian.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// One requirement: any of its alternatives meets it, the first is preferred.
public record Dependency(List<Relation> alternatives) {

  /// Copies.
  public Dependency {
    alternatives = List.copyOf(alternatives);
  }

  /// The requirement of one package, whatever its version.
  public static Dependency on(String name) {
    return new Dependency(List.of(Relation.to(name)));
  }

  /// Reads a relation field, such as `a (>= 1) | b, c`.
  ///
  /// @throws IllegalArgumentException when the text is not of that form
  public static List<Dependency> parseField(String text) {
    List<Dependency> dependencies = new ArrayList<>();
    for (String item : text.split(",", -1)) {
      if (!item.isBlank()) {
        List<Relation> alternatives = new ArrayList<>();
        for (String alternative : item.split("\\|", -1)) {
          alternatives.add(Relation.parse(alternative));
        }
        dependencies.add(new Dependency(alternatives));
      }
    }
    return dependencies;
  }

  @Override
  public String toString() {
    return alternatives.stream().map(Relation::toString).collect(Collectors.joining(" | "));
  }
}
