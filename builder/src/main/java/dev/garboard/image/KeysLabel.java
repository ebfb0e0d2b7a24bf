package dev.garboard.image;

import dev.garboard.content.Digest;
import dev.garboard.oci.ImageConfig;
import dev.garboard.oci.Json;
import dev.garboard.oci.JsonObject;
import dev.garboard.oci.OciException;
import java.util.List;

/// The label that holds the layer keys of an image's topmost layers, bottom to top, and the chain
/// ID of these layers alone. It survives formats and tools that drop annotations. An image that
/// somebody made from ours inherits the label: the chain ID tells that its topmost layers are
/// others.
public final class KeysLabel {

  /// Its name.
  public static final String NAME = "dev.garboard.layer.keys";

  private static final String KEYS = "keys";
  private static final String CHAIN_ID = "chain-id";

  private KeysLabel() {}

  static String text(List<NewLayer> layers) {
    List<Digest> diffIds = layers.stream().map(layer -> layer.blob().diffId().digest()).toList();
    return JsonObject.EMPTY
        .with(CHAIN_ID, OwnBase.chainId(diffIds))
        .with(KEYS, Json.Array.ofTexts(layers.stream().map(NewLayer::key).toList()))
        .text();
  }

  /// The keys; none when the image has no such label, one of somebody else, or one that speaks of
  /// other layers.
  ///
  /// @return at most as many as there are layers; an element that is no text is empty
  public static List<String> read(ImageConfig config) {
    String text = config.process().labels().getOrDefault(NAME, "");
    if (text.isEmpty()) {
      return List.of();
    }
    try {
      JsonObject label = JsonObject.parse(NAME, text);
      List<Json> keys = label.array(KEYS).map(Json.Array::values).orElse(List.of());
      return speaksOf(label, keys.size(), config.diffIds())
          ? keys.stream().map(v -> v instanceof Json.Text(String key) ? key : "").toList()
          : List.of();
    } catch (OciException e) {
      return List.of();
    }
  }

  private static boolean speaksOf(JsonObject label, int count, List<Digest> diffIds) {
    return count <= diffIds.size()
        && label
            .text(CHAIN_ID)
            .filter(
                OwnBase.chainId(diffIds.subList(diffIds.size() - count, diffIds.size()))::equals)
            .isPresent();
  }
}
