package dev.garboard.registry;

import dev.garboard.content.Content;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.Json;
import dev.garboard.oci.JsonObject;
import dev.garboard.oci.MediaType;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A document about an image, such as a bill of materials or a signature: one blob under an
/// artifact manifest whose `subject` is the image.
///
/// Specification: OCI image specification 1.1, "Guidelines for Artifact Usage".
///
/// @param blob points at the document; its media type is also the artifact's
/// @param annotations of the manifest
public record Attachment(Descriptor blob, Content content, SortedMap<String, String> annotations) {

  private static final MediaType EMPTY = new MediaType("application/vnd.oci.empty.v1+json");

  /// Copies.
  public Attachment {
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
  }

  /// A document without annotations.
  public static Attachment of(MediaType type, byte[] document) {
    return new Attachment(
        Descriptor.of(type, document), Content.of(document), Collections.emptySortedMap());
  }

  /// By which it is found among the referrers.
  public String artifactType() {
    return blob.mediaType().value();
  }

  /// What has to lie in the repository before the manifest: the document, and the empty object that
  /// stands where an image has its configuration.
  List<Upload> uploads() {
    return List.of(empty(), new Upload(blob, content, List.of()));
  }

  private static Upload empty() {
    byte[] nothing = JsonObject.EMPTY.bytes();
    return new Upload(Descriptor.of(EMPTY, nothing), Content.of(nothing), List.of());
  }

  /// The artifact manifest: a function of the document and its subject.
  JsonObject manifest(Descriptor subject) {
    Descriptor bare = Descriptor.of(subject.mediaType(), subject.digest(), subject.size());
    JsonObject manifest =
        JsonObject.EMPTY
            .with("schemaVersion", Json.Numeral.of(2))
            .with("mediaType", MediaType.OCI_MANIFEST.value())
            .with("artifactType", artifactType())
            .with("config", empty().descriptor().toJson())
            .with("layers", new Json.Array(List.of(blob.toJson())))
            .with("subject", bare.toJson());
    return annotations.isEmpty()
        ? manifest
        : manifest.with("annotations", JsonObject.ofTexts(annotations));
  }
}
