package dev.garboard.image;

import dev.garboard.oci.ImageConfig;
import dev.garboard.oci.Json;
import dev.garboard.oci.JsonObject;
import dev.garboard.oci.OciException;
import java.util.List;

/// The label that holds the layer keys of an image's topmost layers, bottom to top, as a JSON
/// array. It survives formats and tools that drop annotations.
public final class KeysLabel {

  /// Its name.
  public static final String NAME = "dev.garboard.layer.keys";

  private KeysLabel() {}

  static String text(List<String> keys) {
    return Json.Array.ofTexts(keys).text();
  }

  /// The keys; none when the image has no such label, or one of somebody else.
  ///
  /// @return at most as many as there are layers; an element that is no text is empty
  public static List<String> read(ImageConfig config) {
    String label = config.process().labels().getOrDefault(NAME, "[]");
    try {
      List<Json> values =
          JsonObject.parse(NAME, "{\"keys\":" + label + "}")
              .array("keys")
              .map(Json.Array::values)
              .orElse(List.of());
      return values.size() > config.diffIds().size()
          ? List.of()
          : values.stream().map(v -> v instanceof Json.Text(String key) ? key : "").toList();
    } catch (OciException e) {
      return List.of();
    }
  }
}
