package dev.garboard.wheel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// The extra fields of a header: id to data, each id at most once.
record ZipExtra(Map<Integer, ByteBuffer> fields) {

  static final int ZIP64 = 0x0001;
  static final int UNICODE_PATH = 0x7075;

  /// A central header may also carry the number of the volume.
  static final int DISK_NUMBER = 4;

  private static final long MARKER = 0xffffffffL;

  static ZipExtra parse(ByteBuffer data, String entry) throws ZipFaultException {
    Map<Integer, ByteBuffer> fields = new HashMap<>();
    while (data.hasRemaining()) {
      if (data.remaining() < 4) {
        throw ZipFaultException.of(ArchiveFault.BAD_EXTRA_FIELD, entry, "cut off");
      }
      int id = data.getShort() & 0xffff;
      int length = data.getShort() & 0xffff;
      if (length > data.remaining()) {
        throw ZipFaultException.of(ArchiveFault.BAD_EXTRA_FIELD, entry, "0x%04x".formatted(id));
      }
      ByteBuffer field =
          data.slice(data.position(), length).order(ByteOrder.LITTLE_ENDIAN).asReadOnlyBuffer();
      data.position(data.position() + length);
      if (fields.put(id, field.order(ByteOrder.LITTLE_ENDIAN)) != null
          && (id == ZIP64 || id == UNICODE_PATH)) {
        throw ZipFaultException.of(ArchiveFault.BAD_EXTRA_FIELD, entry, "0x%04x".formatted(id));
      }
    }
    return new ZipExtra(Map.copyOf(fields));
  }

  /// The 64-bit values that replace the fields that are all ones (APPNOTE 4.5.3). Some tools write
  /// the others, too; then those must be true.
  ///
  /// @param values in the order of the zip64 field
  /// @param tail greatest number of bytes that may follow them
  /// @return `values`, with each marked one replaced
  long[] widen(String entry, int tail, long... values) throws ZipFaultException {
    ByteBuffer field = fields.get(ZIP64);
    long[] wide = values.clone();
    if (field == null) {
      return wide;
    }
    ByteBuffer in = field.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    long marked = Arrays.stream(values).filter(value -> value == MARKER).count();
    boolean onlyMarked = in.remaining() - marked * 8 <= tail;
    for (int i = 0; i < wide.length; i++) {
      if (onlyMarked ? values[i] == MARKER : in.remaining() >= 8) {
        wide[i] = next(in, entry);
      }
      if (wide[i] < 0 || (values[i] != MARKER && wide[i] != values[i])) {
        throw ZipFaultException.of(ArchiveFault.BAD_EXTRA_FIELD, entry, "zip64");
      }
    }
    if (in.remaining() > tail) {
      throw ZipFaultException.of(ArchiveFault.BAD_EXTRA_FIELD, entry, "zip64");
    }
    return wide;
  }

  private static long next(ByteBuffer in, String entry) throws ZipFaultException {
    if (in.remaining() < 8) {
      throw ZipFaultException.of(ArchiveFault.BAD_EXTRA_FIELD, entry, "zip64");
    }
    return in.getLong();
  }
}
