package dev.garboard.destination;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.oci.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.security.MessageDigest;
import java.util.HexFormat;

/// Copies a blob and verifies on the way that it is what its descriptor says.
final class BlobCopy {

  private static final int BUFFER = 1 << 16;

  private BlobCopy() {}

  /// Takes the bytes of a blob piece by piece.
  @FunctionalInterface
  interface Sink {
    void write(byte[] bytes, int length) throws IOException;
  }

  /// Copies.
  ///
  /// @throws IOException when the sink cannot write
  /// @throws DestinationException when the content cannot be read or is not what it should be
  /// @throws InterruptedException when the thread was interrupted
  static void copy(Descriptor descriptor, Content content, Sink sink)
      throws IOException, DestinationException, InterruptedException {
    MessageDigest state = Hashing.newState(descriptor.digest().algorithm());
    byte[] buffer = new byte[BUFFER];
    long size = 0;
    try (Source source = Source.open(descriptor, content)) {
      for (int n = source.read(buffer); n >= 0; n = source.read(buffer)) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        size += n;
        if (size > descriptor.size()) {
          break;
        }
        state.update(buffer, 0, n);
        sink.write(buffer, n);
      }
    }
    String hex = HexFormat.of().formatHex(state.digest());
    Digest found = new Digest(descriptor.digest().algorithm(), hex);
    if (size != descriptor.size() || !found.equals(descriptor.digest())) {
      throw new DestinationException(
          new DestinationProblem.BlobCorrupt(descriptor.digest(), found, size));
    }
  }

  /// Reads a blob's content; failures bear its digest, and are told from failures to write.
  private record Source(Digest digest, InputStream in) implements AutoCloseable {

    static Source open(Descriptor descriptor, Content content) throws DestinationException {
      try {
        return new Source(descriptor.digest(), content.open());
      } catch (IOException e) {
        throw unreadable(descriptor.digest(), e);
      }
    }

    int read(byte[] buffer) throws DestinationException, InterruptedException {
      try {
        return in.read(buffer);
      } catch (ClosedByInterruptException e) {
        throw interrupted(e);
      } catch (IOException e) {
        throw unreadable(digest, e);
      }
    }

    @Override
    public void close() throws DestinationException {
      try {
        in.close();
      } catch (IOException e) {
        throw unreadable(digest, e);
      }
    }

    private static DestinationException unreadable(Digest digest, IOException e) {
      return new DestinationException(new DestinationProblem.BlobUnreadable(digest, e.toString()));
    }
  }

  /// The interruption that closed a channel; clears the thread's flag, as is customary.
  static InterruptedException interrupted(IOException e) {
    Thread.interrupted();
    InterruptedException interrupted = new InterruptedException();
    interrupted.initCause(e);
    return interrupted;
  }
}
