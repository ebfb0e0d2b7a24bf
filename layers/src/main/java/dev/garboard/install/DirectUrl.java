package dev.garboard.install;

import java.nio.charset.StandardCharsets;

/// Where a distribution came from when not from a package index: the content of `direct_url.json`
/// (PEP 610), compact, with uv's keys in uv's order.
public sealed interface DirectUrl {

  /// The JSON text.
  String json();

  /// A source tree.
  ///
  /// @param path absolute, as seen where the environment is used
  record Directory(String path, boolean editable) implements DirectUrl {
    @Override
    public String json() {
      return "{\"url\":%s,\"dir_info\":{\"editable\":%s}}"
          .formatted(quote("file://" + encode(path)), editable);
    }
  }

  /// One archive, by URL.
  ///
  /// @param subdirectory empty when there is none
  record Archive(String url, String subdirectory) implements DirectUrl {
    @Override
    public String json() {
      return "{\"url\":%s,\"archive_info\":{}%s}".formatted(quote(url), below(subdirectory));
    }
  }

  /// A git repository at a commit.
  ///
  /// @param requested branch, tag or revision asked for; empty for the default branch
  /// @param subdirectory empty when there is none
  record Git(String url, String commit, String requested, boolean lfs, String subdirectory)
      implements DirectUrl {
    @Override
    public String json() {
      String revision = requested.isEmpty() ? "" : ",\"requested_revision\":" + quote(requested);
      return "{\"url\":%s,\"vcs_info\":{\"vcs\":\"git\",\"commit_id\":%s%s%s}%s}"
          .formatted(
              quote(url),
              quote(commit),
              revision,
              lfs ? ",\"git_lfs\":true" : "",
              below(subdirectory));
    }
  }

  private static String below(String subdirectory) {
    return subdirectory.isEmpty() ? "" : ",\"subdirectory\":" + quote(subdirectory);
  }

  private static String quote(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < 0x20) {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }

  /// Percent-encodes what a URL's path may not hold.
  private static String encode(String path) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "/-._~!$&'()*+,;=:@".indexOf(c) >= 0;
      if (plain) {
        encoded.append(c);
      } else {
        encoded.append("%%%02X".formatted((int) c));
      }
    }
    return encoded.toString();
  }
}
