package dev.garboard.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.garboard.content.Content;
import dev.garboard.layer.LayerBlob;
import dev.garboard.oci.Platform;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InterpreterFilesTest {

  private static final String LOADER = "usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2";

  @TempDir Path directory;

  private BaseImage.Existing base(LayerBlob... layers) throws AssemblyException, IOException {
    return (BaseImage.Existing)
        TestBases.in(Files.createDirectory(directory.resolve("layout")))
            .image("amd64", "", "{}", layers)
            .source("")
            .open(Platform.linux("amd64"));
  }

  /// The same base of one layer, whose bytes are these.
  private static BaseImage.Existing of(BaseImage.Existing base, Content content) {
    ImageLayer.Remote layer = base.layers().getFirst();
    return new BaseImage.Existing(
        base.location(),
        base.name(),
        base.manifest(),
        base.config(),
        List.of(new ImageLayer.Remote(layer.descriptor(), layer.diffId(), content)));
  }

  private Path root() throws IOException {
    return Files.createDirectory(directory.resolve("root"));
  }

  private Path unpack(Map<String, String> first, Map<String, String> second)
      throws AssemblyException, IOException {
    Path root = root();
    InterpreterFiles.unpack(base(TestLayers.gzip(first), TestLayers.gzip(second)), root);
    return root;
  }

  @Test
  void makesDirectoriesThatNoLayerNamesBefore() throws AssemblyException, IOException {
    Path root = unpack(Map.of(LOADER, "loader"), Map.of("usr/bin/python3.13", "python"));

    assertThat(root.resolve(LOADER)).hasContent("loader");
    assertThat(root.resolve("usr/bin/python3.13")).isExecutable();
  }

  @Test
  void followsTheLinksOfAMergedUsr() throws AssemblyException, IOException {
    Path root =
        unpack(Map.of("lib", "->usr/lib", "usr/lib/libz.so.1", "z"), Map.of("lib/libc.so.6", "c"));

    assertThat(root.resolve("usr/lib/libc.so.6")).hasContent("c");
  }

  @Test
  void readsEachLayerToItsEnd() throws AssemblyException, IOException {
    // Many a layer goes on after the end of its tar.
    Content padded = Content.of(Arrays.copyOf(TestLayers.tar(Map.of(LOADER, "loader")), 1 << 20));
    Watched watched = new Watched(padded);
    InterpreterFiles.unpack(of(base(TestLayers.gzip(Map.of(LOADER, "loader"))), watched), root());
    assertThat(watched.ends).hasPositiveValue();
  }

  @Test
  void isUnpackedInThePassThatFindsTheFacts() throws AssemblyException, IOException {
    Map<String, String> files =
        Map.of(
            LOADER,
            "loader",
            "usr/bin/python3.13",
            "\177ELF of Python 3.13.5 here",
            "usr/include/python3.13/patchlevel.h",
            "#define PY_VERSION \"3.13.5\"",
            "usr/lib/python3.13/io.py",
            "io",
            "usr/lib/python3.13/email/charset.py",
            "email",
            "etc/passwd",
            "root:x:0:0");
    BaseImage.Existing base = base(TestLayers.gzip(files));
    Watched watched = new Watched(base.layers().getFirst().content());
    Path root = root();

    BaseFactsReader.Unpacked unpacked = BaseFactsReader.readAndUnpack(of(base, watched), root);

    assertThat(watched.opened).hasValue(1);
    assertThat(unpacked.isComplete()).isTrue();
    assertThat(unpacked.facts()).isEqualTo(BaseFactsReader.read(base));
    assertThat(unpacked.facts().pythons())
        .extracting(python -> python.version())
        .containsExactly("3.13.5");
    assertThat(root.resolve(LOADER)).hasContent("loader");
    assertThat(root.resolve("usr/bin/python3.13")).hasContent("\177ELF of Python 3.13.5 here");
    assertThat(root.resolve("usr/lib/python3.13/io.py")).hasContent("io");
    assertThat(root.resolve("usr/lib/python3.13/email")).doesNotExist();
    assertThat(root.resolve("etc")).doesNotExist();
  }

  @Test
  void whatCannotBePlacedHidesNoFacts() throws AssemblyException, IOException {
    BaseImage.Existing base =
        base(
            TestLayers.gzip(Map.of("usr/lib", "->../..")),
            TestLayers.gzip(
                Map.of("usr/lib/libc.so.6", "c", "usr/local/bin/python3.13", "Python 3.13")));
    Path root = root();

    BaseFactsReader.Unpacked unpacked = BaseFactsReader.readAndUnpack(base, root);

    assertThat(unpacked.isComplete()).isFalse();
    assertThat(unpacked.facts()).isEqualTo(BaseFactsReader.read(base));
    assertThat(directory.resolve("libc.so.6")).doesNotExist();
  }

  /// Content that counts how often it was opened, and read to its end.
  private static final class Watched implements Content {
    private final Content content;
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger ends = new AtomicInteger();

    Watched(Content content) {
      this.content = content;
    }

    @Override
    public long size() {
      return content.size();
    }

    @Override
    public InputStream open() throws IOException {
      opened.incrementAndGet();
      return new FilterInputStream(content.open()) {
        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
          int count = super.read(target, offset, length);
          if (count < 0) {
            ends.incrementAndGet();
          }
          return count;
        }
      };
    }
  }

  @Test
  void writesNothingBehindALinkOutOfTheBase() {
    assertThatIOException()
        .isThrownBy(() -> unpack(Map.of("usr/lib", "->../.."), Map.of("usr/lib/libc.so.6", "c")))
        .withMessageContaining("lies behind a link out of the base");
    assertThat(directory.resolve("libc.so.6")).doesNotExist();
  }
}
