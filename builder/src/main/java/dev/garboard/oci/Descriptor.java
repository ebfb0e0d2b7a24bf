package dev.garboard.oci;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Points at a blob (OCI image specification, "Content Descriptors").
///
/// @param size bytes of the blob
/// @param others all further fields, `platform` among them, verbatim
public record Descriptor(
    MediaType mediaType,
    Digest digest,
    long size,
    SortedMap<String, String> annotations,
    JsonObject others) {

  private static final List<String> KNOWN = List.of("mediaType", "digest", "size", "annotations");

  /// Copies.
  public Descriptor {
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
  }

  /// A descriptor without annotations.
  public static Descriptor of(MediaType mediaType, Digest digest, long size) {
    return new Descriptor(mediaType, digest, size, Collections.emptySortedMap(), JsonObject.EMPTY);
  }

  /// The descriptor of a document.
  public static Descriptor of(MediaType mediaType, byte[] document) {
    return of(mediaType, Hashing.sha256(document), document.length);
  }

  static Descriptor read(Fields fields) throws OciException {
    return new Descriptor(
        new MediaType(fields.text("mediaType")),
        fields.digest("digest"),
        fields.size("size"),
        fields.annotations(),
        fields.object().without(KNOWN));
  }

  /// The platform that the blob is for, when the descriptor says so.
  public Optional<Platform> platform() {
    return others.object("platform").flatMap(Platform::read);
  }

  /// This descriptor with a platform.
  public Descriptor withPlatform(Platform platform) {
    return new Descriptor(
        mediaType, digest, size, annotations, others.with("platform", platform.toJson()));
  }

  /// This descriptor with another media type.
  public Descriptor withMediaType(MediaType type) {
    return new Descriptor(type, digest, size, annotations, others);
  }

  /// This descriptor with exactly these annotations.
  public Descriptor withAnnotations(Map<String, String> values) {
    return new Descriptor(mediaType, digest, size, new TreeMap<>(values), others);
  }

  /// Whether the content has this descriptor's size; says nothing of its digest.
  public boolean fits(Content content) {
    return content.size() == size;
  }

  /// This descriptor as JSON.
  public JsonObject toJson() {
    JsonObject json =
        others
            .with("mediaType", mediaType.value())
            .with("digest", digest.toString())
            .with("size", Json.Numeral.of(size));
    return annotations.isEmpty() ? json : json.with("annotations", JsonObject.ofTexts(annotations));
  }
}
