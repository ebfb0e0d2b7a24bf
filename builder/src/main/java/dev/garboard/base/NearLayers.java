package dev.garboard.base;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.image.BaseImage;
import dev.garboard.image.ImageLayer;
import dev.garboard.oci.Descriptor;
import dev.garboard.registry.RemoteBlob;
import dev.garboard.store.BlobWriter;
import dev.garboard.store.Shelf;
import dev.garboard.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Layers of a base in a registry, for those who look into them: whoever does so first downloads,
/// and the store has the blob for all others. Destinations are given the base as it is, for they
/// need not read it where it is to be published.
///
/// @param store keeps the blobs
public record NearLayers(Store store) {

  /// The same base, whose layers are downloaded once.
  public BaseImage of(BaseImage base) {
    return switch (base) {
      case BaseImage.Scratch scratch -> scratch;
      case BaseImage.Existing image ->
          new BaseImage.Existing(
              image.location(),
              image.name(),
              image.manifest(),
              image.config(),
              image.layers().stream().map(this::near).toList());
    };
  }

  /// The same layers, which are downloaded once.
  List<ImageLayer> of(List<? extends ImageLayer> layers) {
    return layers.stream()
        .map(layer -> layer instanceof ImageLayer.Remote remote ? near(remote) : layer)
        .toList();
  }

  private ImageLayer.Remote near(ImageLayer.Remote layer) {
    boolean far =
        layer.content() instanceof RemoteBlob
            && layer.descriptor().digest().algorithm() == Digest.Algorithm.SHA256;
    return far
        ? new ImageLayer.Remote(
            layer.descriptor(),
            layer.diffId(),
            new Kept(store, layer.descriptor(), layer.content()))
        : layer;
  }

  private record Kept(Store store, Descriptor descriptor, Content far) implements Content {

    @Override
    public long size() {
      return descriptor.size();
    }

    @Override
    public InputStream open() throws IOException {
      Optional<Path> kept = store.find(Shelf.BASES, descriptor.digest());
      return kept.isPresent() ? Files.newInputStream(kept.get()) : Download.start(this);
    }
  }

  /// Whoever reads it has the bytes as they come, and the store has them when it was read to its
  /// end. Only then are they known to be the right ones; closed before, it leaves nothing and asks
  /// for nothing more, as its reader may have failed or been told to stop.
  private static final class Download extends InputStream {
    private final Kept blob;
    private final BlobWriter out;
    private final InputStream in;
    private boolean ended;

    private Download(Kept blob, BlobWriter out, InputStream in) {
      this.blob = blob;
      this.out = out;
      this.in = in;
    }

    /// The store comes first: what cannot be kept is not asked for.
    static Download start(Kept blob) throws IOException {
      BlobWriter out = blob.store.newBlobHashedElsewhere(Shelf.BASES);
      try {
        return new Download(blob, out, blob.far.open());
      } catch (IOException | RuntimeException e) {
        out.close();
        throw e;
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = ended ? -1 : in.read(target, offset, length);
      if (count >= 0) {
        out.write(target, offset, count);
      } else if (!ended) {
        // A registry's stream does not end before it has verified the digest, nor after a failure.
        BlobWriter.Stored _ = out.commit(blob.descriptor.digest(), blob.descriptor.size());
        ended = true;
      }
      return count;
    }

    @Override
    public void close() throws IOException {
      try (in) {
        out.close();
      }
    }
  }
}
