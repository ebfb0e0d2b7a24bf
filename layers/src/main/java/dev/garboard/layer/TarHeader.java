package dev.garboard.layer;

import dev.garboard.tree.TreeEntry.Attributes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// Encodes one entry's header: ustar (POSIX.1-1988), preceded by a PAX extended header
/// (POSIX.1-2001) only for what ustar cannot hold. Equal arguments give equal bytes.
///
/// @param name UTF-8 text as a tar carries it, a directory's with a final `/`
/// @param linkName target of a link, else empty
/// @param size bytes of content that follow
record TarHeader(String name, char type, String linkName, long size, Attributes attributes) {

  static final char FILE = '0';
  static final char HARD_LINK = '1';
  static final char SYMLINK = '2';
  static final char DIRECTORY = '5';

  static final int BLOCK = 512;

  /// 1980-01-01T00:00:01Z: zip tools refuse anything earlier.
  static final long MTIME = 315_532_801L;

  private static final char PAX = 'x';
  private static final String PAX_NAME = "././@PaxHeader";
  private static final int NAME_LENGTH = 100;
  private static final int PREFIX_OFFSET = 345;
  private static final int PREFIX_LENGTH = 155;
  private static final int LINK_OFFSET = 157;
  private static final long MAX_SIZE = (1L << 33) - 1;
  private static final int MAX_ID = (1 << 21) - 1;

  /// The header blocks.
  byte[] encode() {
    byte[] block = new byte[BLOCK];
    Map<String, String> extended = fill(block);
    if (extended.isEmpty()) {
      return block;
    }
    byte[] records = paxRecords(extended);
    int padded = (records.length + BLOCK - 1) / BLOCK * BLOCK;
    byte[] all = new byte[BLOCK + padded + BLOCK];
    byte[] pax = new TarHeader(PAX_NAME, PAX, "", records.length, Attributes.PLAIN).encode();
    System.arraycopy(pax, 0, all, 0, BLOCK);
    System.arraycopy(records, 0, all, BLOCK, records.length);
    System.arraycopy(block, 0, all, BLOCK + padded, BLOCK);
    return all;
  }

  private Map<String, String> fill(byte[] block) {
    Map<String, String> extended = new TreeMap<>();
    if (!putName(block)) {
      extended.put("path", name);
    }
    if (!putText(block, LINK_OFFSET, NAME_LENGTH, linkName)) {
      extended.put("linkpath", linkName);
    }
    octal(block, 100, 8, attributes.mode());
    octal(block, 108, 8, orExtended(attributes.uid(), MAX_ID, "uid", extended));
    octal(block, 116, 8, orExtended(attributes.gid(), MAX_ID, "gid", extended));
    octal(block, 124, 12, orExtended(size, MAX_SIZE, "size", extended));
    octal(block, 136, 12, MTIME);
    block[156] = (byte) type;
    putText(block, 257, 8, "ustar\00000");
    octal(block, 329, 8, 0);
    octal(block, 337, 8, 0);
    putChecksum(block);
    return extended;
  }

  /// Puts the name into its two fields; where it does not fit, a readable approximation.
  private boolean putName(byte[] block) {
    int length = name.length();
    if (length > NAME_LENGTH && length <= NAME_LENGTH + 1 + PREFIX_LENGTH && isAscii(name)) {
      // The earliest slash that leaves few enough characters; the last one may be the final slash.
      int slash = name.indexOf('/', length - NAME_LENGTH - 1);
      if (slash > 0 && slash <= PREFIX_LENGTH && slash < length - 1) {
        putText(block, 0, NAME_LENGTH, name.substring(slash + 1));
        return putText(block, PREFIX_OFFSET, PREFIX_LENGTH, name.substring(0, slash));
      }
    }
    return putText(block, 0, NAME_LENGTH, name);
  }

  private static boolean putText(byte[] block, int offset, int length, String text) {
    int n = Math.min(length, text.length());
    for (int i = 0; i < n; i++) {
      char c = text.charAt(i);
      block[offset + i] = (byte) (c < 0x80 ? c : '?');
    }
    return text.length() <= length && isAscii(text);
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static long orExtended(long value, long max, String key, Map<String, String> extended) {
    if (value <= max) {
      return value;
    }
    extended.put(key, Long.toString(value));
    return 0;
  }

  private static void octal(byte[] block, int offset, int length, long value) {
    long rest = value;
    for (int i = offset + length - 2; i >= offset; i--) {
      block[i] = (byte) ('0' + (rest & 7));
      rest >>>= 3;
    }
  }

  private static void putChecksum(byte[] block) {
    int sum = 8 * ' ';
    for (byte b : block) {
      sum += b & 0xff;
    }
    octal(block, 148, 7, sum);
    block[155] = ' ';
  }

  private static byte[] paxRecords(Map<String, String> extended) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    extended.forEach((key, value) -> {
      byte[] rest = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8);
      // The length counts its own digits.
      int length = rest.length + 1;
      while (Integer.toString(length).length() + rest.length != length) {
        length = Integer.toString(length).length() + rest.length;
      }
      out.writeBytes(Integer.toString(length).getBytes(StandardCharsets.US_ASCII));
      out.writeBytes(rest);
    });
    return out.toByteArray();
  }
}
