package dev.garboard.python;

/// The normalised name of a distribution; the only way to make one is to normalise.
///
/// Specification: names and normalization, packaging.python.org.
public record PackageName(String value) implements Comparable<PackageName> {

  /// Normalises.
  ///
  /// @throws IllegalArgumentException when the text is not a valid name
  public PackageName {
    value = NormalizedNames.normalize(value);
  }

  /// The name of this text.
  ///
  /// @throws IllegalArgumentException when the text is not a valid name
  public static PackageName of(String text) {
    return new PackageName(text);
  }

  @Override
  public int compareTo(PackageName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
