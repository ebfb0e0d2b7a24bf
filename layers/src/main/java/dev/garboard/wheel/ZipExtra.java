package dev.garboard.wheel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/// The extra fields of a header: id to data, each id at most once.
record ZipExtra(Map<Integer, ByteBuffer> fields) {

  static final int ZIP64 = 0x0001;
  static final int UNICODE_PATH = 0x7075;

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

  /// The 64-bit values that replace the fields that are all ones, in the order of APPNOTE 4.5.3.
  ///
  /// @return `values`, with each marked one replaced
  long[] widen(String entry, boolean present32, long... values) throws ZipFaultException {
    ByteBuffer field = fields.get(ZIP64);
    long[] wide = values.clone();
    if (field == null) {
      return wide;
    }
    ByteBuffer in = field.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < wide.length; i++) {
      if (wide[i] == 0xffffffffL) {
        if (in.remaining() < 8) {
          throw ZipFaultException.of(ArchiveFault.BAD_EXTRA_FIELD, entry, "zip64");
        }
        wide[i] = in.getLong();
        if (wide[i] < 0) {
          throw ZipFaultException.of(ArchiveFault.BAD_EXTRA_FIELD, entry, "zip64");
        }
      }
    }
    // A central header may also carry a disk number, but archives of several volumes are refused.
    if (present32 && in.hasRemaining()) {
      throw ZipFaultException.of(ArchiveFault.BAD_EXTRA_FIELD, entry, "zip64");
    }
    return wide;
  }

  boolean hasZip64() {
    return fields.containsKey(ZIP64);
  }
}
