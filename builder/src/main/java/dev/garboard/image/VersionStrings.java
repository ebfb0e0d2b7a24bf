package dev.garboard.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the version that a program carries among its strings. Works on bases that were stripped of
/// their package database and headers, and on any architecture.
final class VersionStrings {

  private static final int CHUNK = 1 << 16;

  /// No version string is longer.
  private static final int OVERLAP = 128;

  private static final Pattern MINOR = Pattern.compile("python3\\.([0-9]+)");
  private static final Pattern GLIBC = Pattern.compile("release version ([0-9]+\\.[0-9]+)");
  private static final Pattern MUSL = Pattern.compile("\0([0-9]\\.[0-9]+\\.[0-9]+)\0");

  private VersionStrings() {}

  /// The version in the content of the program at a path; empty when it has none.
  static String find(String path, InputStream content) throws IOException {
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (name.equals("libc.so.6")) {
      return search(content, GLIBC).orElse("");
    }
    if (name.startsWith("ld-musl-")) {
      return search(content, MUSL).orElse("");
    }
    Matcher minor = MINOR.matcher(name);
    String number = minor.find() ? minor.group(1) : "(?:[89]|[1-9][0-9])";
    // PY_VERSION of CPython's `patchlevel.h`, a C string of its own.
    Pattern python =
        Pattern.compile("(?<![0-9.])(3\\." + number + "\\.[0-9]{1,2})(?:(?:a|b|rc)[0-9]+)?\\+?\0");
    return search(content, python).orElse("");
  }

  private static Optional<String> search(InputStream content, Pattern pattern) throws IOException {
    String kept = "";
    for (byte[] chunk = content.readNBytes(CHUNK);
        chunk.length > 0;
        chunk = content.readNBytes(CHUNK)) {
      String window = kept + new String(chunk, StandardCharsets.ISO_8859_1);
      Matcher matcher = pattern.matcher(window);
      if (matcher.find()) {
        return Optional.of(matcher.group(1));
      }
      kept = window.substring(Math.max(0, window.length() - OVERLAP));
    }
    return Optional.empty();
  }
}
