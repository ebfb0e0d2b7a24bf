package dev.garboard.reuse;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.image.ImageAssembler;
import dev.garboard.layer.DiffId;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.ImageFormat;
import dev.garboard.oci.JsonObject;
import dev.garboard.oci.Manifest;
import dev.garboard.oci.MediaType;
import dev.garboard.oci.OciException;
import dev.garboard.parallel.Parallel;
import dev.garboard.parallel.Parallel.TaskFailedException;
import dev.garboard.registry.Access;
import dev.garboard.registry.FoundManifest;
import dev.garboard.registry.Registry;
import dev.garboard.registry.RegistryException;
import dev.garboard.registry.RemoteBlob;
import dev.garboard.registry.Repository;
import dev.garboard.registry.Upload;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A repository that keeps layers of many images by their keys (`--cache-repo`). Each layer has a
/// tag, its key in hexadecimal digits, that points at a manifest with the layer alone (OCI image
/// specification, "Guidelines for Artifact Usage"). The manifest is a function of the key, so
/// writers need not know of each other.
public record LayerIndex(Registry registry, Repository repository) {

  private static final String ARTIFACT_TYPE = "application/vnd.dev.garboard.layer.v1";
  private static final String DIFF_ID = "dev.garboard.layer.diffid";
  private static final byte[] EMPTY = {'{', '}'};
  private static final MediaType EMPTY_TYPE = new MediaType("application/vnd.oci.empty.v1+json");
  private static final int AT_ONCE = 8;

  /// The layers of these keys whose blobs exist. What cannot be read is no hit.
  ///
  /// @param keys layer keys, `sha256:…`
  public PreviousImages find(Collection<String> keys) throws InterruptedException {
    return PreviousImages.gather(List.copyOf(keys), AT_ONCE, this::find);
  }

  private PreviousImages find(String key) throws InterruptedException {
    try {
      Optional<FoundManifest> found = registry.getManifest(repository.tagged(tag(key)));
      Optional<KnownLayer> layer = found.isPresent() ? layer(key, found.get()) : Optional.empty();
      boolean there =
          layer.isPresent() && registry.hasBlob(repository, layer.get().descriptor(), Access.PULL);
      return there ? PreviousImages.of(layer.get()) : PreviousImages.none();
    } catch (RegistryException e) {
      return PreviousImages.failed(e.problem());
    }
  }

  /// Empty when the manifest is not one of ours, or is that of another key.
  private Optional<KnownLayer> layer(String key, FoundManifest found) {
    try {
      Manifest manifest = Manifest.parse(found.descriptor().mediaType(), found.content().readAll());
      String diffId = manifest.annotations().getOrDefault(DIFF_ID, "");
      if (manifest.layers().size() != 1
          || !key.equals(manifest.annotations().get(ImageAssembler.KEY_ANNOTATION))) {
        return Optional.empty();
      }
      Descriptor layer = manifest.layers().getFirst();
      RemoteBlob content = new RemoteBlob(registry, repository, layer);
      return Optional.of(new KnownLayer(key, layer, new DiffId(Digest.parse(diffId)), content));
    } catch (OciException | IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Keeps layers: those that the repository has already are left alone, the others are mounted
  /// from where they lie, else sent.
  ///
  /// @throws RegistryException when one cannot be kept; then its tag points where it pointed before
  public void put(Collection<Entry> entries) throws RegistryException, InterruptedException {
    try {
      Parallel.map(List.copyOf(entries), AT_ONCE, this::put);
    } catch (TaskFailedException e) {
      e.rethrowIf(RegistryException.class);
      e.rethrowIf(InterruptedException.class);
      e.rethrowIf(RuntimeException.class);
      throw new AssertionError(e.getCause());
    }
  }

  /// A layer to be kept.
  ///
  /// @param descriptor its blob's
  /// @param content the bytes, read only if no mount succeeds
  /// @param mountFrom repositories of the same registry that hold the blob
  public record Entry(
      String key,
      Descriptor descriptor,
      DiffId diffId,
      Content content,
      List<Repository> mountFrom) {
    /// Copies.
    public Entry {
      mountFrom = List.copyOf(mountFrom);
    }
  }

  private Descriptor put(Entry entry) throws RegistryException, InterruptedException {
    Manifest manifest = manifest(entry);
    Content document = Content.of(manifest.toJson().bytes());
    Descriptor wanted = Descriptor.of(manifest.mediaType(), manifest.toJson().bytes());
    var tagged = repository.tagged(tag(entry.key));
    Optional<Descriptor> found = registry.headManifest(tagged, Access.PUSH);
    boolean equal = found.filter(f -> f.digest().equals(wanted.digest())).isPresent();
    if (equal && registry.hasBlob(repository, entry.descriptor, Access.PUSH)) {
      return wanted;
    }
    putBlob(entry.descriptor, entry.content, entry.mountFrom);
    putBlob(manifest.config(), Content.of(EMPTY), List.of());
    return registry.putManifest(tagged, manifest.mediaType(), document);
  }

  private void putBlob(Descriptor descriptor, Content content, List<Repository> mountFrom)
      throws RegistryException, InterruptedException {
    if (!registry.hasBlob(repository, descriptor, Access.PUSH)) {
      registry.putBlob(repository, new Upload(descriptor, content, mountFrom));
    }
  }

  private static Manifest manifest(Entry entry) {
    Map<String, String> key = Map.of(ImageAssembler.KEY_ANNOTATION, entry.key);
    TreeMap<String, String> annotations = new TreeMap<>(key);
    annotations.put(DIFF_ID, entry.diffId.toString());
    return new Manifest(
        MediaType.OCI_MANIFEST,
        Descriptor.of(EMPTY_TYPE, EMPTY),
        List.of(neutral(entry.descriptor).withAnnotations(key)),
        annotations,
        JsonObject.EMPTY.with("artifactType", ARTIFACT_TYPE));
  }

  /// By the OCI specification's name of its type, whatever format the image has.
  private static Descriptor neutral(Descriptor layer) {
    return layer.withMediaType(ImageFormat.OCI.layer(layer.mediaType()).orElse(layer.mediaType()));
  }

  private static String tag(String key) {
    return key.substring(key.indexOf(':') + 1);
  }
}
