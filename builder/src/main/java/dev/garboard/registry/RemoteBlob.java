package dev.garboard.registry;

import dev.garboard.content.Content;
import dev.garboard.oci.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/// The content of a blob that lies in a registry: opening it costs a download, and a destination in
/// the same registry need not open it at all.
public record RemoteBlob(Registry registry, Repository repository, Descriptor descriptor)
    implements Content {

  @Override
  public long size() {
    return descriptor.size();
  }

  /// Whether the registry still has it.
  public boolean exists() throws RegistryException, InterruptedException {
    return registry.hasBlob(repository, descriptor, Access.PULL);
  }

  @Override
  public InputStream open() throws IOException {
    try {
      return registry.openBlob(repository, descriptor);
    } catch (RegistryException e) {
      throw new BlobReadException(e.problem());
    } catch (InterruptedException e) {
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
  }
}
