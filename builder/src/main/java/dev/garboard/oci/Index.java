package dev.garboard.oci;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// An image index (OCI image specification, "Image Index"), also the `index.json` of a layout.
///
/// @param others all further fields, verbatim
public record Index(
    MediaType mediaType,
    List<Descriptor> manifests,
    SortedMap<String, String> annotations,
    JsonObject others) {

  private static final List<String> KNOWN =
      List.of("schemaVersion", "mediaType", "manifests", "annotations");

  /// Copies.
  public Index {
    manifests = List.copyOf(manifests);
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
  }

  /// An index of these manifests.
  public static Index of(List<Descriptor> manifests) {
    return new Index(
        MediaType.OCI_INDEX, manifests, Collections.emptySortedMap(), JsonObject.EMPTY);
  }

  /// Reads an index.
  ///
  /// @param document what the bytes are, for the problem
  /// @throws OciException when the bytes are no index
  public static Index parse(String document, byte[] bytes) throws OciException {
    Fields fields = Fields.of(document, JsonObject.parse(document, bytes));
    List<Descriptor> manifests = new ArrayList<>();
    for (Fields manifest : fields.children("manifests")) {
      manifests.add(Descriptor.read(manifest));
    }
    return new Index(
        new MediaType(fields.textOr("mediaType", MediaType.OCI_INDEX.value())),
        manifests,
        fields.annotations(),
        fields.object().without(KNOWN));
  }

  /// This index with other manifests.
  public Index withManifests(List<Descriptor> values) {
    return new Index(mediaType, values, annotations, others);
  }

  /// This index as JSON.
  public JsonObject toJson() {
    JsonObject json =
        others
            .with("schemaVersion", Json.Numeral.of(2))
            .with("mediaType", mediaType.value())
            .with(
                "manifests",
                new Json.Array(manifests.stream().<Json>map(Descriptor::toJson).toList()));
    return annotations.isEmpty() ? json : json.with("annotations", JsonObject.ofTexts(annotations));
  }
}
