package dev.garboard.destination;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.image.Image;
import dev.garboard.image.Publishable;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.ImageReference;
import dev.garboard.registry.Access;
import dev.garboard.registry.Attachment;
import dev.garboard.registry.Attachments;
import dev.garboard.registry.Registry;
import dev.garboard.registry.RegistryException;
import dev.garboard.registry.RegistryProblem;
import dev.garboard.registry.Repository;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A repository of a registry. Blobs go first, what points at them afterwards, tags last; a tag
/// that already points at the image is left alone.
public final class RegistryDestination implements Destination {

  private static final Set<String> LOST_BLOB =
      Set.of("MANIFEST_BLOB_UNKNOWN", "BLOB_UNKNOWN", "MANIFEST_UNKNOWN");

  private final Registry registry;
  private final ImageReference name;
  private final List<String> tags;
  private final Map<Digest, Attachment> attachments;

  /// The place of one name.
  public RegistryDestination(Registry registry, ImageReference name) {
    this(registry, name, List.of());
  }

  /// The place of one name with further tags.
  ///
  /// @param name without tag and digest, the image is found by its digest alone
  public RegistryDestination(Registry registry, ImageReference name, List<String> moreTags) {
    this(registry, name, tags(name, moreTags), Map.of());
  }

  private RegistryDestination(
      Registry registry,
      ImageReference name,
      List<String> tags,
      Map<Digest, Attachment> attachments) {
    this.registry = registry;
    this.name = name;
    this.tags = tags;
    this.attachments = Map.copyOf(attachments);
  }

  private static List<String> tags(ImageReference name, List<String> moreTags) {
    List<String> all = new ArrayList<>();
    if (!name.tag().isEmpty()) {
      all.add(name.tag());
    }
    all.addAll(moreTags);
    return all.isEmpty() ? List.of("") : all.stream().distinct().toList();
  }

  /// The same place, where images get these documents before their tags.
  ///
  /// @param documents by the digest of the image that they are about
  public RegistryDestination attaching(Map<Digest, Attachment> documents) {
    return new RegistryDestination(registry, name, tags, documents);
  }

  /// Where the image goes.
  public Repository repository() {
    return Repository.of(name);
  }

  @Override
  public Staged stage(Publishable image) throws DestinationException, InterruptedException {
    Digest digest = image.descriptor().digest();
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
        sendUntagged(image);
      }
      attach(image);
      return () -> tagged(image, missing);
    } catch (RegistryException e) {
      throw new DestinationException(problem(e.problem()));
    }
  }

  private Published tagged(Publishable image, List<String> missing)
      throws DestinationException, InterruptedException {
    try {
      for (String tag : missing) {
        putTag(tag, image);
      }
    } catch (RegistryException e) {
      throw new DestinationException(problem(e.problem()));
    }
    Digest digest = image.descriptor().digest();
    return new Published(image.descriptor(), reference(tags.getFirst(), digest).toString());
  }

  private void attach(Publishable image) throws RegistryException, InterruptedException {
    for (Image each : image.images()) {
      Attachment attachment = attachments.get(each.descriptor().digest());
      if (attachment != null) {
        new Attachments(registry, repository()).attach(each.descriptor(), attachment);
      }
    }
  }

  @Override
  public Evidence evidence(Publishable image) {
    Digest digest = image.descriptor().digest();
    return new Evidence.InRegistry(tags.stream().map(tag -> named(tag, digest)).toList());
  }

  private ImageReference reference(String tag, Digest digest) {
    return new ImageReference(name.registry(), name.repository(), tag, digest.toString());
  }

  private boolean pointsAt(String tag, Digest digest)
      throws RegistryException, InterruptedException {
    ImageReference tagged = named(tag, digest);
    if (registry.resolved(tagged).filter(known -> !known.equals(digest)).isPresent()) {
      // Seen in this run already; were it moved meanwhile, it would be written once too often.
      return false;
    }
    return registry
        .headManifest(tagged, Access.PUSH)
        .filter(found -> found.digest().equals(digest))
        .isPresent();
  }

  private ImageReference named(String tag, Digest digest) {
    return tag.isEmpty() ? reference("", digest) : Repository.of(name).tagged(tag);
  }

  private void sendUntagged(Publishable image) throws RegistryException, InterruptedException {
    sendBlobs(image);
    try {
      sendManifests(image);
    } catch (RegistryException e) {
      sendAgain(image, e);
    }
  }

  private void putTag(String tag, Publishable image)
      throws RegistryException, InterruptedException {
    try {
      put(tag, image.descriptor(), image.content());
    } catch (RegistryException e) {
      sendAgain(image, e);
      put(tag, image.descriptor(), image.content());
    }
  }

  /// Once more after a blob was collected between the question and now.
  private void sendAgain(Publishable image, RegistryException e)
      throws RegistryException, InterruptedException {
    if (!isLostBlob(e.problem())) {
      throw e;
    }
    registry.forgetBlobs();
    sendBlobs(image);
    sendManifests(image);
  }

  private void sendBlobs(Publishable image) throws RegistryException, InterruptedException {
    new BlobPush(registry, Repository.of(name)).all(new ImageBlobs(image).blobs());
  }

  /// Those that an index lists; the registry must have them before it.
  private void sendManifests(Publishable image) throws RegistryException, InterruptedException {
    for (Map.Entry<Descriptor, Content> each : new ImageBlobs(image).manifests().entrySet()) {
      if (!registry.hasSeen(repository(), each.getKey())) {
        put("", each.getKey(), each.getValue());
      }
    }
  }

  /// Brings a blob there ahead of its image.
  void send(Descriptor descriptor, Content content) throws RegistryException, InterruptedException {
    new BlobPush(registry, repository()).one(descriptor, content);
  }

  private static boolean isLostBlob(RegistryProblem problem) {
    return problem instanceof RegistryProblem.NotFound
        || (problem instanceof RegistryProblem.Refused refused
            && refused.codes().stream().anyMatch(LOST_BLOB::contains));
  }

  private void put(String tag, Descriptor descriptor, Content content)
      throws RegistryException, InterruptedException {
    registry.putManifest(
        new ImageReference(name.registry(), name.repository(), tag, ""),
        descriptor.mediaType(),
        content);
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
