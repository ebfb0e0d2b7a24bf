package dev.garboard.debian.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One package of an index. Relations are kept as text, since most are never looked at.
public record PackageRecord(PackageId id, PackageFile file, Relations relations, Traits traits) {

  /// The relation fields as written; empty where absent.
  public record Relations(
      String preDepends, String depends, String provides, String conflicts, String breaks) {
    /// No relation at all.
    public static final Relations NONE = new Relations("", "", "", "", "");
  }

  /// What decides between several packages that would do.
  ///
  /// @param multiArch the `Multi-Arch` field, `no` where absent
  /// @param priority the `Priority` field, `optional` where absent
  public record Traits(String multiArch, String priority) {
    /// What a package without the fields has.
    public static final Traits DEFAULT = new Traits("no", "optional");
  }

  /// The package's name.
  public String name() {
    return id.name();
  }

  /// What must be there for the package to work: `Pre-Depends`, then `Depends`.
  ///
  /// @throws IllegalArgumentException when a field is malformed
  public List<Dependency> dependencies() {
    return Stream.of(relations.preDepends(), relations.depends())
        .flatMap(field -> Dependency.parseField(field).stream())
        .collect(Collectors.toList());
  }

  /// Other names that the package answers to; a provided version is an `=` constraint.
  ///
  /// @throws IllegalArgumentException when the field is malformed
  public List<Relation> provides() {
    return flat(relations.provides());
  }

  /// Whether it answers to that other name.
  ///
  /// @throws IllegalArgumentException when the field is malformed
  boolean provides(String name) {
    return provides().stream().anyMatch(provided -> provided.name().equals(name));
  }

  /// Packages that cannot be beside this one: `Conflicts`, then `Breaks`.
  ///
  /// @throws IllegalArgumentException when a field is malformed
  public List<Relation> conflicts() {
    List<Relation> conflicts = new ArrayList<>(flat(relations.conflicts()));
    conflicts.addAll(flat(relations.breaks()));
    return conflicts;
  }

  private static List<Relation> flat(String field) {
    return Dependency.parseField(field).stream()
        .flatMap(dependency -> dependency.alternatives().stream())
        .collect(Collectors.toList());
  }
}
