package dev.garboard.destination;

import dev.garboard.content.Content;
import dev.garboard.oci.Descriptor;
import dev.garboard.parallel.Parallel;
import dev.garboard.parallel.Parallel.TaskFailedException;
import dev.garboard.registry.Access;
import dev.garboard.registry.Registry;
import dev.garboard.registry.RegistryException;
import dev.garboard.registry.RemoteBlob;
import dev.garboard.registry.Repository;
import dev.garboard.registry.Upload;
import java.util.List;
import java.util.Map;

/// Sees to it that a repository holds blobs: sends only what it lacks, several at a time.
record BlobPush(Registry registry, Repository repository) {

  private static final int AT_ONCE = 8;

  void all(Map<Descriptor, Content> blobs) throws RegistryException, InterruptedException {
    try {
      Parallel.map(List.copyOf(blobs.entrySet()), AT_ONCE, this::push);
    } catch (TaskFailedException e) {
      e.rethrowIf(RegistryException.class);
      e.rethrowIf(InterruptedException.class);
      e.rethrowIf(RuntimeException.class);
      throw new AssertionError(e.getCause());
    }
  }

  private Upload.Outcome push(Map.Entry<Descriptor, Content> blob)
      throws RegistryException, InterruptedException {
    if (registry.hasBlob(repository, blob.getKey(), Access.PUSH)) {
      return Upload.Outcome.FOUND;
    }
    List<Repository> sources =
        blob.getValue() instanceof RemoteBlob remote ? List.of(remote.repository()) : List.of();
    return registry.putBlob(repository, new Upload(blob.getKey(), blob.getValue(), sources));
  }
}
