package dev.garboard.destination;

import dev.garboard.content.Content;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.MediaType;
import dev.garboard.parallel.Parallel;
import dev.garboard.parallel.Parallel.TaskFailedException;
import dev.garboard.registry.Access;
import dev.garboard.registry.Registry;
import dev.garboard.registry.RegistryException;
import dev.garboard.registry.RemoteBlob;
import dev.garboard.registry.Repository;
import dev.garboard.registry.Upload;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// Sees to it that a repository holds blobs: sends only what it lacks, several at a time.
record BlobPush(Registry registry, Repository repository) {

  private static final int AT_ONCE = 8;

  /// What is sent sooner than asked for, where it is likely to be new.
  private static final int SMALL = 1 << 16;

  /// @param blobs of each image the configuration, then the layers, bottom to top
  void all(SequencedMap<Descriptor, Content> blobs) throws RegistryException, InterruptedException {
    Set<Descriptor> fresh = fresh(List.copyOf(blobs.sequencedKeySet()));
    try {
      Parallel.map(List.copyOf(blobs.entrySet()), AT_ONCE, blob -> push(blob, fresh));
    } catch (TaskFailedException e) {
      e.rethrowIf(RegistryException.class);
      e.rethrowIf(InterruptedException.class);
      e.rethrowIf(RuntimeException.class);
      throw new AssertionError(e.getCause());
    }
  }

  /// One of which nothing is known.
  void one(Descriptor descriptor, Content content) throws RegistryException, InterruptedException {
    push(Map.entry(descriptor, content), Set.of());
  }

  /// What is hardly there: configurations, and what lies above all that was seen or sent, as the
  /// layers that change most lie highest. Where it is there after all, it is sent once too often.
  private Set<Descriptor> fresh(List<Descriptor> blobs) {
    Set<Descriptor> above = new HashSet<>();
    for (Descriptor blob : blobs.reversed()) {
      if (registry.hasSeen(repository, blob)) {
        blobs.stream().filter(BlobPush::isConfig).forEach(above::add);
        return above;
      }
      above.add(blob);
    }
    return Set.of();
  }

  private static boolean isConfig(Descriptor blob) {
    return blob.mediaType().equals(MediaType.OCI_CONFIG)
        || blob.mediaType().equals(MediaType.DOCKER_CONFIG);
  }

  private Upload.Outcome push(Map.Entry<Descriptor, Content> blob, Set<Descriptor> fresh)
      throws RegistryException, InterruptedException {
    boolean isNew =
        fresh.contains(blob.getKey())
            && isSmall(blob)
            && !registry.hasSeen(repository, blob.getKey());
    if (!isNew && registry.hasBlob(repository, blob.getKey(), Access.PUSH)) {
      return Upload.Outcome.FOUND;
    }
    List<Repository> sources =
        blob.getValue() instanceof RemoteBlob remote ? List.of(remote.repository()) : List.of();
    return registry.putBlob(repository, new Upload(blob.getKey(), blob.getValue(), sources));
  }

  private static boolean isSmall(Map.Entry<Descriptor, Content> blob) {
    return blob.getKey().size() <= SMALL && !(blob.getValue() instanceof RemoteBlob);
  }
}
