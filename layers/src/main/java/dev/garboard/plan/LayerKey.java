package dev.garboard.plan;

import dev.garboard.content.CanonicalJson;
import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import java.util.Map;

/// Digest of everything that can change a byte of a planned layer, and of nothing else. Known
/// before a byte is fetched; equal keys mean equal layers on every machine.
public record LayerKey(Digest digest) {

  /// The key of these inputs: SHA-256 over their canonical JSON.
  static LayerKey of(Map<String, Object> inputs) {
    return new LayerKey(Hashing.sha256(CanonicalJson.write(inputs)));
  }

  /// Reads the form that [#toString] prints.
  ///
  /// @throws IllegalArgumentException when the text is not a digest
  public static LayerKey parse(String text) {
    return new LayerKey(Digest.parse(text));
  }

  @Override
  public String toString() {
    return digest.toString();
  }
}
