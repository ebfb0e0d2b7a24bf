package dev.garboard.wheel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The end of an archive: where the central directory lies and how many entries it has (APPNOTE
/// 4.3.14 to 4.3.16). Nothing may follow it, and its comment may not hold another.
record ZipEnd(long directoryOffset, long directorySize, long count) {

  private static final int END_SIGNATURE = 0x06054b50;
  private static final int LOCATOR_SIGNATURE = 0x07064b50;
  private static final int END64_SIGNATURE = 0x06064b50;
  private static final int END_LENGTH = 22;
  private static final int LOCATOR_LENGTH = 20;
  private static final int END64_LENGTH = 56;
  private static final int MAX_COMMENT = 0xffff;

  static ZipEnd find(ZipBytes bytes) throws IOException, ZipFaultException {
    int length = (int) Math.min(bytes.size(), END_LENGTH + MAX_COMMENT);
    ByteBuffer tail = bytes.read(bytes.size() - length, length);
    int found = -1;
    for (int i = length - END_LENGTH; i >= 0; i--) {
      if (tail.getInt(i) == END_SIGNATURE) {
        if ((tail.getShort(i + 20) & 0xffff) == length - i - END_LENGTH) {
          found = i;
          break;
        }
        throw ZipFaultException.of(ArchiveFault.AMBIGUOUS_END, "", "end record");
      }
    }
    if (found < 0) {
      throw ZipFaultException.of(ArchiveFault.NOT_A_ZIP, "");
    }
    checkComment(tail, found + END_LENGTH);
    ByteBuffer end = tail.slice(found, END_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    return read(bytes, end, bytes.size() - length + found);
  }

  private static void checkComment(ByteBuffer tail, int start) throws ZipFaultException {
    for (int i = start; i + 4 <= tail.limit(); i++) {
      int word = tail.getInt(i);
      if (word == END_SIGNATURE || word == END64_SIGNATURE || word == LOCATOR_SIGNATURE) {
        throw ZipFaultException.of(ArchiveFault.AMBIGUOUS_END, "", "comment");
      }
    }
  }

  private static ZipEnd read(ZipBytes bytes, ByteBuffer end, long position)
      throws IOException, ZipFaultException {
    int disks = end.getShort(4) | end.getShort(6);
    int countHere = end.getShort(8) & 0xffff;
    int count = end.getShort(10) & 0xffff;
    ZipEnd plain = new ZipEnd(end.getInt(16) & 0xffffffffL, end.getInt(12) & 0xffffffffL, count);
    boolean wide = hasLocator(bytes, position);
    if (!wide) {
      if (disks != 0 || countHere != count) {
        throw ZipFaultException.of(ArchiveFault.MULTIPLE_VOLUMES, "");
      }
      plain.check(position);
      return plain;
    }
    return readWide(bytes, plain, position - LOCATOR_LENGTH);
  }

  private static boolean hasLocator(ZipBytes bytes, long position) throws IOException {
    return position >= LOCATOR_LENGTH
        && bytes.read(position - LOCATOR_LENGTH, 4).getInt() == LOCATOR_SIGNATURE;
  }

  private static ZipEnd readWide(ZipBytes bytes, ZipEnd plain, long locatorAt)
      throws IOException, ZipFaultException {
    ByteBuffer locator = bytes.read(locatorAt, LOCATOR_LENGTH);
    long at = locator.getLong(8);
    if (locator.getInt(4) != 0 || locator.getInt(16) != 1 || at != locatorAt - END64_LENGTH) {
      throw ZipFaultException.of(ArchiveFault.BAD_ZIP64_END, "", "locator");
    }
    if (at < 0) {
      throw ZipFaultException.of(ArchiveFault.BAD_ZIP64_END, "", "locator");
    }
    ByteBuffer end = bytes.read(at, END64_LENGTH);
    boolean sane =
        end.getInt(0) == END64_SIGNATURE
            && end.getLong(4) == END64_LENGTH - 12
            && end.getInt(16) == 0
            && end.getInt(20) == 0
            && end.getLong(24) == end.getLong(32);
    ZipEnd wide = new ZipEnd(end.getLong(48), end.getLong(40), end.getLong(32));
    if (!sane
        || differs(plain.count, wide.count, 0xffff)
        || differs(plain.directorySize, wide.directorySize, 0xffffffffL)
        || differs(plain.directoryOffset, wide.directoryOffset, 0xffffffffL)) {
      throw ZipFaultException.of(ArchiveFault.BAD_ZIP64_END, "", "values");
    }
    wide.check(at);
    return wide;
  }

  private static boolean differs(long plain, long wide, long marker) {
    return plain != marker && plain != wide;
  }

  private void check(long endsAt) throws ZipFaultException {
    ZipFaultException.limit(ArchiveLimit.ENTRIES, count, "");
    ZipFaultException.limit(ArchiveLimit.DIRECTORY_BYTES, directorySize, "");
    if (count < 0
        || directorySize < 0
        || directoryOffset < 0
        || directoryOffset + directorySize != endsAt) {
      throw ZipFaultException.of(ArchiveFault.BAD_DIRECTORY, "", "bounds");
    }
  }
}
