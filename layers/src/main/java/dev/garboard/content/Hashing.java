package dev.garboard.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Computes digests.
public final class Hashing {

  private Hashing() {}

  /// A fresh hash state for the algorithm.
  public static MessageDigest newState(Digest.Algorithm algorithm) {
    try {
      return MessageDigest.getInstance(algorithm.jcaName());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has " + algorithm.jcaName(), e);
    }
  }

  /// A fresh SHA-256 state.
  public static MessageDigest newSha256() {
    return newState(Digest.Algorithm.SHA256);
  }

  /// The SHA-256 digest of these bytes.
  public static Digest sha256(byte[] bytes) {
    return Digest.sha256(newSha256().digest(bytes));
  }

  /// The SHA-256 digest of this text in UTF-8.
  public static Digest sha256(String text) {
    return sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  /// The SHA-256 digest of this content.
  ///
  /// @throws IOException when the content cannot be read
  public static Digest sha256(Content content) throws IOException {
    MessageDigest state = newSha256();
    // Most files are small, and there are many of them.
    byte[] buffer = new byte[Math.clamp(content.size() + 1, 1 << 10, 1 << 16)];
    try (InputStream in = content.open()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        state.update(buffer, 0, n);
      }
    }
    return Digest.sha256(state.digest());
  }
}
