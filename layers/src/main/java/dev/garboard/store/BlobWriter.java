package dev.garboard.store;

import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// Content on its way into a [Store]: written aside, visible only after [#commit]. Closing without
/// a commit leaves nothing.
///
/// Hashes what it is given, unless it was opened with [Store#newBlobHashedElsewhere].
public final class BlobWriter extends OutputStream {

  private final Store store;
  private final Shelf shelf;
  private final Path temporary;
  private final FileChannel channel;
  private final OutputStream out;
  private final @Nullable MessageDigest state;
  private long size;

  BlobWriter(Store store, Shelf shelf, Path temporary, boolean hashing) throws IOException {
    this.store = store;
    this.shelf = shelf;
    this.temporary = temporary;
    this.state = hashing ? Hashing.newSha256() : null;
    this.channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    this.out = Channels.newOutputStream(channel);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    try {
      out.write(buffer, offset, length);
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      throw StoreFiles.named(store.root(), e);
    }
    if (state != null) {
      state.update(buffer, offset, length);
    }
    size += length;
  }

  /// Forgets all bytes so far.
  ///
  /// @throws IOException when the file cannot be shortened
  public void restart() throws IOException {
    channel.truncate(0);
    if (state != null) {
      state.reset();
    }
    size = 0;
  }

  /// Bytes written so far.
  public long size() {
    return size;
  }

  /// What was stored.
  ///
  /// @param digest SHA-256
  public record Stored(Digest digest, Path file, long size) {}

  /// Makes the content visible under its digest; the writer is closed.
  ///
  /// @throws IOException when it cannot be stored; nothing is left behind
  public Stored commit() throws IOException {
    if (state == null) {
      throw new IllegalStateException("hashed elsewhere: the digest must be given");
    }
    return commit(Digest.sha256(state.digest()));
  }

  /// Makes the content visible under the digest that the caller computed from the very bytes it
  /// wrote; the writer is closed. A wrong digest is found like any damage, on the next reading.
  ///
  /// @param hashed SHA-256 of all bytes
  /// @param hashedSize how many bytes were hashed
  /// @throws IOException when it cannot be stored; nothing is left behind
  public Stored commit(Digest hashed, long hashedSize) throws IOException {
    if (hashedSize != size) {
      close();
      throw new IllegalStateException(hashedSize + " bytes hashed, " + size + " written");
    }
    return commit(hashed);
  }

  private Stored commit(Digest digest) throws IOException {
    try {
      channel.close();
      Path file = store.pathOf(shelf, digest);
      Files.createDirectories(file.getParent());
      store.touch(temporary);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      store.trust(file);
      return new Stored(digest, file, size);
    } finally {
      close();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(temporary);
  }
}
