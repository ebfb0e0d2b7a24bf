package dev.garboard.oci;

import dev.garboard.content.Digest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads required and typed fields of an object, knowing where in which document it lies.
record Fields(String document, String path, JsonObject object) {

  static Fields of(String document, JsonObject object) {
    return new Fields(document, "", object);
  }

  private String pathOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  OciException missing(String name) {
    return new OciException(new OciProblem.MissingField(document, pathOf(name)));
  }

  OciException invalid(String name, Json value) {
    return new OciException(new OciProblem.InvalidField(document, pathOf(name), value.text()));
  }

  Json require(String name) throws OciException {
    return object.get(name).orElseThrow(() -> missing(name));
  }

  String text(String name) throws OciException {
    Json value = require(name);
    if (value instanceof Json.Text(String text) && !text.isEmpty()) {
      return text;
    }
    throw invalid(name, value);
  }

  String textOr(String name, String otherwise) throws OciException {
    return object.get(name).isEmpty() ? otherwise : textOrEmpty(name);
  }

  private String textOrEmpty(String name) throws OciException {
    Json value = require(name);
    if (value instanceof Json.Text(String text)) {
      return text;
    }
    throw invalid(name, value);
  }

  long size(String name) throws OciException {
    Json value = require(name);
    if (value instanceof Json.Numeral(String text) && text.matches("[0-9]{1,18}")) {
      return Long.parseLong(text);
    }
    throw invalid(name, value);
  }

  Digest digest(String name) throws OciException {
    return digest(name, require(name));
  }

  Digest digest(String name, Json value) throws OciException {
    try {
      if (value instanceof Json.Text(String text) && text.startsWith("sha")) {
        return Digest.parse(text);
      }
    } catch (IllegalArgumentException e) {
      throw invalid(name, value);
    }
    throw invalid(name, value);
  }

  Fields child(String name) throws OciException {
    Json value = require(name);
    if (value instanceof JsonObject child) {
      return new Fields(document, pathOf(name), child);
    }
    throw invalid(name, value);
  }

  List<Json> array(String name) throws OciException {
    Json value = require(name);
    if (value instanceof Json.Array(List<Json> values)) {
      return values;
    }
    throw invalid(name, value);
  }

  List<Fields> children(String name) throws OciException {
    List<Fields> children = new ArrayList<>();
    for (Json value : array(name)) {
      if (!(value instanceof JsonObject child)) {
        throw invalid(name, value);
      }
      children.add(new Fields(document, pathOf(name) + "[" + children.size() + "]", child));
    }
    return children;
  }

  SortedMap<String, String> annotations() throws OciException {
    if (object.get("annotations").isEmpty()) {
      return Collections.emptySortedMap();
    }
    Fields fields = child("annotations");
    TreeMap<String, String> annotations = new TreeMap<>();
    for (String name : fields.object.fields().keySet()) {
      annotations.put(name, fields.textOrEmpty(name));
    }
    return annotations;
  }
}
