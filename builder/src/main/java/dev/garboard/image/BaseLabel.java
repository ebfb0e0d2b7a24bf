package dev.garboard.image;

import dev.garboard.image.BaseFacts.PythonInstallation;
import dev.garboard.oci.ImageConfig;
import dev.garboard.oci.Json;
import dev.garboard.oci.JsonObject;
import dev.garboard.oci.OciException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The label by which an image can be put on another base: what its layers rely on, and which
/// variables and labels are the base's own.
///
/// @param variables names of environment variables that came with the base
/// @param labels names of labels that came with the base
record BaseLabel(RuntimeFacts runtime, Set<String> variables, Set<String> labels) {

  static final String NAME = "dev.garboard.base";

  BaseLabel {
    variables = Set.copyOf(variables);
    labels = Set.copyOf(labels);
  }

  /// Of an image on this base that has variables and labels of its own, by these names.
  static BaseLabel of(
      BaseImage base, RuntimeFacts runtime, Set<String> ownVariables, Set<String> ownLabels) {
    Set<String> variables = new TreeSet<>(base.config().process().env().keySet());
    variables.add("PATH");
    variables.removeAll(ownVariables);
    Set<String> labels = new TreeSet<>(base.config().process().labels().keySet());
    labels.removeAll(ownLabels);
    return new BaseLabel(runtime, variables, labels);
  }

  String text() {
    return new BaseFacts(List.of(runtime.python()), runtime.libc(), "", "")
        .toJson()
        .without(List.of("passwd", "group"))
        .with("variables", Json.Array.ofTexts(List.copyOf(new TreeSet<>(variables))))
        .with("labels", Json.Array.ofTexts(List.copyOf(new TreeSet<>(labels))))
        .text();
  }

  /// Of an image; empty when it has none that can be read.
  static Optional<BaseLabel> read(ImageConfig config) {
    Map<String, String> labels = config.process().labels();
    try {
      JsonObject json = JsonObject.parse(NAME, labels.getOrDefault(NAME, ""));
      BaseFacts facts = BaseFacts.parse(json.with("passwd", "").with("group", "").text());
      Optional<PythonInstallation> python = facts.pythons().stream().findFirst();
      return python.map(p ->
          new BaseLabel(
              new RuntimeFacts(p, facts.libc()), texts(json, "variables"), texts(json, "labels")));
    } catch (OciException e) {
      return Optional.empty();
    }
  }

  private static Set<String> texts(JsonObject json, String name) {
    Set<String> texts = new TreeSet<>();
    for (Json value : json.array(name).map(Json.Array::values).orElse(List.of())) {
      if (value instanceof Json.Text(String text)) {
        texts.add(text);
      }
    }
    return texts;
  }
}
