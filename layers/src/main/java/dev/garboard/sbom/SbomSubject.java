package dev.garboard.sbom;

/// What a bill of materials is about: an application, or one layer of it.
///
/// @param version empty when it has none
public record SbomSubject(String name, String version) {

  /// Validates.
  ///
  /// @throws IllegalArgumentException when the name is empty
  public SbomSubject {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a bill of materials is about something with a name");
    }
  }
}
