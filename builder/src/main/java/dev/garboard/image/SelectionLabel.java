package dev.garboard.image;

import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.oci.ImageConfig;
import dev.garboard.oci.Json;
import dev.garboard.oci.JsonObject;
import dev.garboard.oci.OciException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The label by which all layers below the application are taken over at once: the selection key,
/// and what a build must know of these layers that would else follow from the lockfile.
///
/// @param selection what decides the layers
/// @param version of the project as the lockfile has it; empty where it is not installed
/// @param layers those between the base and the application, bottom to top
/// @param runtime what they rely on in the base
public record SelectionLabel(
    Selection selection, String version, List<Layer> layers, RuntimeFacts runtime) {

  /// Its name.
  public static final String NAME = "dev.garboard.selection";

  private static final String KEY = "key";
  private static final String BASE = "base";
  private static final String FACTS = "facts";
  private static final String BYTECODE = "bytecode";
  private static final String SOURCES = "sources";
  private static final String VERSION = "version";
  private static final String LAYERS = "layers";

  /// Copies.
  public SelectionLabel {
    layers = List.copyOf(layers);
  }

  /// What decides the layers below the application.
  ///
  /// @param key digest of the lockfile, the settings and the content of the sources
  /// @param base identity of what the layers lie on
  /// @param facts digest of all that was known of the base, see [BaseFacts#text]
  /// @param bytecode version of the CPython that compiled, or a word for none
  /// @param sources local trees in these layers, relative to the workspace's root
  public record Selection(
      Digest key, String base, Digest facts, String bytecode, List<String> sources) {
    /// Copies.
    public Selection {
      sources = List.copyOf(sources);
    }

    /// The same on another base of which the same is known.
    Selection on(BaseImage.Existing other) {
      return new Selection(key, other.digest().toString(), facts, bytecode, sources);
    }
  }

  /// A layer.
  ///
  /// @param kind the plan's name of its kind, in lower case
  /// @param label the plan's
  /// @param key the layer key
  public record Layer(String kind, String label, String key) {}

  /// The label's text; the layer keys are in a label of their own, see [KeysLabel].
  public String text() {
    return JsonObject.EMPTY
        .with(KEY, selection.key.toString())
        .with(BASE, selection.base)
        .with(FACTS, selection.facts.toString())
        .with(BYTECODE, selection.bytecode)
        .with(SOURCES, Json.Array.ofTexts(selection.sources))
        .with(VERSION, version)
        .with(LAYERS, Json.Array.ofTexts(layers.stream().map(l -> l.kind + " " + l.label).toList()))
        .text();
  }

  /// That of an image; empty when it has none that can be read.
  public static Optional<SelectionLabel> read(ImageConfig config) {
    String text = config.process().labels().getOrDefault(NAME, "");
    try {
      if (text.isEmpty()) {
        return Optional.empty();
      }
      JsonObject json = JsonObject.parse(NAME, text);
      return BaseLabel.read(config).map(base -> read(json, KeysLabel.read(config), base));
    } catch (OciException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// The label of the image on another base; empty where the lockfile may select otherwise there.
  static Optional<String> rebased(ImageConfig config, BaseImage.Existing base, BaseFacts facts) {
    return read(config)
        .filter(label -> label.selection.facts.equals(Hashing.sha256(facts.text())))
        .map(label ->
            new SelectionLabel(label.selection.on(base), label.version, label.layers, label.runtime)
                .text());
  }

  private static SelectionLabel read(JsonObject json, List<String> keys, BaseLabel base) {
    List<String> titles = texts(json, LAYERS);
    if (titles.size() > keys.size()) {
      throw new IllegalArgumentException("fewer keys than layers");
    }
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < titles.size(); i++) {
      String[] words = titles.get(i).split(" ", 2);
      layers.add(new Layer(words[0], words[words.length - 1], keys.get(i)));
    }
    Selection selection =
        new Selection(
            Digest.parse(json.text(KEY).orElse("")),
            json.text(BASE).orElse(""),
            Digest.parse(json.text(FACTS).orElse("")),
            json.text(BYTECODE).orElse(""),
            texts(json, SOURCES));
    String version = json.text(VERSION).orElse("");
    return new SelectionLabel(selection, version, layers, base.runtime());
  }

  private static List<String> texts(JsonObject json, String name) {
    List<String> texts = new ArrayList<>();
    for (Json value : json.array(name).map(Json.Array::values).orElse(List.of())) {
      if (value instanceof Json.Text(String text)) {
        texts.add(text);
      }
    }
    return texts;
  }
}
