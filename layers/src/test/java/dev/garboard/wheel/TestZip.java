package dev.garboard.wheel;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A zip archive made byte by byte. Loose bytes are kept as text in ISO 8859-1.
///
/// @param prefix bytes before the first entry; recorded offsets count them
/// @param comment the archive's comment
/// @param suffix bytes after the end record
/// @param countShift added to the recorded number of entries
/// @param offsetShift added to the recorded offset of the central directory
/// @param wideEnd whether a zip64 end record and its locator are written
public record TestZip(
    List<TestZipEntryWriter> entries,
    String prefix,
    String comment,
    String suffix,
    int countShift,
    int offsetShift,
    boolean wideEnd) {

  /// An honest archive.
  public static TestZip of(List<TestZipEntryWriter> entries) {
    return new TestZip(entries, "", "", "", 0, 0, false);
  }

  /// With one more entry at the end.
  public TestZip add(TestZipEntryWriter entry) {
    List<TestZipEntryWriter> more = new ArrayList<>(entries);
    more.add(entry);
    return new TestZip(more, prefix, comment, suffix, countShift, offsetShift, wideEnd);
  }

  /// With bytes before the first entry.
  public TestZip withPrefix(byte[] value) {
    return new TestZip(entries, text(value), comment, suffix, countShift, offsetShift, wideEnd);
  }

  /// With a comment.
  public TestZip withComment(byte[] value) {
    return new TestZip(entries, prefix, text(value), suffix, countShift, offsetShift, wideEnd);
  }

  /// With bytes after the end record.
  public TestZip withSuffix(byte[] value) {
    return new TestZip(entries, prefix, comment, text(value), countShift, offsetShift, wideEnd);
  }

  /// With another number of entries in the end record.
  public TestZip withCountShift(int value) {
    return new TestZip(entries, prefix, comment, suffix, value, offsetShift, wideEnd);
  }

  /// With another offset of the central directory in the end record.
  public TestZip withOffsetShift(int value) {
    return new TestZip(entries, prefix, comment, suffix, countShift, value, wideEnd);
  }

  /// With a zip64 end record.
  public TestZip withWideEnd() {
    return new TestZip(entries, prefix, comment, suffix, countShift, offsetShift, true);
  }

  /// The archive.
  public byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    out.writeBytes(prefix.getBytes(StandardCharsets.ISO_8859_1));
    int count = countShift;
    for (TestZipEntryWriter entry : entries) {
      if (entry.isInDirectory()) {
        entry.writeCentral(directory, out.size());
        count++;
      }
      entry.writeLocal(out);
    }
    long offset = (long) out.size() + offsetShift;
    long directoryEnd = (long) out.size() + directory.size();
    out.writeBytes(directory.toByteArray());
    if (wideEnd) {
      writeWideEnd(out, count, directory.size(), offset, directoryEnd);
    }
    ByteBuffer end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
    end.putInt(0x06054b50).putInt(0);
    end.putShort((short) (wideEnd ? 0xffff : count)).putShort((short) (wideEnd ? 0xffff : count));
    end.putInt(wideEnd ? -1 : directory.size()).putInt(wideEnd ? -1 : (int) offset);
    end.putShort((short) comment.length());
    out.writeBytes(end.array());
    out.writeBytes(comment.getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(suffix.getBytes(StandardCharsets.ISO_8859_1));
    return out.toByteArray();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static void writeWideEnd(
      ByteArrayOutputStream out, long count, long size, long offset, long at) {
    ByteBuffer end = ByteBuffer.allocate(76).order(ByteOrder.LITTLE_ENDIAN);
    end.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45);
    end.putInt(0).putInt(0).putLong(count).putLong(count).putLong(size).putLong(offset);
    end.putInt(0x07064b50).putInt(0).putLong(at).putInt(1);
    out.writeBytes(end.array());
  }
}
