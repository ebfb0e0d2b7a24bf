package dev.garboard.freshness;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/// The places that requirements come from, spelled in one way.
final class Origins {

  private Origins() {}

  /// Without credentials, fragment and closing slash.
  static String url(String text) {
    int hash = text.indexOf('#');
    String url = (hash < 0 ? text : text.substring(0, hash)).replaceFirst("/+$", "");
    return url.replaceFirst("^([a-z+]+://)[^/@]*@", "$1");
  }

  static String path(Path base, String path) {
    return base.resolve(path).normalize().toString();
  }

  /// A URL, or a path.
  static String place(Path base, String text) {
    return text.contains("://") ? url(text) : path(base, text);
  }

  /// The lockfile's `https://…?rev=main&subdirectory=a`.
  static SortedMap<String, String> git(String text) {
    SortedMap<String, String> origin = new TreeMap<>();
    String located = text.split("#", 2)[0];
    int question = located.indexOf('?');
    origin.put("git", url(question < 0 ? located : located.substring(0, question)));
    if (question >= 0) {
      for (String pair : located.substring(question + 1).split("&", -1)) {
        String[] parts = pair.split("=", 2);
        if (parts.length == 2) {
          origin.put(parts[0], decoded(parts[1]));
        }
      }
    }
    return origin;
  }

  /// A specifier's `git+https://…@main#subdirectory=a`.
  static SortedMap<String, String> gitSpecifier(String text) {
    SortedMap<String, String> origin = new TreeMap<>();
    String[] parts = text.substring("git+".length()).split("#", 2);
    int at = parts[0].lastIndexOf('@');
    boolean revision = at > parts[0].lastIndexOf('/');
    origin.put("git", url(revision ? parts[0].substring(0, at) : parts[0]));
    if (revision) {
      origin.put("rev", parts[0].substring(at + 1));
    }
    if (parts.length == 2) {
      for (String pair : parts[1].split("&", -1)) {
        String[] keyed = pair.split("=", 2);
        if (keyed.length == 2 && !keyed[0].equals("egg")) {
          origin.put(keyed[0], keyed[1]);
        }
      }
    }
    return origin;
  }

  /// Only the separators of paths are encoded in lockfiles.
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
