package dev.garboard.debian.packages;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/// Takes a `Packages` file line by line, keeps the fields that are read, and notes which names
/// stand where.
final class ParagraphWriter {

  private static final int CHUNK = 1 << 16;

  /// Several times what the largest index has; what unpacks to more is not read on.
  private static final int LARGEST = 1 << 27;

  private static final byte[][] WANTED =
      Stream.of(
              "Package",
              "Provides",
              "Version",
              "Architecture",
              "Multi-Arch",
              "Priority",
              "Pre-Depends",
              "Depends",
              "Conflicts",
              "Breaks",
              "Filename",
              "Size",
              "SHA256")
          .map(name -> name.getBytes(StandardCharsets.US_ASCII))
          .toArray(byte[][]::new);
  private static final int PACKAGE = 0;
  private static final int PROVIDES = 1;
  private static final int NONE = -1;

  private byte[] kept = new byte[CHUNK];
  private int size;

  private int[] ends = new int[1 << 10];

  private int count;

  private final NameTable names = new NameTable();
  private final NameTable provided = new NameTable();

  /// The field that the last line was part of; none when it is not kept.
  private int field = NONE;

  private boolean started;
  private boolean named;

  private ParagraphWriter() {}

  /// Reads to the end.
  static ParagraphTable read(InputStream in) throws IOException {
    ParagraphWriter writer = new ParagraphWriter();
    writer.transferFrom(in);
    writer.names.sort();
    writer.provided.sort();
    return new ParagraphTable(
        writer.kept, Arrays.copyOf(writer.ends, writer.count), writer.names, writer.provided);
  }

  private void transferFrom(InputStream in) throws IOException {
    byte[] buffer = new byte[CHUNK];
    int end = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer, end, buffer.length - end)) {
      int start = lines(buffer, end, end + n);
      end += n - start;
      System.arraycopy(buffer, start, buffer, 0, end);
      if (end == buffer.length) {
        buffer = Arrays.copyOf(buffer, grown(end));
      }
    }
    line(buffer, 0, end);
    endParagraph();
  }

  /// Takes the whole lines of a buffer.
  ///
  /// @param from up to where there is no line feed
  /// @return where the first line begins that has no end yet
  private int lines(byte[] buffer, int from, int end) throws IOException {
    int start = 0;
    for (int i = from; i < end; i++) {
      if (buffer[i] == '\n') {
        line(buffer, start, i);
        start = i + 1;
      }
    }
    return start;
  }

  private void line(byte[] buffer, int from, int to) throws IOException {
    int text = from;
    while (text < to && ParagraphTable.isBlank(buffer[text])) {
      text++;
    }
    if (text == to) {
      endParagraph();
    } else if (text > from) {
      keep(buffer, from, to);
    } else if (buffer[from] != '#') {
      started = true;
      beginField(buffer, from, to);
    }
  }

  private void beginField(byte[] buffer, int from, int to) throws IOException {
    int colon = from;
    while (colon < to && buffer[colon] != ':') {
      colon++;
    }
    if (colon == from || colon == to) {
      throw new IOException(
          "neither a field nor a continuation: `"
              + new String(buffer, from, to - from, StandardCharsets.ISO_8859_1)
              + "`");
    }
    field = wanted(buffer, from, colon);
    int start = size;
    keep(buffer, from, to);
    if (field == PACKAGE) {
      named = true;
      int value = ParagraphTable.skipBlanks(kept, start + colon + 1 - from, size);
      names.add(hash(value, ParagraphTable.endOfName(kept, value, size)), count);
    }
  }

  private static int wanted(byte[] buffer, int from, int colon) {
    for (int i = 0; i < WANTED.length; i++) {
      byte[] each = WANTED[i];
      if (each.length == colon - from
          && each[0] == buffer[from]
          && Arrays.equals(each, 0, each.length, buffer, from, colon)) {
        return i;
      }
    }
    return NONE;
  }

  private static int grown(int length) throws IOException {
    if (length >= LARGEST) {
      throw new IOException("more than " + LARGEST + " bytes that are of use");
    }
    return 2 * length;
  }

  private void keep(byte[] buffer, int from, int to) throws IOException {
    if (field == NONE) {
      return;
    }
    int length = to - from;
    while (size + length + 1 > kept.length) {
      kept = Arrays.copyOf(kept, grown(kept.length));
    }
    int start = size;
    System.arraycopy(buffer, from, kept, size, length);
    size += length;
    kept[size++] = '\n';
    if (field == PROVIDES) {
      addProvided(start);
    }
  }

  /// Notes the names of one line: what follows a comma or bar or begins the field.
  private void addProvided(int start) {
    int at = start;
    if (!ParagraphTable.isBlank(kept[start])) {
      at += WANTED[PROVIDES].length + 1;
    }
    while (at < size) {
      int name = ParagraphTable.skipBlanks(kept, at, size);
      int end = ParagraphTable.endOfName(kept, name, size);
      if (end > name) {
        provided.add(hash(name, end), count);
      }
      at = end;
      while (at < size && kept[at] != ',' && kept[at] != '|') {
        at++;
      }
      at++;
    }
  }

  /// As [String#hashCode] has it of text in ISO 8859-1.
  private int hash(int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + (kept[i] & 0xFF);
    }
    return hash;
  }

  private void endParagraph() throws IOException {
    field = NONE;
    if (!started) {
      return;
    }
    if (!named) {
      throw new IOException("a paragraph without `Package`");
    }
    started = false;
    named = false;
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
    }
    ends[count++] = size;
  }
}
