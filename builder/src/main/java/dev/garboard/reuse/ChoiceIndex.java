package dev.garboard.reuse;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.JsonObject;
import dev.garboard.oci.Manifest;
import dev.garboard.oci.MediaType;
import dev.garboard.oci.OciException;
import dev.garboard.registry.Access;
import dev.garboard.registry.FoundManifest;
import dev.garboard.registry.Registry;
import dev.garboard.registry.RegistryException;
import dev.garboard.registry.Repository;
import dev.garboard.registry.Upload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A repository that keeps which Debian packages were chosen, beside the layers of a [LayerIndex].
/// Each choice has a tag, its key in hexadecimal digits, that points at a manifest. The manifest
/// bears the text itself (`data`; OCI image specification, "Content Descriptors"): a choice is
/// found with one request.
public record ChoiceIndex(Registry registry, Repository repository) {

  private static final String ARTIFACT_TYPE = "application/vnd.dev.garboard.debian-choice.v1";
  private static final MediaType TEXT_TYPE = new MediaType(ARTIFACT_TYPE + "+toml");
  private static final MediaType EMPTY_TYPE = new MediaType("application/vnd.oci.empty.v1+json");
  private static final byte[] EMPTY = {'{', '}'};
  private static final String KEY = "dev.garboard.choice.key";
  private static final String DATA = "data";

  /// The text of this key; empty when there is none, or something that is not ours.
  public Optional<String> find(Digest key) throws RegistryException, InterruptedException {
    Optional<FoundManifest> found = registry.getManifest(repository.tagged(key.hex()));
    return found.isPresent() ? text(key, found.get()) : Optional.empty();
  }

  private static Optional<String> text(Digest key, FoundManifest found) {
    try {
      Manifest manifest = Manifest.parse(found.descriptor().mediaType(), found.content().readAll());
      if (manifest.layers().size() != 1
          || !key.toString().equals(manifest.annotations().get(KEY))
          || !manifest.layers().getFirst().mediaType().equals(TEXT_TYPE)) {
        return Optional.empty();
      }
      Descriptor text = manifest.layers().getFirst();
      byte[] bytes = Base64.getDecoder().decode(text.others().text(DATA).orElse(""));
      return Descriptor.of(TEXT_TYPE, bytes).digest().equals(text.digest())
          ? Optional.of(new String(bytes, StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (OciException | IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Keeps a text, in place of what its tag points at. Of several writers the last one wins, whole.
  ///
  /// @throws RegistryException when it cannot be kept; then its tag points where it pointed before
  public void put(Digest key, String text) throws RegistryException, InterruptedException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Manifest manifest = manifest(key, bytes);
    putBlob(Descriptor.of(TEXT_TYPE, bytes), bytes);
    putBlob(manifest.config(), EMPTY);
    Descriptor _ =
        registry.putManifest(
            repository.tagged(key.hex()),
            manifest.mediaType(),
            Content.of(manifest.toJson().bytes()));
  }

  private void putBlob(Descriptor descriptor, byte[] bytes)
      throws RegistryException, InterruptedException {
    if (!registry.hasBlob(repository, descriptor, Access.PUSH)) {
      registry.putBlob(repository, new Upload(descriptor, Content.of(bytes), List.of()));
    }
  }

  private static Manifest manifest(Digest key, byte[] text) {
    Descriptor plain = Descriptor.of(TEXT_TYPE, text);
    Descriptor bearing =
        new Descriptor(
            plain.mediaType(),
            plain.digest(),
            plain.size(),
            plain.annotations(),
            JsonObject.EMPTY.with(DATA, Base64.getEncoder().encodeToString(text)));
    return new Manifest(
        MediaType.OCI_MANIFEST,
        Descriptor.of(EMPTY_TYPE, EMPTY),
        List.of(bearing),
        new TreeMap<>(Map.of(KEY, key.toString())),
        JsonObject.EMPTY.with("artifactType", ARTIFACT_TYPE));
  }
}
