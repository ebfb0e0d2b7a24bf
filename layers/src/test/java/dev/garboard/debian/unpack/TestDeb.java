package dev.garboard.debian.unpack;

import com.github.luben.zstd.ZstdOutputStream;
import dev.garboard.content.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/// Makes packages for tests.
public final class TestDeb {

  private record Member(TarArchiveEntry entry, Content content) {}

  private final String control;
  private final List<Member> scripts = new ArrayList<>();
  private final List<Member> data = new ArrayList<>();
  private String compression = ".xz";

  /// A package with these control fields, one per line.
  public TestDeb(String control) {
    this.control = control.endsWith("\n") ? control : control + "\n";
  }

  /// A package without relations.
  public static TestDeb named(String name, String version) {
    return new TestDeb(
        "Package: " + name + "\nVersion: " + version + "\nArchitecture: amd64\nDescription: test");
  }

  /// The control fields.
  public String control() {
    return control;
  }

  /// Chooses `.xz`, `.gz`, `.zst` or nothing.
  public TestDeb compression(String suffix) {
    compression = suffix;
    return this;
  }

  /// Adds a maintainer script.
  public TestDeb script(String name, String text) {
    scripts.add(member("./" + name, TarConstants.LF_NORMAL, "", 0755, text));
    return this;
  }

  /// Adds a file.
  public TestDeb file(String path, String text) {
    return file(path, text.getBytes(StandardCharsets.UTF_8), 0644);
  }

  /// Adds a file.
  public TestDeb file(String path, byte[] bytes, int mode) {
    TarArchiveEntry entry = new TarArchiveEntry(path, TarConstants.LF_NORMAL, true);
    entry.setMode(mode);
    entry.setSize(bytes.length);
    data.add(new Member(entry, Content.of(bytes)));
    return this;
  }

  /// Adds a directory.
  public TestDeb directory(String path, int mode) {
    data.add(member(path, TarConstants.LF_DIR, "", mode, ""));
    return this;
  }

  /// Adds a symbolic link.
  public TestDeb symlink(String path, String target) {
    data.add(member(path, TarConstants.LF_SYMLINK, target, 0777, ""));
    return this;
  }

  /// Adds an entry of any kind.
  public TestDeb entry(String path, byte kind, String target) {
    data.add(member(path, kind, target, 0644, ""));
    return this;
  }

  /// Sets the owner of what was added last.
  public TestDeb owner(int uid, int gid) {
    data.getLast().entry().setIds(uid, gid);
    return this;
  }

  private static Member member(String path, byte kind, String target, int mode, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry(path, kind, true);
    entry.setLinkName(target);
    entry.setMode(mode);
    entry.setSize(bytes.length);
    return new Member(entry, Content.of(bytes));
  }

  /// The package's bytes.
  public byte[] bytes() {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (ArArchiveOutputStream ar = new ArArchiveOutputStream(out)) {
        put(ar, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
        List<Member> all = new ArrayList<>(scripts);
        all.addFirst(member("./control", TarConstants.LF_NORMAL, "", 0644, control));
        put(ar, "control.tar" + compression, compressed(tar(all)));
        put(ar, "data.tar" + compression, compressed(tar(data)));
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void put(ArArchiveOutputStream ar, String name, byte[] bytes) throws IOException {
    ar.putArchiveEntry(new ArArchiveEntry(name, bytes.length, 0, 0, 0100644, 0));
    ar.write(bytes);
    ar.closeArchiveEntry();
  }

  private static byte[] tar(List<Member> members) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
      for (Member member : members) {
        // The same bytes whenever the test runs.
        member.entry().setModTime(0L);
        tar.putArchiveEntry(member.entry());
        tar.write(member.content().readAll());
        tar.closeArchiveEntry();
      }
    }
    return out.toByteArray();
  }

  private byte[] compressed(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream compressor =
        switch (compression) {
          case ".xz" -> new XZOutputStream(out, new LZMA2Options(1));
          case ".gz" -> new GZIPOutputStream(out);
          case ".zst" -> new ZstdOutputStream(out);
          default -> out;
        }) {
      compressor.write(bytes);
    }
    return out.toByteArray();
  }
}
