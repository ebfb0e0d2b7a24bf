package dev.garboard.install;

import static dev.garboard.install.HostileCase.Uv.INSTALLS;
import static dev.garboard.install.HostileCase.Uv.NOT_RUN;
import static dev.garboard.install.HostileCase.Uv.REFUSES;
import static dev.garboard.install.HostilePaths.demo;
import static dev.garboard.install.HostilePaths.entry;

import dev.garboard.wheel.TestZip;
import dev.garboard.wheel.TestZipEntryWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.CRC32;

/// Wheels whose zip structure lies.
final class HostileArchives {

  private static final byte[] JUNK = "junk".getBytes(StandardCharsets.US_ASCII);

  private static final String READERS_DIFFER =
      "readers that trust another part of the archive see other bytes";

  private HostileArchives() {}

  private static HostileCase of(
      String name, HostileCase.Uv uv, String ours, String reason, Supplier<byte[]> wheel) {
    return new HostileCase(name, wheel, uv, ours, reason);
  }

  private static HostileCase one(
      String name, HostileCase.Uv uv, String ours, Supplier<TestZipEntryWriter> entry) {
    return of(name, uv, ours, "", () -> demo().zip().add(entry.get()).bytes());
  }

  private static HostileCase stricter(
      String name, String ours, Supplier<TestZipEntryWriter> entry) {
    return of(name, INSTALLS, ours, READERS_DIFFER, () -> demo().zip().add(entry.get()).bytes());
  }

  private static TestZipEntryWriter x() {
    return entry("demo/x.py");
  }

  static List<HostileCase> headers() {
    return List.of(
        one(
            "other local name",
            REFUSES,
            "refused HEADERS_DIFFER",
            () -> x().localName("demo/y.py".getBytes(StandardCharsets.UTF_8))),
        one("other local size", REFUSES, "refused HEADERS_DIFFER", () -> x().localSize(5)),
        one(
            "other local packed size",
            REFUSES,
            "refused HEADERS_DIFFER",
            () -> x().localPackedSize(3)),
        stricter("other local method", "refused HEADERS_DIFFER", () -> x().localMethod(0)),
        stricter("other local flags", "refused HEADERS_DIFFER", () -> x().localFlags(0)),
        stricter("other local CRC", "refused HEADERS_DIFFER", () -> x().localCrc(1)),
        one("encrypted", REFUSES, "refused ENCRYPTED", () -> x().flags(1)),
        one("patch data", REFUSES, "refused ENCRYPTED", () -> x().flags(1 << 5)),
        stricter("masked headers", "refused ENCRYPTED", () -> x().flags(1 << 13)),
        one("deflate64", REFUSES, "refused UNSUPPORTED_METHOD", () -> x().method(9)),
        one("bzip2", REFUSES, "refused UNSUPPORTED_METHOD", () -> x().method(12)),
        one("lzma", REFUSES, "refused UNSUPPORTED_METHOD", () -> x().method(14)),
        one("xz", REFUSES, "refused UNSUPPORTED_METHOD", () -> x().method(95)),
        one("zstd that is none", REFUSES, "refused UNSUPPORTED_METHOD", () -> x().method(93)),
        one("unknown method", REFUSES, "refused UNSUPPORTED_METHOD", () -> x().method(77)),
        one(
            "stored with two sizes",
            REFUSES,
            "refused BAD_SIZE",
            () -> TestZipEntryWriter.stored("demo/x.py", "x = 1\n").size(99)),
        stricter("another volume", "refused MULTIPLE_VOLUMES", () -> x().disk(1)),
        one("descriptor", INSTALLS, "warned NotInRecord", () -> x().descriptor(true, false)),
        one(
            "descriptor without signature",
            INSTALLS,
            "warned NotInRecord",
            () -> x().descriptor(false, false)),
        one("wide descriptor", INSTALLS, "warned NotInRecord", () -> x().descriptor(true, true)),
        stricter(
            "descriptor with another CRC",
            "refused BAD_DATA_DESCRIPTOR",
            () -> x().descriptor(true, false).after(new byte[16])),
        stricter(
            "no descriptor",
            "refused BAD_DATA_DESCRIPTOR",
            () -> x().descriptor(true, false).after(new byte[0])),
        one(
            "stored with descriptor",
            INSTALLS,
            "warned NotInRecord",
            () -> TestZipEntryWriter.stored("demo/x.py", "x = 1\n").descriptor(true, false)));
  }

  static List<HostileCase> extras() {
    return List.of(
        one(
            "short zip64 field",
            REFUSES,
            "refused BAD_EXTRA_FIELD",
            () ->
                x().size(0xffffffffL)
                    .extra(field(1, new byte[3]))
                    .localExtra(field(1, new byte[3]))),
        one(
            "two zip64 fields",
            REFUSES,
            "refused BAD_EXTRA_FIELD",
            () -> x().extra(join(field(1, new byte[8]), field(1, new byte[8])))),
        one(
            "zip64 field that is not needed",
            REFUSES,
            "refused BAD_EXTRA_FIELD",
            () -> x().localExtra(field(1, new byte[16])).extra(field(1, new byte[16]))),
        one(
            "zip64 field that is not needed, but true",
            INSTALLS,
            "warned NotInRecord",
            () -> TestZipEntryWriter.stored("demo/x.py", "x = 1\n").localExtra(trueSizes(6, 6))),
        one(
            "zip64 field that is not needed and false",
            REFUSES,
            "refused BAD_EXTRA_FIELD",
            () -> TestZipEntryWriter.stored("demo/x.py", "x = 1\n").localExtra(trueSizes(6, 7))),
        one(
            "cut-off field",
            REFUSES,
            "refused BAD_EXTRA_FIELD",
            () -> x().extra(new byte[] {1, 2, 99, 0, 1})),
        stricter("cut-off field id", "refused BAD_EXTRA_FIELD", () -> x().extra(new byte[] {1, 2})),
        one(
            "time field",
            INSTALLS,
            "warned NotInRecord",
            () -> x().extra(field(0x5455, new byte[5])).localExtra(field(0x5455, new byte[9]))),
        one(
            "other Unicode path",
            REFUSES,
            "refused BAD_EXTRA_FIELD",
            () -> x().extra(unicodePath("demo/x.py", "demo/z.py"))),
        stricter(
            "other local Unicode path",
            "refused BAD_EXTRA_FIELD",
            () -> x().localExtra(unicodePath("demo/x.py", "demo/z.py"))));
  }

  static List<HostileCase> data() {
    return List.of(
        one("wrong CRC", REFUSES, "refused WRONG_CRC", () -> x().crc(0x12345678)),
        one(
            "wrong CRC, stored",
            REFUSES,
            "refused WRONG_CRC",
            () -> TestZipEntryWriter.stored("demo/x.py", "x = 1\n").crc(1)),
        one("less than recorded", REFUSES, "refused WRONG_SIZE", () -> x().size(7)),
        one("more than recorded", REFUSES, "refused WRONG_SIZE", () -> x().size(5)),
        one("cut-off deflate stream", REFUSES, "refused CORRUPT_DATA", HostileArchives::cutOff),
        one(
            "not a deflate stream",
            REFUSES,
            "refused CORRUPT_DATA",
            () -> x().payload(new byte[] {7, 7, 7, 7}).packedSize(4)),
        one(
            "bytes after the deflate stream",
            INSTALLS,
            "warned NotInRecord",
            HostileArchives::overlong));
  }

  static List<HostileCase> structure() {
    TestZip demo = demo().zip();
    return List.of(
        of("empty file", REFUSES, "refused NOT_A_ZIP", "", () -> new byte[0]),
        of(
            "text",
            REFUSES,
            "refused NOT_A_ZIP",
            "",
            () -> "Not found\n".repeat(9).getBytes(StandardCharsets.US_ASCII)),
        of(
            "half",
            REFUSES,
            "refused NOT_A_ZIP",
            "",
            () -> Arrays.copyOf(demo.bytes(), demo.bytes().length / 2)),
        of(
            "no entries",
            REFUSES,
            "refused MissingDistInfo",
            "",
            () -> TestZip.of(List.of()).bytes()),
        of(
            "bytes before",
            INSTALLS,
            "refused STRAY_BYTES",
            READERS_DIFFER,
            () -> demo.withPrefix(JUNK).bytes()),
        of(
            "bytes after",
            REFUSES,
            "refused AMBIGUOUS_END",
            "",
            () -> demo.withSuffix(JUNK).bytes()),
        of(
            "archive with a comment",
            INSTALLS,
            "accepted",
            "",
            () -> demo.withComment(JUNK).bytes()),
        of(
            "archive in the comment",
            REFUSES,
            "refused BAD_DIRECTORY",
            "",
            () -> demo.withComment(demo.bytes()).bytes()),
        of(
            "two archives",
            REFUSES,
            "refused BAD_DIRECTORY",
            "",
            () -> join(demo.bytes(), demo.bytes())),
        of(
            "count too small",
            REFUSES,
            "refused BAD_DIRECTORY",
            "",
            () -> demo.withCountShift(-1).bytes()),
        of(
            "count too large",
            REFUSES,
            "refused BAD_DIRECTORY",
            "",
            () -> demo.withCountShift(1).bytes()),
        of(
            "directory elsewhere",
            REFUSES,
            "refused BAD_DIRECTORY",
            "",
            () -> demo.withOffsetShift(-4).bytes()),
        of(
            "bytes between entries",
            INSTALLS,
            "refused STRAY_BYTES",
            READERS_DIFFER,
            () -> demo.add(x().after(JUNK)).add(entry("demo/y.py")).bytes()),
        of(
            "entry only in the body",
            INSTALLS,
            "refused STRAY_BYTES",
            READERS_DIFFER,
            () -> demo.add(x().onlyInBody()).add(entry("demo/y.py")).bytes()),
        of(
            "entry only in the directory",
            REFUSES,
            "refused NO_LOCAL_HEADER",
            "",
            () -> demo.add(x().onlyInDirectory()).add(entry("demo/y.py")).bytes()),
        of(
            "entry inside an entry",
            REFUSES,
            "refused OVERLAPPING_ENTRIES",
            "",
            HostileArchives::inside),
        of("zip64 end", INSTALLS, "accepted", "", () -> demo.withWideEnd().bytes()),
        of(
            "zip64 end with another count",
            REFUSES,
            "refused BAD_DIRECTORY",
            "",
            () -> demo.withWideEnd().withCountShift(2).bytes()));
  }

  static List<HostileCase> bombs() {
    return List.of(
        of(
            "ratio",
            NOT_RUN,
            "refused RATIO",
            "no bound in uv",
            () ->
                demo()
                    .zip()
                    .add(TestZipEntryWriter.deflated("demo/zeros", new byte[300 << 20]))
                    .bytes()),
        one(
            "declared terabytes",
            REFUSES,
            "refused TOTAL_BYTES",
            () -> x().size(0xffffffffL).extra(wide(1L << 41)).localExtra(wideLocal(1L << 41))),
        of("many entries", NOT_RUN, "refused ENTRIES", "no bound in uv", () -> many(200_001)),
        of("65,536 entries", NOT_RUN, "warned NotInRecord", "", () -> many(65_536)));
  }

  private static byte[] many(int count) {
    List<TestZipEntryWriter> entries = new ArrayList<>(demo().zip().entries());
    for (int i = 0; i < count; i++) {
      entries.add(TestZipEntryWriter.stored("demo/" + i, ""));
    }
    return TestZip.of(entries).withWideEnd().bytes();
  }

  private static TestZipEntryWriter cutOff() {
    byte[] data = "abcdefgh".repeat(20).getBytes(StandardCharsets.US_ASCII);
    byte[] cut = Arrays.copyOf(TestZipEntryWriter.deflate(data), 5);
    return TestZipEntryWriter.deflated("demo/x.py", data).payload(cut).packedSize(cut.length);
  }

  private static TestZipEntryWriter overlong() {
    byte[] data = "x = 1\n".getBytes(StandardCharsets.US_ASCII);
    byte[] more = join(TestZipEntryWriter.deflate(data), JUNK);
    return x().payload(more).packedSize(more.length);
  }

  private static byte[] inside() {
    byte[] inner = TestZip.of(List.of(entry("demo/y.py"))).bytes();
    String hidden = new String(inner, StandardCharsets.ISO_8859_1);
    TestZip demo = demo().zip();
    TestZipEntryWriter outer = TestZipEntryWriter.stored("demo/x.py", "placeholder");
    CRC32 crc = new CRC32();
    crc.update(hidden.getBytes(StandardCharsets.ISO_8859_1));
    outer.payload(inner).crc((int) crc.getValue()).size(inner.length).packedSize(inner.length);
    return demo.add(outer).add(entry("demo/y.py").onlyInDirectory().shift(-inner.length)).bytes();
  }

  private static byte[] field(int id, byte[] data) {
    ByteBuffer out = ByteBuffer.allocate(4 + data.length).order(ByteOrder.LITTLE_ENDIAN);
    return out.putShort((short) id).putShort((short) data.length).put(data).array();
  }

  private static byte[] trueSizes(long size, long packedSize) {
    ByteBuffer data = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    return field(1, data.putLong(size).putLong(packedSize).array());
  }

  private static byte[] wide(long size) {
    return field(1, ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(size).array());
  }

  private static byte[] wideLocal(long size) {
    return wide(size);
  }

  private static byte[] unicodePath(String name, String other) {
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    byte[] text = other.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = ByteBuffer.allocate(5 + text.length).order(ByteOrder.LITTLE_ENDIAN);
    return field(0x7075, out.put((byte) 1).putInt((int) crc.getValue()).put(text).array());
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
