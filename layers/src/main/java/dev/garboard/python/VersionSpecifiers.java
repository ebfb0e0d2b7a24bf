package dev.garboard.python;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Clauses that must all hold, such as `>=3.10, <4`; none at all accepts everything.
public record VersionSpecifiers(List<VersionSpecifier> clauses) {

  /// Accepts every version.
  public static final VersionSpecifiers ANY = new VersionSpecifiers(List.of());

  /// Copies.
  public VersionSpecifiers {
    clauses = List.copyOf(clauses);
  }

  /// Reads comma-separated clauses; blank text accepts everything.
  ///
  /// @throws IllegalArgumentException when a clause is malformed
  public static VersionSpecifiers parse(String text) {
    if (text.isBlank()) {
      return ANY;
    }
    List<VersionSpecifier> clauses = new ArrayList<>();
    String[] parts = text.split(",", -1);
    // A trailing comma is tolerated, as in requirement strings.
    int count =
        parts.length > 1 && parts[parts.length - 1].isBlank() ? parts.length - 1 : parts.length;
    for (int i = 0; i < count; i++) {
      clauses.add(VersionSpecifier.parse(parts[i]));
    }
    return new VersionSpecifiers(clauses);
  }

  /// Whether the version satisfies every clause.
  public boolean contains(Version version) {
    return clauses.stream().allMatch(clause -> clause.contains(version));
  }

  /// As [#contains(Version)] with release segments alone on both sides, uv's rule for
  /// `requires-python`.
  public boolean containsRelease(Version version) {
    return clauses.stream().allMatch(clause -> clause.containsRelease(version));
  }

  @Override
  public String toString() {
    return clauses.stream().map(VersionSpecifier::toString).collect(Collectors.joining(", "));
  }
}
