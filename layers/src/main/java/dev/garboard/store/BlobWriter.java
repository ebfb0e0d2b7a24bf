package dev.garboard.store;

import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/// Content on its way into a [Store]: written aside, visible only after [#commit]. Closing without
/// a commit leaves nothing.
public final class BlobWriter extends OutputStream {

  private final Store store;
  private final Shelf shelf;
  private final Path temporary;
  private final FileChannel channel;
  private final OutputStream out;
  private final MessageDigest state = Hashing.newSha256();
  private long size;

  BlobWriter(Store store, Shelf shelf, Path temporary) throws IOException {
    this.store = store;
    this.shelf = shelf;
    this.temporary = temporary;
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
    out.write(buffer, offset, length);
    state.update(buffer, offset, length);
    size += length;
  }

  /// Forgets all bytes so far.
  ///
  /// @throws IOException when the file cannot be shortened
  public void restart() throws IOException {
    channel.truncate(0);
    state.reset();
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
    try {
      channel.close();
      Digest digest = Digest.sha256(state.digest());
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
