package dev.garboard.buildpack.lifecycle;

import dev.garboard.content.Hashing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The files of an environment in an unpacked image, as digests by path, so that two environments
/// at different places can be compared: places are mapped in contents, too.
public final class EnvironmentFiles {
  private static final int LONGEST_SHORT = 255;
  private static final int MARKED = 0x80;

  private EnvironmentFiles() {}

  /// Reads an environment. Left out are the links to the interpreter; of RECORD only the names
  /// count, as the digests of mapped files are others.
  ///
  /// @param environment its directory in the unpacked image; links lead through the image
  /// @param places in the order in which they are replaced
  public static SortedMap<String, String> of(Path environment, SequencedMap<String, String> places)
      throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(environment)) {
      for (Path path : (Iterable<Path>) paths.sorted()::iterator) {
        String name = environment.relativize(path).toString();
        if (!name.matches("bin/python[0-9.]*|lib64") && Files.isRegularFile(path)) {
          files.put(name, digest(name, Files.readAllBytes(path), places));
        }
      }
    }
    return files;
  }

  private static String digest(String name, byte[] bytes, Map<String, String> places) {
    if (name.endsWith(".pyc")) {
      byte[] mapped = bytes;
      for (Map.Entry<String, String> place : places.entrySet()) {
        // Others than these stand in texts of the sources, too.
        if (place.getKey().startsWith("/layers/")) {
          mapped = inBytecode(mapped, place.getKey(), place.getValue());
        }
      }
      return Hashing.sha256(new String(mapped, StandardCharsets.ISO_8859_1)).toString();
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    for (Map.Entry<String, String> place : places.entrySet()) {
      text = text.replace(place.getKey(), place.getValue());
    }
    if (name.endsWith(".dist-info/RECORD")) {
      text = text.replaceAll("(?m),[^,\n]*,[0-9]*$", "");
    }
    return Hashing.sha256(text).toString();
  }

  /// Marshalled texts stand behind their length: in one byte, or in four where they are longer.
  private static byte[] inBytecode(byte[] bytes, String from, String to) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int done = 0;
    for (int at = text.indexOf(from); at >= 0; at = text.indexOf(from, at + 1)) {
      int kind = bytes[at - 2] & ~MARKED & 0xff;
      boolean isShort = kind == 'z' || kind == 'Z';
      int header = isShort ? at - 2 : at - 5;
      int length =
          isShort
              ? bytes[at - 1] & 0xff
              : ByteBuffer.wrap(bytes, at - 4, 4).order(ByteOrder.LITTLE_ENDIAN).getInt();
      String whole = text.substring(at, at + length).replace(from, to);
      int type = bytes[header] & 0xff;
      out.write(bytes, done, header - done);
      if (whole.length() <= LONGEST_SHORT) {
        // `a` and `A` of short texts are written as `z` and `Z`.
        out.write(isShort ? type : type + ('z' - 'a'));
        out.write(whole.length());
      } else {
        out.write(type);
        out.writeBytes(
            ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(whole.length()).array());
      }
      out.writeBytes(whole.getBytes(StandardCharsets.ISO_8859_1));
      done = at + length;
    }
    out.write(bytes, done, bytes.length - done);
    return out.toByteArray();
  }
}
