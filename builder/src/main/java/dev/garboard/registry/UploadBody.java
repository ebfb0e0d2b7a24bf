package dev.garboard.registry;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.oci.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.util.HexFormat;

/// A blob's content that verifies itself while it is read: the last bytes are held back until the
/// digest of all is known, so that a corrupt blob is never sent whole.
record UploadBody(Descriptor descriptor, Content content) implements Content {

  private static final int BUFFER = 1 << 16;

  /// The content cannot be read, or is not the descriptor's.
  static final class CorruptException extends IOException {
    private final transient RegistryProblem problem;

    CorruptException(RegistryProblem problem) {
      super(problem.toString());
      this.problem = problem;
    }

    RegistryProblem problem() {
      return problem;
    }
  }

  @Override
  public long size() {
    return descriptor.size();
  }

  @Override
  public InputStream open() throws IOException {
    try {
      return new Verified(content.open());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private IOException unreadable(IOException e) {
    // Also what java.nio throws when a reading thread is interrupted.
    if (e instanceof InterruptedIOException || Thread.currentThread().isInterrupted()) {
      Thread.interrupted();
      return (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
    return e instanceof BlobReadException || e instanceof CorruptException
        ? e
        : new CorruptException(
            new RegistryProblem.ContentUnreadable(descriptor.digest(), e.toString()));
  }

  private final class Verified extends InputStream {
    private final InputStream in;
    private final MessageDigest state = Hashing.newState(descriptor.digest().algorithm());
    private final byte[] buffer = new byte[BUFFER];
    private int next;
    private int end;
    private long total;

    Verified(InputStream in) throws IOException {
      this.in = in;
      if (descriptor.size() == 0) {
        verify(0);
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (next == end && !fill()) {
        return -1;
      }
      int count = Math.min(length, end - next);
      System.arraycopy(buffer, next, target, offset, count);
      next += count;
      return count;
    }

    private boolean fill() throws IOException {
      if (total == descriptor.size()) {
        return false;
      }
      int count = readOn();
      if (count < 0) {
        throw corrupt();
      }
      state.update(buffer, 0, count);
      total += count;
      next = 0;
      end = count;
      if (total >= descriptor.size()) {
        verify(count);
      }
      return true;
    }

    private int readOn() throws IOException {
      try {
        return in.read(buffer);
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    private void verify(int held) throws IOException {
      byte[] kept = new byte[held];
      System.arraycopy(buffer, 0, kept, 0, held);
      int more = readOn();
      if (more > 0) {
        state.update(buffer, 0, more);
        total += more;
        throw corrupt();
      }
      System.arraycopy(kept, 0, buffer, 0, held);
      Digest found = digest();
      if (total != descriptor.size() || !found.equals(descriptor.digest())) {
        throw new CorruptException(
            new RegistryProblem.ContentCorrupt(descriptor.digest(), found, total));
      }
    }

    private CorruptException corrupt() {
      return new CorruptException(
          new RegistryProblem.ContentCorrupt(descriptor.digest(), digest(), total));
    }

    private Digest digest() {
      String hex = HexFormat.of().formatHex(state.digest());
      return new Digest(descriptor.digest().algorithm(), hex);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
