package dev.garboard.destination;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.image.Image;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.ImageReference;
import dev.garboard.oci.Index;
import dev.garboard.oci.JsonObject;
import dev.garboard.oci.MediaType;
import dev.garboard.registry.Access;
import dev.garboard.registry.Registry;
import dev.garboard.registry.RegistryException;
import dev.garboard.registry.RegistryProblem;
import dev.garboard.registry.Repository;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A repository of a registry. Blobs go first, what points at them afterwards, tags last; a tag
/// that already points at the image is left alone.
public final class RegistryDestination implements Destination {

  private static final Set<String> LOST_BLOB =
      Set.of("MANIFEST_BLOB_UNKNOWN", "BLOB_UNKNOWN", "MANIFEST_UNKNOWN");

  private final Registry registry;
  private final ImageReference name;
  private final List<String> tags;

  /// The place of one name.
  public RegistryDestination(Registry registry, ImageReference name) {
    this(registry, name, List.of());
  }

  /// The place of one name with further tags.
  ///
  /// @param name without tag and digest, the image is found by its digest alone
  public RegistryDestination(Registry registry, ImageReference name, List<String> moreTags) {
    this.registry = registry;
    this.name = name;
    List<String> all = new ArrayList<>();
    if (!name.tag().isEmpty()) {
      all.add(name.tag());
    }
    all.addAll(moreTags);
    this.tags = all.isEmpty() ? List.of("") : all.stream().distinct().toList();
  }

  @Override
  public Published publish(Image image) throws DestinationException, InterruptedException {
    return publish(List.of(image), new Top(image.descriptor(), image.manifestContent(), false));
  }

  /// Publishes images for several platforms under one index: all of them, or nothing.
  ///
  /// @param images at least one, all of one format, in the order of the index
  /// @throws DestinationException when they cannot be; no tag was moved
  public Published publishIndex(List<Image> images)
      throws DestinationException, InterruptedException {
    List<Descriptor> entries =
        images.stream().map(i -> i.descriptor().withPlatform(i.config().platform())).toList();
    boolean docker = images.getFirst().manifest().mediaType().equals(MediaType.DOCKER_MANIFEST);
    MediaType type = docker ? MediaType.DOCKER_INDEX : MediaType.OCI_INDEX;
    byte[] document = new Index(type, entries, new TreeMap<>(), JsonObject.EMPTY).toJson().bytes();
    return publish(images, new Top(Descriptor.of(type, document), Content.of(document), true));
  }

  /// The document that the tags shall point at.
  private record Top(Descriptor descriptor, Content content, boolean isIndex) {}

  private Published publish(List<Image> images, Top top)
      throws DestinationException, InterruptedException {
    Digest digest = top.descriptor.digest();
    Optional<Digest> named = name.digest();
    if (named.isPresent() && !named.get().equals(digest)) {
      throw new DestinationException(
          new DestinationProblem.OtherDigest(name.toString(), named.get(), digest));
    }
    try {
      List<String> missing = new ArrayList<>();
      for (String tag : tags) {
        if (!pointsAt(tag, digest)) {
          missing.add(tag);
        }
      }
      if (!missing.isEmpty()) {
        send(images, top, missing);
      }
    } catch (RegistryException e) {
      throw new DestinationException(problem(e.problem()));
    }
    return new Published(top.descriptor, reference(tags.getFirst(), digest).toString());
  }

  private ImageReference reference(String tag, Digest digest) {
    return new ImageReference(name.registry(), name.repository(), tag, digest.toString());
  }

  private boolean pointsAt(String tag, Digest digest)
      throws RegistryException, InterruptedException {
    ImageReference reference =
        tag.isEmpty() ? reference("", digest) : Repository.of(name).tagged(tag);
    return registry
        .headManifest(reference, Access.PUSH)
        .filter(found -> found.digest().equals(digest))
        .isPresent();
  }

  private void send(List<Image> images, Top top, List<String> missing)
      throws RegistryException, InterruptedException {
    Map<Descriptor, Content> blobs = blobs(images);
    BlobPush push = new BlobPush(registry, Repository.of(name));
    push.all(blobs);
    try {
      manifests(images, top, missing);
    } catch (RegistryException e) {
      if (!isLostBlob(e.problem())) {
        throw e;
      }
      // Collected between the question and now.
      registry.forgetBlobs();
      push.all(blobs);
      manifests(images, top, missing);
    }
  }

  private static boolean isLostBlob(RegistryProblem problem) {
    return problem instanceof RegistryProblem.NotFound
        || (problem instanceof RegistryProblem.Refused refused
            && refused.codes().stream().anyMatch(LOST_BLOB::contains));
  }

  private void manifests(List<Image> images, Top top, List<String> missing)
      throws RegistryException, InterruptedException {
    if (top.isIndex) {
      ImageReference untagged = new ImageReference(name.registry(), name.repository(), "", "");
      for (Image image : images) {
        registry.putManifest(untagged, image.manifest().mediaType(), image.manifestContent());
      }
    }
    for (String tag : missing) {
      registry.putManifest(
          new ImageReference(name.registry(), name.repository(), tag, ""),
          top.descriptor.mediaType(),
          top.content);
    }
  }

  /// All blobs, each once.
  private static Map<Descriptor, Content> blobs(List<Image> images) {
    Map<Digest, Descriptor> known = new LinkedHashMap<>();
    Map<Descriptor, Content> blobs = new LinkedHashMap<>();
    for (Image image : images) {
      ImageArchive.blobs(image)
          .forEach((descriptor, content) -> {
            boolean manifest = descriptor.equals(image.descriptor());
            if (!manifest && known.putIfAbsent(descriptor.digest(), descriptor) == null) {
              blobs.put(descriptor, content);
            }
          });
    }
    return blobs;
  }

  private DestinationProblem problem(RegistryProblem problem) {
    return switch (problem) {
      case RegistryProblem.ContentCorrupt(Digest expected, Digest found, long size) ->
          new DestinationProblem.BlobCorrupt(expected, found, size);
      case RegistryProblem.ContentUnreadable(Digest digest, String detail) ->
          new DestinationProblem.BlobUnreadable(digest, detail);
      case RegistryProblem other -> new DestinationProblem.InRegistry(name.toString(), other);
    };
  }
}
