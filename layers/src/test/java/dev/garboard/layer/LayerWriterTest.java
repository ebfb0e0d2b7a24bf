package dev.garboard.layer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.util.ZstdVersion;
import dev.garboard.content.ChangedContentException;
import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.deflate.InvalidDeflateException.Fault;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.TimeZone;
import java.util.zip.GZIPInputStream;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayerWriterTest {

  private static final UnixPath PATH = UnixPath.of("opt/venv/lib/m.py");
  private static final byte[] BYTES = "print('hello')\n".repeat(5000).getBytes(UTF_8);
  private static final DeflatedSample GOOD = DeflatedSample.of(BYTES, 6);

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void digestsAreThoseOfTheStoredBytesAndOfThePlainTar(Compression compression) throws Exception {
    for (FileTree tree :
        new FileTree[] {FileTree.empty(), SampleTrees.corners(), SampleTrees.wheelLike(7, true)}) {
      Path file = directory.resolve("layer");
      LayerBlob blob = LayerWriter.write(tree, compression, file);

      byte[] stored = Files.readAllBytes(file);
      byte[] tar = decompress(stored, compression);
      assertThat(tar).isEqualTo(TarWriterTest.tar(tree));
      assertThat(blob.digest()).isEqualTo(Hashing.sha256(stored));
      assertThat(blob.diffId()).isEqualTo(new DiffId(Hashing.sha256(tar)));
      assertThat(blob.uncompressedSize()).isEqualTo(tar.length);
      assertThat(blob.size()).isEqualTo(stored.length);
      assertThat(blob.content().readAll()).isEqualTo(stored);
    }
  }

  /// A change of this digest needs a new version in `Compression.keyParameters`. The streams to
  /// carry over are written here, so that the host's zlib has no say.
  @Test
  void writesPinnedBytes() throws Exception {
    FileTree.TreeWriter tree = FileTree.writer();
    byte[] stored = {1, 5, 0, -6, -1, 'h', 'e', 'l', 'l', 'o'};
    tree.put(PATH, TreeEntry.file(new DeflatedSample(5, stored, 0x3610a686), false));
    byte[] fixed = {0x4b, 0x4c, (byte) 0x84, 0x01, 0x00};
    for (int i = 0; i < 20; i++) {
      tree.put(
          UnixPath.of("opt/a" + i),
          TreeEntry.file(new DeflatedSample(10, fixed, 0x4c11cdf0), i % 2 == 0));
      tree.put(UnixPath.of("opt/b" + i), TreeEntry.text("text ".repeat(i * i)));
    }
    assertThat(digest(tree.tree()).hex()).startsWith("04945c520d3d8e47");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tr-TR", "ar-EG", "th-TH-u-nu-thai"})
  void localeAndZoneDecideNothing(String language) throws Exception {
    Digest expected = digest(SampleTrees.wheelLike(3, true));
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(language));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      assertThat(digest(SampleTrees.wheelLike(3, true))).isEqualTo(expected);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sizesOfReadsDecideNothing(Compression compression) throws Exception {
    FileTree.TreeWriter whole = FileTree.writer();
    FileTree.TreeWriter slow = FileTree.writer();
    SampleTrees.wheelLike(9, false)
        .entries()
        .forEach((path, entry) -> {
          whole.put(path, entry);
          slow.put(
              path,
              entry instanceof TreeEntry.RegularFile file
                  ? TreeEntry.file(slow(file.content()), file.attributes().mode() == 0755)
                  : entry);
        });
    OutputStream none = OutputStream.nullOutputStream();
    assertThat(LayerWriter.write(slow.tree(), compression, none))
        .isEqualTo(LayerWriter.write(whole.tree(), compression, none));
  }

  @Test
  void carriesDeflateStreamsOver() throws Exception {
    Path file = directory.resolve("layer.tgz");
    LayerWriter.write(tree(GOOD), Compression.SPLICE, file);
    byte[] layer = Files.readAllBytes(file);
    // All but the stream's ends, where the final flag and the last bits are.
    byte[] inner = Arrays.copyOfRange(GOOD.deflated(), 1, GOOD.deflated().length - 1);
    assertThat(new String(layer, ISO_8859_1)).contains(new String(inner, ISO_8859_1));
  }

  @Test
  void gzipTarAndPythonAcceptIt() throws Exception {
    Path file = directory.resolve("layer.tgz");
    FileTree tree = SampleTrees.wheelLike(11, true);
    LayerWriter.write(tree, Compression.SPLICE, file);
    Tool.run("gzip", "-t", file.toString());
    assertThat(Tool.run("tar", "-tzf", file.toString()).lines().filter(l -> !l.endsWith("/")))
        .containsExactlyElementsOf(tree.entries().keySet().stream().map(UnixPath::value).toList());
    String program = "import sys, tarfile; print(len(tarfile.open(sys.argv[1]).getmembers()))";
    assertThat(Tool.run("python3", "-c", program, file.toString()).strip()).isEqualTo("130");
  }

  @Test
  void refusesContentOfAnotherSize() {
    problem(GOOD.withSize(BYTES.length - 1L)).isInstanceOf(LayerProblem.SizeMismatch.class);
    problem(GOOD.withSize(BYTES.length + 1L))
        .isEqualTo(new LayerProblem.SizeMismatch(PATH, BYTES.length + 1L, BYTES.length));
    problem(lying(Content.of("abc"), 2)).isEqualTo(new LayerProblem.SizeMismatch(PATH, 2, 3));
    problem(lying(Content.of("abc"), 4)).isEqualTo(new LayerProblem.SizeMismatch(PATH, 4, 3));
  }

  @Test
  void refusesContentThatChangesMeanwhile() {
    Content changing =
        new Content() {
          @Override
          public long size() {
            return 3;
          }

          @Override
          public InputStream open() throws IOException {
            throw new ChangedContentException("file");
          }
        };
    problem(changing).isEqualTo(new LayerProblem.Changed(PATH));
  }

  @Test
  void refusesAnotherChecksum() {
    problem(GOOD.withCrc32(7))
        .isEqualTo(new LayerProblem.ChecksumMismatch(PATH, 7, GOOD.recordedCrc32()));
    problem(new DeflatedSample(0, new byte[] {3, 0}, 9))
        .isEqualTo(new LayerProblem.ChecksumMismatch(PATH, 9, 0));
  }

  @Test
  void refusesDamagedStreams() {
    byte[] longer = Arrays.copyOf(GOOD.deflated(), GOOD.deflated().length + 3);
    problem(GOOD.withDeflated(longer))
        .isEqualTo(
            new LayerProblem.DeflatedSizeMismatch(PATH, longer.length, GOOD.deflated().length));
    byte[] shorter = Arrays.copyOf(GOOD.deflated(), GOOD.deflated().length - 3);
    problem(GOOD.withDeflated(shorter))
        .isEqualTo(new LayerProblem.InvalidDeflate(PATH, Fault.TRUNCATED, 8L * shorter.length));
    problem(GOOD.withDeflated(new byte[] {7, 7, 7}))
        .isEqualTo(new LayerProblem.InvalidDeflate(PATH, Fault.RESERVED_BLOCK_TYPE, 3));
  }

  @Test
  void keyParametersNameTheBundledLibrary() {
    assertThat(Compression.ZSTD_3.keyParameters()).isEqualTo("zstd:3:" + ZstdVersion.VERSION);
  }

  private static ObjectAssert<LayerProblem> problem(Content content) {
    LayerProblem[] found = new LayerProblem[1];
    for (Compression compression : Compression.values()) {
      assertThatExceptionOfType(LayerException.class)
          .isThrownBy(
              () -> LayerWriter.write(tree(content), compression, OutputStream.nullOutputStream()))
          .satisfies(e -> assertThat(e.problems()).hasSize(1))
          .satisfies(e -> found[0] = found[0] == null ? e.problems().getFirst() : found[0]);
    }
    return assertThat(found[0]);
  }

  private static Digest digest(FileTree tree) throws Exception {
    return LayerWriter.write(tree, Compression.SPLICE, OutputStream.nullOutputStream()).digest();
  }

  private static FileTree tree(Content content) {
    FileTree.TreeWriter tree = FileTree.writer();
    tree.put(PATH, TreeEntry.file(content, false));
    return tree.tree();
  }

  private static byte[] decompress(byte[] stored, Compression compression) throws IOException {
    InputStream in = new ByteArrayInputStream(stored);
    try (InputStream tar =
        switch (compression) {
          case SPLICE -> new GZIPInputStream(in);
          case ZSTD_3 -> new ZstdInputStream(in);
        }) {
      return tar.readAllBytes();
    }
  }

  private static Content lying(Content content, long size) {
    return new Content() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public InputStream open() throws IOException {
        return content.open();
      }
    };
  }

  private static Content slow(Content content) {
    return new Content() {
      @Override
      public long size() {
        return content.size();
      }

      @Override
      public InputStream open() throws IOException {
        return new FilterInputStream(content.open()) {
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            return super.read(bytes, offset, Math.min(length, 777));
          }
        };
      }
    };
  }
}
