package dev.garboard.debian.archive;

import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/// Copies a file from the network while holding it against its expected size and digest.
final class VerifiedDownload {

  private final ArchiveTransport transport;
  private final Path workDirectory;

  VerifiedDownload(ArchiveTransport transport, Path workDirectory) {
    this.transport = transport;
    this.workDirectory = workDirectory;
  }

  /// Which problem other bytes are.
  interface Mismatch {
    ArchiveProblem of(Digest actual);
  }

  /// The verified file, or nothing when it is not at the address.
  Optional<Path> fetch(URI address, long size, Digest expected, Mismatch mismatch)
      throws ArchiveException, IOException {
    Optional<InputStream> opened = transport.open(address);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    Path file = Files.createTempFile(workDirectory, "download-", ".part");
    boolean complete = false;
    try (InputStream in = opened.get()) {
      copy(address, in, file, size, expected, mismatch);
      complete = true;
      return Optional.of(file);
    } finally {
      if (!complete) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static void copy(
      URI address, InputStream in, Path file, long size, Digest expected, Mismatch mismatch)
      throws ArchiveException, IOException {
    MessageDigest state = Hashing.newState(expected.algorithm());
    long count = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        count += n;
        if (count > size) {
          throw new ArchiveException(new ArchiveProblem.Oversized(address, size));
        }
        state.update(buffer, 0, n);
        out.write(buffer, 0, n);
      }
    }
    if (count < size) {
      throw new ArchiveException(new ArchiveProblem.Truncated(address, size, count));
    }
    Digest actual = new Digest(expected.algorithm(), HexFormat.of().formatHex(state.digest()));
    if (!actual.equals(expected)) {
      throw new ArchiveException(mismatch.of(actual));
    }
  }
}
