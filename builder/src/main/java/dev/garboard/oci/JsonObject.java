package dev.garboard.oci;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A JSON object: named values, sorted by name.
public record JsonObject(SortedMap<String, Json> fields) implements Json {

  /// The object without fields.
  public static final JsonObject EMPTY = new JsonObject(new TreeMap<>());

  /// Copies.
  public JsonObject {
    fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
  }

  /// An object whose values are texts.
  public static JsonObject ofTexts(Map<String, String> texts) {
    TreeMap<String, Json> fields = new TreeMap<>();
    texts.forEach((name, value) -> fields.put(name, new Json.Text(value)));
    return new JsonObject(fields);
  }

  /// Reads a document that is one object.
  ///
  /// @param document what the bytes are, for the problem
  /// @throws OciException when the bytes are no JSON, or JSON but no object, or name a field twice
  public static JsonObject parse(String document, byte[] bytes) throws OciException {
    return JsonObjectReader.read(document, bytes);
  }

  /// Reads a document that is one object.
  ///
  /// @throws OciException as [#parse(String, byte[])]
  public static JsonObject parse(String document, String text) throws OciException {
    return JsonObjectReader.read(document, text);
  }

  /// The value of a field; a field that is `null` counts as absent, as in Go's decoder.
  public Optional<Json> get(String name) {
    return Optional.ofNullable(fields.get(name)).filter(value -> value != Literal.NULL);
  }

  /// The text of a field, if it is a text.
  public Optional<String> text(String name) {
    return get(name).flatMap(value -> value instanceof Text(String t) ? Optional.of(t) : none());
  }

  /// The object in a field, if it is an object.
  public Optional<JsonObject> object(String name) {
    return get(name).flatMap(value -> value instanceof JsonObject o ? Optional.of(o) : none());
  }

  /// The array in a field, if it is an array.
  public Optional<Array> array(String name) {
    return get(name).flatMap(value -> value instanceof Array a ? Optional.of(a) : none());
  }

  /// All fields that are texts.
  public SortedMap<String, String> texts() {
    TreeMap<String, String> texts = new TreeMap<>();
    fields.forEach((name, value) -> {
      if (value instanceof Text(String text)) {
        texts.put(name, text);
      }
    });
    return Collections.unmodifiableSortedMap(texts);
  }

  /// This object with the field set.
  public JsonObject with(String name, Json value) {
    TreeMap<String, Json> copy = new TreeMap<>(fields);
    copy.put(name, value);
    return new JsonObject(copy);
  }

  /// This object with the field set to a text.
  public JsonObject with(String name, String value) {
    return with(name, new Text(value));
  }

  /// This object with all fields of another, which win.
  public JsonObject with(JsonObject other) {
    TreeMap<String, Json> copy = new TreeMap<>(fields);
    copy.putAll(other.fields);
    return new JsonObject(copy);
  }

  /// This object without these fields.
  public JsonObject without(Collection<String> names) {
    TreeMap<String, Json> copy = new TreeMap<>(fields);
    copy.keySet().removeAll(names);
    return new JsonObject(copy);
  }

  /// Whether there is no field.
  public boolean isEmpty() {
    return fields.isEmpty();
  }

  @Override
  public String toString() {
    return text();
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }
}
