package dev.garboard.elf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Makes shared objects that have a dynamic section and nothing else.
public final class TestElf {

  private static final int BASE = 64 + 2 * 56;

  private final int machine;
  private final String soname;
  private final List<String> needed = new ArrayList<>();
  private final SequencedMap<String, List<String>> versions = new LinkedHashMap<>();
  private final List<String> defined = new ArrayList<>();

  /// A shared object for x86-64; without a soname when it is empty.
  public TestElf(String soname) {
    this(soname, ElfFile.X86_64);
  }

  /// A shared object.
  public TestElf(String soname, int machine) {
    this.soname = soname;
    this.machine = machine;
  }

  /// Adds a library that it needs.
  public TestElf needs(String library, String... symbolVersions) {
    needed.add(library);
    if (symbolVersions.length > 0) {
      versions.put(library, List.of(symbolVersions));
    }
    return this;
  }

  /// Adds a symbol version that it offers.
  public TestElf defines(String version) {
    defined.add(version);
    return this;
  }

  /// The file's bytes.
  public byte[] bytes() {
    ByteArrayOutputStream strings = new ByteArrayOutputStream();
    strings.write(0);
    List<long[]> dynamic = new ArrayList<>();
    needed.forEach(library -> dynamic.add(new long[] {1, add(strings, library)}));
    if (!soname.isEmpty()) {
      dynamic.add(new long[] {14, add(strings, soname)});
    }
    byte[] needs = versionNeeds(strings);
    byte[] definitions = definitions(strings);
    dynamic.add(new long[] {5, BASE});
    dynamic.add(new long[] {10, strings.size()});
    int needsStart = (BASE + strings.size() + 7) / 8 * 8;
    if (needs.length > 0) {
      dynamic.add(new long[] {0x6ffffffeL, needsStart});
      dynamic.add(new long[] {0x6fffffffL, versions.size()});
    }
    int definitionsStart = needsStart + needs.length;
    if (definitions.length > 0) {
      dynamic.add(new long[] {0x6ffffffcL, definitionsStart});
      dynamic.add(new long[] {0x6ffffffdL, defined.size()});
    }
    dynamic.add(new long[] {0, 0});
    int dynamicStart = (definitionsStart + definitions.length + 7) / 8 * 8;
    ByteBuffer out =
        ByteBuffer.allocate(dynamicStart + dynamic.size() * 16).order(ByteOrder.LITTLE_ENDIAN);
    header(out);
    segment(out, 64, 1, 0, out.capacity());
    segment(out, 64 + 56, 2, dynamicStart, dynamic.size() * 16L);
    out.put(BASE, strings.toByteArray()).put(needsStart, needs);
    out.put(definitionsStart, definitions).position(dynamicStart);
    dynamic.forEach(entry -> out.putLong(entry[0]).putLong(entry[1]));
    return out.array();
  }

  private void header(ByteBuffer out) {
    out.putInt(0, 0x464c457f).put(4, (byte) 2).put(5, (byte) 1).put(6, (byte) 1);
    out.putShort(16, (short) 3).putShort(18, (short) machine).putInt(20, 1);
    out.putLong(32, 64).putShort(52, (short) 64).putShort(54, (short) 56).putShort(56, (short) 2);
  }

  private static void segment(ByteBuffer out, int at, int type, long offset, long size) {
    out.putInt(at, type).putInt(at + 4, 4).putLong(at + 8, offset).putLong(at + 16, offset);
    out.putLong(at + 24, offset).putLong(at + 32, size).putLong(at + 40, size);
    out.putLong(at + 48, type == 1 ? 4096 : 8);
  }

  private byte[] versionNeeds(ByteArrayOutputStream strings) {
    int size = versions.values().stream().mapToInt(names -> 16 + 16 * names.size()).sum();
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    int left = versions.size();
    for (Map.Entry<String, List<String>> each : versions.entrySet()) {
      int count = each.getValue().size();
      out.putShort((short) 1).putShort((short) count).putInt(add(strings, each.getKey()));
      out.putInt(16).putInt(--left == 0 ? 0 : 16 + 16 * count);
      for (int i = 0; i < count; i++) {
        out.putInt(0).putInt(0).putInt(add(strings, each.getValue().get(i)));
        out.putInt(i == count - 1 ? 0 : 16);
      }
    }
    return out.array();
  }

  private byte[] definitions(ByteArrayOutputStream strings) {
    ByteBuffer out = ByteBuffer.allocate(28 * defined.size()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < defined.size(); i++) {
      out.putShort((short) 1).putShort((short) 0).putShort((short) (i + 2)).putShort((short) 1);
      out.putInt(0).putInt(20).putInt(i == defined.size() - 1 ? 0 : 28);
      out.putInt(add(strings, defined.get(i))).putInt(0);
    }
    return out.array();
  }

  private static int add(ByteArrayOutputStream strings, String text) {
    int offset = strings.size();
    strings.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    strings.write(0);
    return offset;
  }
}
