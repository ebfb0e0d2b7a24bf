package dev.garboard.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.garboard.content.Content;
import dev.garboard.content.Hashing;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.TreeEntry.Attributes;
import dev.garboard.tree.UnixPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarWriterTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden/layer/corners.txt");

  @TempDir Path directory;

  @Test
  void writesEveryCornerAsListed() throws Exception {
    String listing = TarListing.of(tar(SampleTrees.corners()));
    if (Boolean.getBoolean("garboard.golden.write")) {
      Files.writeString(GOLDEN, listing);
    }
    assertThat(listing).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void writesPinnedBytes() throws Exception {
    assertThat(Hashing.sha256(tar(SampleTrees.corners())).hex()).startsWith("b7d7cc634cff515a");
  }

  @Test
  void implicitParentsAreWrittenLikeExplicitOnes() throws Exception {
    FileTree.TreeWriter implicit = FileTree.writer();
    implicit.put(UnixPath.of("a-b"), TreeEntry.text("1"));
    implicit.put(UnixPath.of("a/c/d"), TreeEntry.text("2"));
    FileTree.TreeWriter explicit = FileTree.writer();
    explicit.put(UnixPath.of("a-b"), TreeEntry.text("1"));
    explicit.put(UnixPath.of("a"), TreeEntry.directory());
    explicit.put(UnixPath.of("a/c"), TreeEntry.directory());
    explicit.put(UnixPath.of("a/c/d"), TreeEntry.text("2"));

    assertThat(tar(implicit.tree())).isEqualTo(tar(explicit.tree()));
  }

  @Test
  void anEmptyTreeIsTwoZeroBlocks() throws Exception {
    assertThat(tar(FileTree.empty())).isEqualTo(new byte[1024]);
  }

  @Test
  void sizesFromEightGibibytesOnNeedAnExtendedHeader() {
    long last = (8L << 30) - 1;
    byte[] fits = new TarHeader("f", TarHeader.FILE, "", last, Attributes.PLAIN).encode();
    assertThat(text(fits, 124, 12)).isEqualTo("77777777777\0");
    byte[] extended = new TarHeader("f", TarHeader.FILE, "", last + 1, Attributes.PLAIN).encode();
    assertThat(extended).hasSize(3 * 512);
    assertThat(text(extended, 512, 20)).isEqualTo("19 size=8589934592\n\0");
    assertThat(text(extended, 1024 + 124, 12)).isEqualTo("00000000000\0");
  }

  @Test
  void extendedRecordsCountTheirOwnDigits() {
    for (int n = 101; n < 1200; n++) {
      String name = "n".repeat(n);
      byte[] bytes = new TarHeader(name, TarHeader.FILE, "", 0, Attributes.PLAIN).encode();
      String record = text(bytes, 512, bytes.length - 1024);
      int length = Integer.parseInt(record.substring(0, record.indexOf(' ')));
      assertThat(record.substring(0, length)).isEqualTo(length + " path=" + name + "\n");
    }
  }

  @Test
  void pythonReadsTheSame() throws Exception {
    Path file = Files.write(directory.resolve("t.tar"), tar(SampleTrees.corners()));
    String program =
        """
        import sys, tarfile
        for m in tarfile.open(sys.argv[1], encoding='utf-8', errors='strict'):
            print(m.type.decode(), '%o' % m.mode, m.uid, m.gid, repr(m.uname + m.gname), m.mtime,
                  m.size, m.name.encode(), m.linkname.encode())
        """;
    StringBuilder expected = new StringBuilder();
    for (String line : Tool.run("python3", "-c", program, file.toString()).lines().toList()) {
      assertThat(line).contains("'' 315532801 ");
      expected.append(line).append('\n');
    }
    assertThat(expected.toString().lines())
        .hasSize((int) Files.readString(GOLDEN).lines().count())
        .contains("0 4750 65532 3000000 '' 315532801 1 b'a/owned' b''")
        .contains("1 644 0 0 '' 315532801 0 b'a/hard' b'z/last'")
        .contains("0 644 0 0 '' 315532801 1 b'b/\\xc3\\xbcn\\xc3\\xaf\\xf0\\x9f\\x90\\x8d.py' b''");
  }

  @Test
  void gnuTarExtractsIt() throws Exception {
    FileTree tree = SampleTrees.wheelLike(1, false);
    Path file = Files.write(directory.resolve("t.tar"), tar(tree));
    Tool.run("tar", "-xf", file.toString(), "-C", directory.toString());
    for (var e : tree.entries().entrySet()) {
      if (e.getValue() instanceof TreeEntry.RegularFile(Content content, Attributes attributes)) {
        Path extracted = directory.resolve(e.getKey().value());
        assertThat(Files.readAllBytes(extracted)).isEqualTo(content.readAll());
        assertThat(Files.isExecutable(extracted)).isEqualTo(attributes.mode() == 0755);
        assertThat(Files.getLastModifiedTime(extracted).toMillis()).isEqualTo(315_532_801_000L);
      }
    }
  }

  @Test
  void namesAllThatMakesATreeUnfit() {
    FileTree.TreeWriter tree = FileTree.writer();
    tree.put(UnixPath.of("file"), TreeEntry.text(""));
    tree.put(UnixPath.of("file/below/it"), TreeEntry.text(""));
    tree.put(UnixPath.of("hard"), new TreeEntry.HardLink(UnixPath.of("no"), Attributes.PLAIN));
    tree.put(UnixPath.of("half\uD83D"), TreeEntry.text(""));
    tree.put(UnixPath.of("nul"), TreeEntry.symlink("a\0b"));
    tree.put(UnixPath.of("void"), TreeEntry.symlink(""));

    assertThatExceptionOfType(LayerException.class)
        .isThrownBy(() -> tar(tree.tree()))
        .satisfies(e ->
            assertThat(e.problems())
                .isEqualTo(
                    List.of(
                        new LayerProblem.ParentNotDirectory(
                            UnixPath.of("file/below/it"), UnixPath.of("file")),
                        new LayerProblem.UnencodableName(UnixPath.of("half\uD83D"), "half\uD83D"),
                        new LayerProblem.DanglingHardLink(UnixPath.of("hard"), UnixPath.of("no")),
                        new LayerProblem.UnencodableName(UnixPath.of("nul"), "a\0b"),
                        new LayerProblem.UnencodableName(UnixPath.of("void"), ""))));
  }

  private static String text(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }

  /// The plain tar of a tree.
  static byte[] tar(FileTree tree) throws IOException, LayerException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new TarWriter(
            new TarOutput() {
              @Override
              public void write(byte[] bytes, int offset, int length) {
                out.write(bytes, offset, length);
              }

              @Override
              public void write(UnixPath path, Content content) throws IOException {
                out.write(content.readAll());
              }
            })
        .write(tree);
    return out.toByteArray();
  }
}
