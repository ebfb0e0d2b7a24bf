package dev.garboard.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.garboard.content.Content;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ElfReaderTest {

  private static final byte[] LIBRARY =
      new TestElf("libdemo.so.1")
          .needs("libc.so.6", "GLIBC_2.34", "GLIBC_2.38")
          .needs("libm.so.6")
          .needs("libstdc++.so.6", "GLIBCXX_3.4.30")
          .defines("DEMO_1.0")
          .defines("DEMO_1.1")
          .bytes();

  @Test
  void readsNamesAndVersions() throws IOException {
    ElfFile file = ElfReader.read(Content.of(LIBRARY)).orElseThrow();

    assertThat(file.machine()).isEqualTo(ElfFile.X86_64);
    assertThat(file.type()).isEqualTo(ElfFile.SHARED_OBJECT);
    assertThat(file.soname()).isEqualTo("libdemo.so.1");
    assertThat(file.needed()).containsExactly("libc.so.6", "libm.so.6", "libstdc++.so.6");
    assertThat(file.defined()).containsExactly("DEMO_1.0", "DEMO_1.1");
    assertThat(file.versions())
        .containsEntry("libc.so.6", List.of("GLIBC_2.34", "GLIBC_2.38"))
        .containsEntry("libstdc++.so.6", List.of("GLIBCXX_3.4.30"))
        .hasSize(2);
  }

  /// Content out of an archive is inflated from its start each time it is opened.
  @Test
  void opensAFileTwiceAtMost() throws IOException {
    AtomicInteger opened = new AtomicInteger();
    Content counted =
        new Content() {
          @Override
          public long size() {
            return LIBRARY.length;
          }

          @Override
          public InputStream open() {
            opened.incrementAndGet();
            return new ByteArrayInputStream(LIBRARY);
          }
        };

    assertThat(ElfReader.read(counted)).isEqualTo(ElfReader.read(Content.of(LIBRARY)));
    assertThat(opened).hasValueLessThanOrEqualTo(2);
  }

  @Test
  void readsARealLibrary() throws IOException {
    Path libm = Path.of("/lib/x86_64-linux-gnu/libm.so.6");
    assumeTrue(Files.exists(libm), "no x86-64 Debian machine");

    ElfFile file = ElfReader.read(Content.of(libm)).orElseThrow();

    assertThat(file.soname()).isEqualTo("libm.so.6");
    assertThat(file.needed()).contains("libc.so.6");
    assertThat(file.versions()).containsKey("libc.so.6");
  }

  @Test
  void isNothingForOtherFiles() throws IOException {
    assertThat(ElfReader.read(Content.of("INPUT(libfoo.so.1)"))).isEmpty();
    assertThat(ElfReader.read(Content.of("x".repeat(1000)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 63, 64, 100, 176, 200, 300})
  void isNothingForTruncatedFiles(int length) throws IOException {
    byte[] cut = Arrays.copyOf(LIBRARY, Math.min(length, LIBRARY.length - 1));

    assertThat(ElfReader.read(Content.of(cut))).isEmpty();
  }

  @Test
  void neverFailsOnDamagedFiles() throws IOException {
    for (int i = 0; i < LIBRARY.length; i++) {
      byte[] damaged = LIBRARY.clone();
      damaged[i] ^= (byte) 0xff;
      // Must answer, whatever the answer is.
      assertThat(ElfReader.read(Content.of(damaged))).isNotNull();
    }
  }
}
