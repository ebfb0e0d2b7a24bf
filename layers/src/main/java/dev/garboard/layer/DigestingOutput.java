package dev.garboard.layer;

import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/// Counts and hashes what passes through to another stream.
final class DigestingOutput extends OutputStream {

  private final OutputStream out;
  private final MessageDigest sha256 = Hashing.newSha256();
  private long count;

  DigestingOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    sha256.update(bytes, offset, length);
    count += length;
    out.write(bytes, offset, length);
  }

  /// The digest of all bytes; call once.
  Digest digest() {
    return Digest.sha256(sha256.digest());
  }

  long count() {
    return count;
  }
}
