package dev.garboard.python;

/// The normalised name of an extra (PEP 508); the only way to make one is to normalise.
///
/// Specification: names and normalization, packaging.python.org.
public record ExtraName(String value) implements Comparable<ExtraName> {

  /// Normalises.
  ///
  /// @throws IllegalArgumentException when the text is not a valid name
  public ExtraName {
    value = NormalizedNames.normalize(value);
  }

  /// The name of this text.
  ///
  /// @throws IllegalArgumentException when the text is not a valid name
  public static ExtraName of(String text) {
    return new ExtraName(text);
  }

  @Override
  public int compareTo(ExtraName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
