package dev.garboard.oci;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;

/// How a container of an image starts: the field `config` of an image configuration, whose own
/// names are capitalised.
///
/// @param document the field as it stands, with all that is not known here
public record ProcessConfig(JsonObject document) {

  /// The user, `name-or-uid[:group-or-gid]`; empty when the image does not say.
  public String user() {
    return document.text("User").orElse("");
  }

  /// The working directory; empty when the image does not say.
  public String workingDir() {
    return document.text("WorkingDir").orElse("");
  }

  /// Environment variables in the image's order.
  public SequencedMap<String, String> env() {
    LinkedHashMap<String, String> env = new LinkedHashMap<>();
    for (String assignment : texts("Env")) {
      int equals = assignment.indexOf('=');
      if (equals > 0) {
        env.put(assignment.substring(0, equals), assignment.substring(equals + 1));
      }
    }
    return Collections.unmodifiableSequencedMap(env);
  }

  /// The command's fixed part.
  public List<String> entrypoint() {
    return texts("Entrypoint");
  }

  /// The command's replaceable part.
  public List<String> cmd() {
    return texts("Cmd");
  }

  /// Labels.
  public SortedMap<String, String> labels() {
    return document.object("Labels").orElse(JsonObject.EMPTY).texts();
  }

  /// This document with the field set to a list of texts, or without it when the list is empty.
  public ProcessConfig withTexts(String field, List<String> values) {
    return new ProcessConfig(
        values.isEmpty()
            ? document.without(List.of(field))
            : document.with(field, Json.Array.ofTexts(values)));
  }

  /// This document with the field set to an object, or without it when the object is empty.
  public ProcessConfig withObject(String field, JsonObject value) {
    return new ProcessConfig(
        value.isEmpty() ? document.without(List.of(field)) : document.with(field, value));
  }

  /// This document with the field set to a text, or without it when the text is empty.
  public ProcessConfig withText(String field, String value) {
    return new ProcessConfig(
        value.isEmpty() ? document.without(List.of(field)) : document.with(field, value));
  }

  private List<String> texts(String field) {
    return document.array(field).map(Json.Array::values).orElse(List.of()).stream()
        .filter(Json.Text.class::isInstance)
        .map(value -> ((Json.Text) value).value())
        .toList();
  }
}
