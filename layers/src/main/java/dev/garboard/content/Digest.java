package dev.garboard.content;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;

/// A digest of stored bytes: algorithm and lower-case hexadecimal text, valid by construction.
///
/// Printed as `sha256:…` (OCI image specification, "Digests"). The same form is used by `uv.lock`.
public record Digest(Algorithm algorithm, String hex) implements Comparable<Digest> {

  /// Hash functions that a lockfile or a container registry may name.
  public enum Algorithm {
    MD5("md5", "MD5", 32),
    SHA256("sha256", "SHA-256", 64),
    SHA384("sha384", "SHA-384", 96),
    SHA512("sha512", "SHA-512", 128);

    private final String id;
    private final String jca;
    private final int hexLength;

    Algorithm(String id, String jca, int hexLength) {
      this.id = id;
      this.jca = jca;
      this.hexLength = hexLength;
    }

    /// The name before the colon.
    public String id() {
      return id;
    }

    /// The name that `java.security.MessageDigest` knows.
    public String jcaName() {
      return jca;
    }
  }

  /// Validates.
  ///
  /// @throws IllegalArgumentException when `hex` is not lower-case hexadecimal of the algorithm's
  ///   length
  public Digest {
    Objects.requireNonNull(algorithm);
    if (hex.length() != algorithm.hexLength
        || !hex.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
      throw new IllegalArgumentException("not a " + algorithm.id + " digest: " + hex);
    }
  }

  /// Reads `algorithm:hex`.
  ///
  /// @throws IllegalArgumentException when the text is not of that form or the algorithm is unknown
  public static Digest parse(String text) {
    int colon = text.indexOf(':');
    if (colon > 0) {
      String name = text.substring(0, colon);
      for (Algorithm algorithm : Algorithm.values()) {
        if (algorithm.id.equals(name)) {
          return new Digest(algorithm, text.substring(colon + 1).toLowerCase(Locale.ROOT));
        }
      }
    }
    throw new IllegalArgumentException("not a digest: " + text);
  }

  /// A SHA-256 digest of these 32 bytes.
  public static Digest sha256(byte[] hash) {
    return new Digest(Algorithm.SHA256, HexFormat.of().formatHex(hash));
  }

  @Override
  public int compareTo(Digest other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return algorithm.id + ":" + hex;
  }
}
