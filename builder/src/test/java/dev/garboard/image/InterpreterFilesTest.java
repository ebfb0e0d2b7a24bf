package dev.garboard.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.garboard.content.Content;
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

  private Path unpack(Map<String, String> first, Map<String, String> second)
      throws AssemblyException, IOException {
    BaseImage base =
        TestBases.in(Files.createDirectory(directory.resolve("layout")))
            .image("amd64", "", "{}", TestLayers.gzip(first), TestLayers.gzip(second))
            .source("")
            .open(Platform.linux("amd64"));
    Path root = Files.createDirectory(directory.resolve("root"));
    InterpreterFiles.unpack(base, root);
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
    BaseImage.Existing base =
        (BaseImage.Existing)
            TestBases.in(Files.createDirectory(directory.resolve("layout")))
                .image("amd64", "", "{}", TestLayers.gzip(Map.of(LOADER, "loader")))
                .source("")
                .open(Platform.linux("amd64"));
    ImageLayer.Remote layer = base.layers().getFirst();
    // Many a layer goes on after the end of its tar.
    Content padded = Content.of(Arrays.copyOf(TestLayers.tar(Map.of(LOADER, "loader")), 1 << 20));
    AtomicInteger ends = new AtomicInteger();
    ImageLayer.Remote watched =
        new ImageLayer.Remote(layer.descriptor(), layer.diffId(), watched(padded, ends));
    InterpreterFiles.unpack(
        new BaseImage.Existing(
            base.location(), base.name(), base.manifest(), base.config(), List.of(watched)),
        Files.createDirectory(directory.resolve("root")));
    assertThat(ends).hasPositiveValue();
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
    BaseImage.Existing base =
        (BaseImage.Existing)
            TestBases.in(Files.createDirectory(directory.resolve("layout")))
                .image("amd64", "", "{}", TestLayers.gzip(files))
                .source("")
                .open(Platform.linux("amd64"));
    ImageLayer.Remote layer = base.layers().getFirst();
    AtomicInteger opened = new AtomicInteger();
    Content counted = counted(layer.content(), opened);
    Path root = Files.createDirectory(directory.resolve("root"));

    BaseFactsReader.Unpacked unpacked =
        BaseFactsReader.readAndUnpack(
            new BaseImage.Existing(
                base.location(),
                base.name(),
                base.manifest(),
                base.config(),
                List.of(new ImageLayer.Remote(layer.descriptor(), layer.diffId(), counted))),
            root);

    assertThat(opened).hasValue(1);
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
        (BaseImage.Existing)
            TestBases.in(Files.createDirectory(directory.resolve("layout")))
                .image(
                    "amd64",
                    "",
                    "{}",
                    TestLayers.gzip(Map.of("usr/lib", "->../..")),
                    TestLayers.gzip(
                        Map.of(
                            "usr/lib/libc.so.6", "c", "usr/local/bin/python3.13", "Python 3.13")))
                .source("")
                .open(Platform.linux("amd64"));
    Path root = Files.createDirectory(directory.resolve("root"));

    BaseFactsReader.Unpacked unpacked = BaseFactsReader.readAndUnpack(base, root);

    assertThat(unpacked.isComplete()).isFalse();
    assertThat(unpacked.facts()).isEqualTo(BaseFactsReader.read(base));
    assertThat(directory.resolve("libc.so.6")).doesNotExist();
  }

  private static Content counted(Content content, AtomicInteger opened) {
    return new Content() {
      @Override
      public long size() {
        return content.size();
      }

      @Override
      public InputStream open() throws IOException {
        opened.incrementAndGet();
        return content.open();
      }
    };
  }

  private static Content watched(Content content, AtomicInteger ends) {
    return new Content() {
      @Override
      public long size() {
        return content.size();
      }

      @Override
      public InputStream open() throws IOException {
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
    };
  }

  @Test
  void writesNothingBehindALinkOutOfTheBase() {
    assertThatIOException()
        .isThrownBy(() -> unpack(Map.of("usr/lib", "->../.."), Map.of("usr/lib/libc.so.6", "c")))
        .withMessageContaining("lies behind a link out of the base");
    assertThat(directory.resolve("libc.so.6")).doesNotExist();
  }
}
