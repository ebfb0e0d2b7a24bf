package dev.garboard.oci;

/// What is wrong with a document or a name.
public sealed interface OciProblem {

  /// The bytes are not one JSON object.
  record NotJson(String document, String detail) implements OciProblem {}

  /// A field that the specification requires is absent.
  ///
  /// @param field its path in the document, dots between names
  record MissingField(String document, String field) implements OciProblem {}

  /// A field holds what the specification does not allow.
  ///
  /// @param value the value, as JSON
  record InvalidField(String document, String field, String value) implements OciProblem {}

  /// The text is no image reference.
  ///
  /// @param part the part that is at fault
  record InvalidReference(String text, String part) implements OciProblem {}

  /// The text is no platform such as `linux/amd64`.
  record InvalidPlatform(String text) implements OciProblem {}
}
