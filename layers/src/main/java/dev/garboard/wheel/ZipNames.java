package dev.garboard.wheel;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Names of entries: decoding, and what path they mean.
final class ZipNames {

  private ZipNames() {}

  /// The name as text. Without the flag that says UTF-8 only ASCII means the same to all readers.
  static String decode(byte[] bytes, boolean utf8) throws ZipFaultException {
    if (isPrintableAscii(bytes)) {
      return new String(bytes, StandardCharsets.US_ASCII);
    }
    String name;
    try {
      name = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw ZipFaultException.of(
          ArchiveFault.BAD_NAME, printable(new String(bytes, StandardCharsets.ISO_8859_1)));
    }
    // Each character of ASCII is one byte.
    boolean ascii = name.length() == bytes.length;
    if (name.isEmpty() || !(utf8 || ascii) || name.codePoints().anyMatch(ZipNames::isForbidden)) {
      throw ZipFaultException.of(ArchiveFault.BAD_NAME, printable(name));
    }
    return name;
  }

  /// The relative path that a name means, or nothing when it is absolute or leaves the root. Empty
  /// for the root itself.
  static Optional<String> path(String name) throws ZipFaultException {
    if (name.startsWith("/")) {
      return Optional.empty();
    }
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : name.split("/", -1)) {
      if (segment.equals("..")) {
        if (segments.pollLast() == null) {
          return Optional.empty();
        }
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        ZipFaultException.limit(ArchiveLimit.SEGMENT_BYTES, utf8Length(segment), name);
        segments.addLast(segment);
      }
    }
    String path = String.join("/", segments);
    ZipFaultException.limit(ArchiveLimit.PATH_BYTES, utf8Length(path), name);
    return Optional.of(path);
  }

  private static boolean isPrintableAscii(byte[] bytes) {
    for (byte each : bytes) {
      if (each < 0x20 || each == 0x7f) {
        return false;
      }
    }
    return bytes.length > 0;
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static boolean isForbidden(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static String printable(String name) {
    StringBuilder text = new StringBuilder();
    name.codePoints()
        .forEach(c -> {
          if (isForbidden(c)) {
            text.append("\\u%04x".formatted(c));
          } else {
            text.appendCodePoint(c);
          }
        });
    return text.toString();
  }
}
