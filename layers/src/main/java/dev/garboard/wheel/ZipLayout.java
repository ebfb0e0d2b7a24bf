package dev.garboard.wheel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Checks that local headers, data and data descriptors fill an archive from its first byte to the
/// central directory without gap or overlap, and that each local header says what the central
/// directory says. Only then do all readers of the archive see the same entries.
final class ZipLayout {

  /// Where an entry's bytes start.
  record Located(ZipHeader header, long dataOffset) {}

  private static final int SIGNATURE = 0x04034b50;
  private static final int DESCRIPTOR_SIGNATURE = 0x08074b50;
  private static final int LENGTH = 30;
  private static final int USUAL_EXTRA = 32;

  private final ZipBytes bytes;

  ZipLayout(ZipBytes bytes) {
    this.bytes = bytes;
  }

  /// The entries in the order of their bytes.
  List<Located> check(List<ZipHeader> headers, long directoryOffset)
      throws IOException, ZipFaultException {
    List<ZipHeader> ordered = new ArrayList<>(headers);
    ordered.sort(Comparator.comparingLong(ZipHeader::offset));
    List<Located> located = new ArrayList<>(ordered.size());
    long expected = 0;
    for (int i = 0; i < ordered.size(); i++) {
      ZipHeader header = ordered.get(i);
      long limit = i + 1 < ordered.size() ? ordered.get(i + 1).offset() : directoryOffset;
      if (header.offset() != expected) {
        throw ZipFaultException.of(
            header.offset() > expected
                ? ArchiveFault.STRAY_BYTES
                : ArchiveFault.OVERLAPPING_ENTRIES,
            header.name());
      }
      Located entry = locate(header, limit);
      located.add(entry);
      checkEnd(entry, limit);
      expected = limit;
    }
    if (ordered.isEmpty() && directoryOffset != 0) {
      throw ZipFaultException.of(ArchiveFault.STRAY_BYTES, "");
    }
    return located;
  }

  private Located locate(ZipHeader header, long limit) throws IOException, ZipFaultException {
    if (limit - header.offset() < LENGTH) {
      throw ZipFaultException.of(ArchiveFault.NO_LOCAL_HEADER, header.name());
    }
    // Mostly the local header is no longer than this: one read for all of it.
    int likely = LENGTH + header.name().length() + USUAL_EXTRA;
    ByteBuffer fixed = bytes.read(header.offset(), (int) Math.min(limit - header.offset(), likely));
    int nameLength = fixed.getShort(26) & 0xffff;
    int extraLength = fixed.getShort(28) & 0xffff;
    long dataOffset = header.offset() + LENGTH + nameLength + extraLength;
    if (fixed.getInt(0) != SIGNATURE) {
      throw ZipFaultException.of(ArchiveFault.NO_LOCAL_HEADER, header.name());
    }
    if (dataOffset > limit) {
      throw ZipFaultException.of(ArchiveFault.OVERLAPPING_ENTRIES, header.name());
    }
    int variableLength = nameLength + extraLength;
    ByteBuffer variable =
        LENGTH + variableLength <= fixed.limit()
            ? fixed.slice(LENGTH, variableLength).order(fixed.order())
            : bytes.read(header.offset() + LENGTH, variableLength);
    byte[] rawName = new byte[nameLength];
    variable.get(rawName);
    String name = ZipNames.decode(rawName, ZipFacts.saysUtf8(fixed.getShort(6)));
    if (!name.equals(header.name())) {
      throw ZipFaultException.of(ArchiveFault.HEADERS_DIFFER, header.name(), "name " + name);
    }
    ZipExtra extra = ZipExtra.parse(variable.slice().order(variable.order()), name);
    ZipDirectory.checkUnicodePath(extra, rawName, name);
    compare(header, fixed, extra);
    return new Located(header, dataOffset);
  }

  private static void compare(ZipHeader header, ByteBuffer fixed, ZipExtra extra)
      throws ZipFaultException {
    String name = header.name();
    ZipFacts central = header.facts();
    long[] wide =
        extra.widen(name, 0, fixed.getInt(22) & 0xffffffffL, fixed.getInt(18) & 0xffffffffL);
    ZipFacts local =
        new ZipFacts(
            fixed.getShort(6) & 0xffff,
            fixed.getShort(8) & 0xffff,
            fixed.getInt(14),
            wide[1],
            wide[0]);
    differ(name, "flags", local.flags(), central.flags());
    differ(name, "method", local.method(), central.method());
    // With a data descriptor the local header may leave zeros, but not lie.
    boolean blank = central.hasDescriptor();
    if (!blank || local.crc32() != 0) {
      differ(name, "CRC-32", local.crc32(), central.crc32());
    }
    if (!blank || local.size() != 0) {
      differ(name, "size", local.size(), central.size());
    }
    if (!blank || local.deflatedSize() != 0) {
      differ(name, "compressed size", local.deflatedSize(), central.deflatedSize());
    }
  }

  private static void differ(String name, String what, long local, long central)
      throws ZipFaultException {
    if (local != central) {
      throw ZipFaultException.of(
          ArchiveFault.HEADERS_DIFFER, name, what + " " + local + ", " + central);
    }
  }

  private void checkEnd(Located entry, long limit) throws IOException, ZipFaultException {
    ZipFacts facts = entry.header().facts();
    long rest = limit - entry.dataOffset() - facts.deflatedSize();
    if (rest < 0) {
      throw ZipFaultException.of(ArchiveFault.OVERLAPPING_ENTRIES, entry.header().name());
    }
    if (!facts.hasDescriptor()) {
      if (rest != 0) {
        throw ZipFaultException.of(ArchiveFault.STRAY_BYTES, entry.header().name());
      }
      return;
    }
    if (!isDescriptor(facts, limit - rest, rest)) {
      throw ZipFaultException.of(ArchiveFault.BAD_DATA_DESCRIPTOR, entry.header().name());
    }
  }

  /// A descriptor has four forms: with or without signature, sizes of 4 or 8 bytes.
  private boolean isDescriptor(ZipFacts facts, long at, long length) throws IOException {
    if (length != 12 && length != 16 && length != 20 && length != 24) {
      return false;
    }
    ByteBuffer in = bytes.read(at, (int) length);
    if (length % 8 == 0 && in.getInt() != DESCRIPTOR_SIGNATURE) {
      return false;
    }
    boolean narrow = length <= 16;
    return in.getInt() == facts.crc32()
        && (narrow ? in.getInt() & 0xffffffffL : in.getLong()) == facts.deflatedSize()
        && (narrow ? in.getInt() & 0xffffffffL : in.getLong()) == facts.size();
  }
}
