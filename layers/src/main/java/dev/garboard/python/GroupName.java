package dev.garboard.python;

/// The normalised name of a dependency group (PEP 735); the only way to make one is to normalise.
///
/// Specification: names and normalization, packaging.python.org.
public record GroupName(String value) implements Comparable<GroupName> {

  /// Normalises.
  ///
  /// @throws IllegalArgumentException when the text is not a valid name
  public GroupName {
    value = NormalizedNames.normalize(value);
  }

  /// The name of this text.
  ///
  /// @throws IllegalArgumentException when the text is not a valid name
  public static GroupName of(String text) {
    return new GroupName(text);
  }

  @Override
  public int compareTo(GroupName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
