package dev.garboard.project;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Percent-encoding of URLs (RFC 3986, section 2.1); a plus sign stays one.
final class PercentEncoding {

  private PercentEncoding() {}

  static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
      if (bytes[i] == '%' && high >= 0 && low >= 0) {
        decoded.write(high * 16 + low);
        i += 2;
      } else {
        decoded.write(bytes[i]);
      }
    }
    return decoded.toString(StandardCharsets.UTF_8);
  }

  /// The last segment of a URL's path, decoded.
  static String lastSegment(String url) {
    int end = url.length();
    for (char stop : new char[] {'#', '?'}) {
      int at = url.indexOf(stop);
      end = at >= 0 ? Math.min(end, at) : end;
    }
    String path = url.substring(0, end);
    return decode(path.substring(path.lastIndexOf('/') + 1));
  }
}
