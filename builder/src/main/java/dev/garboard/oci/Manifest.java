package dev.garboard.oci;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// An image manifest (OCI image specification, "Image Manifest").
///
/// @param layers bottom to top
/// @param others all further fields, `subject` among them, verbatim
public record Manifest(
    MediaType mediaType,
    Descriptor config,
    List<Descriptor> layers,
    SortedMap<String, String> annotations,
    JsonObject others) {

  private static final List<String> KNOWN =
      List.of("schemaVersion", "mediaType", "config", "layers", "annotations");

  /// Copies.
  public Manifest {
    layers = List.copyOf(layers);
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
  }

  /// Reads a manifest.
  ///
  /// @param type its media type as its descriptor tells; the document need not repeat it
  /// @throws OciException when the bytes are no image manifest of version 2
  public static Manifest parse(MediaType type, byte[] bytes) throws OciException {
    Fields fields = Fields.of("manifest", JsonObject.parse("manifest", bytes));
    if (fields.size("schemaVersion") != 2) {
      throw fields.invalid("schemaVersion", fields.require("schemaVersion"));
    }
    List<Descriptor> layers = new ArrayList<>();
    for (Fields layer : fields.children("layers")) {
      layers.add(Descriptor.read(layer));
    }
    return new Manifest(
        new MediaType(fields.textOr("mediaType", type.value())),
        Descriptor.read(fields.child("config")),
        layers,
        fields.annotations(),
        fields.object().without(KNOWN));
  }

  /// This manifest as JSON.
  public JsonObject toJson() {
    JsonObject json =
        others
            .with("schemaVersion", Json.Numeral.of(2))
            .with("mediaType", mediaType.value())
            .with("config", config.toJson())
            .with("layers", new Json.Array(layers.stream().<Json>map(Descriptor::toJson).toList()));
    return annotations.isEmpty() ? json : json.with("annotations", JsonObject.ofTexts(annotations));
  }
}
