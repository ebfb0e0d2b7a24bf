package dev.garboard.wheel;

import dev.garboard.content.Digest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/// A line of RECORD (PEP 376).
///
/// @param path relative to the directory that holds the dist-info directory
/// @param hash `sha256=` and unpadded URL-safe base64; empty when absent
/// @param size decimal bytes; empty when absent
public record RecordEntry(String path, String hash, String size)
    implements Comparable<RecordEntry> {

  private static final Comparator<RecordEntry> ORDER =
      Comparator.comparing(RecordEntry::path)
          .thenComparing(RecordEntry::hash)
          .thenComparing(RecordEntry::size, RecordEntry::compareSizes);

  /// The line of a file with this SHA-256 digest.
  public static RecordEntry of(String path, Digest digest, long size) {
    byte[] hash = HexFormat.of().parseHex(digest.hex());
    return new RecordEntry(
        path,
        digest.algorithm().id()
            + "="
            + Base64.getUrlEncoder().withoutPadding().encodeToString(hash),
        Long.toString(size));
  }

  /// The same file at another path.
  public RecordEntry at(String newPath) {
    return new RecordEntry(newPath, hash, size);
  }

  /// The path without empty and `.` segments; `..` removes what is before it.
  public String plainPath() {
    if (isPlain()) {
      return path;
    }
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      if (segment.equals("..") && !segments.isEmpty()) {
        segments.removeLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.add(segment);
      }
    }
    return String.join("/", segments);
  }

  private boolean isPlain() {
    return !path.isEmpty()
        && path.charAt(0) != '.'
        && path.charAt(0) != '/'
        && !path.endsWith("/")
        && !path.contains("//")
        && !path.contains("/.");
  }

  private static int compareSizes(String left, String right) {
    return left.length() != right.length()
        ? Integer.compare(left.length(), right.length())
        : left.compareTo(right);
  }

  /// By path, hash, size, as uv sorts.
  @Override
  public int compareTo(RecordEntry other) {
    return ORDER.compare(this, other);
  }
}
