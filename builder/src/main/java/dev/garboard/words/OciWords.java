package dev.garboard.words;

import static dev.garboard.words.Phrases.code;

import dev.garboard.oci.OciProblem;

/// The words for what is wrong with an image's document or name.
final class OciWords {

  private OciWords() {}

  static String of(OciProblem problem) {
    return switch (problem) {
      case OciProblem.NotJson(String document, String detail) ->
          code(document) + " is not JSON: " + detail;
      case OciProblem.MissingField(String document, String field) ->
          code(document) + " lacks the field " + code(field);
      case OciProblem.InvalidField(String document, String field, String value) ->
          code(document) + " has an invalid field " + code(field) + ": " + code(value);
      case OciProblem.InvalidReference(String text, String part) ->
          code(text)
              + " is not an image reference"
              + (part.equals(text) || part.isEmpty() ? "" : ", because of " + code(part));
      case OciProblem.InvalidPlatform(String text) ->
          code(text) + " is not a platform such as `linux/amd64`";
    };
  }
}
