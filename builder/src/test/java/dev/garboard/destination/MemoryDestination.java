package dev.garboard.destination;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.image.Publishable;
import dev.garboard.oci.Descriptor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/// A destination in memory, which keeps the contract of the real ones.
final class MemoryDestination implements Destination {

  private final TreeMap<Digest, byte[]> blobs = new TreeMap<>();
  private Digest latest = Hashing.sha256("nothing yet");

  @Override
  public Staged stage(Publishable image) throws DestinationException, InterruptedException {
    TreeMap<Digest, byte[]> added = new TreeMap<>();
    for (Map.Entry<Descriptor, Content> blob : new ImageBlobs(image).all().entrySet()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try {
        BlobCopy.copy(blob.getKey(), blob.getValue(), (b, length) -> out.write(b, 0, length));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      added.put(blob.getKey().digest(), out.toByteArray());
    }
    return () -> {
      blobs.putAll(added);
      latest = image.descriptor().digest();
      return new Published(image.descriptor(), "memory");
    };
  }

  Map<Digest, byte[]> blobs() {
    return blobs;
  }

  Digest latest() {
    return latest;
  }
}
