package dev.garboard.debian.base;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.content.Content;
import dev.garboard.debian.archive.Architecture;
import dev.garboard.elf.TestElf;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LibraryOfferTest {

  private static final PackageNames TRIXIE =
      new PackageNames.Known(
          Set.of(
              "libgl1",
              "libglib2.0-0t64",
              "libx11-6",
              "libsm6",
              "libasound2t64",
              "libpango-1.0-0",
              "libgdk-pixbuf-2.0-0",
              "libdb5.3t64",
              "libnss3",
              "libssl3t64",
              "libxml2",
              "zlib1g",
              "libatk1.0-0t64",
              "libbz2-1.0",
              "libpq5",
              "libglu1-mesa",
              "libstdc++6"));

  @ParameterizedTest
  @CsvSource({
    "libGL.so.1, libgl1",
    "libGLU.so.1, libglu1-mesa",
    "libglib-2.0.so.0, libglib2.0-0t64",
    "libgthread-2.0.so.0, libglib2.0-0t64",
    "libX11.so.6, libx11-6",
    "libSM.so.6, libsm6",
    "libasound.so.2, libasound2t64",
    "libpango-1.0.so.0, libpango-1.0-0",
    "libgdk_pixbuf-2.0.so.0, libgdk-pixbuf-2.0-0",
    "libdb-5.3.so, libdb5.3t64",
    "libnss3.so, libnss3",
    "libssl.so.3, libssl3t64",
    "libxml2.so.2, libxml2",
    "libz.so.1, zlib1g",
    "libatk-1.0.so.0, libatk1.0-0t64",
    "libbz2.so.1.0, libbz2-1.0",
    "libpq.so.5, libpq5",
    "libstdc++.so.6, libstdc++6",
    "libnobody.so.9, ''",
    "plugin, ''",
  })
  void namesThePackageOfALibrary(String soname, String expected) {
    assertThat(LibraryPackages.find(soname, TRIXIE))
        .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
  }

  private static LibraryOffer offer() throws IOException {
    FileTree.TreeWriter tree = FileTree.writer();
    byte[] libc = new TestElf("libc.so.6").defines("GLIBC_2.2.5").defines("GLIBC_2.41").bytes();
    tree.put(
        UnixPath.of("usr/lib/x86_64-linux-gnu/libc.so.6"), TreeEntry.file(Content.of(libc), false));
    tree.put(
        UnixPath.of("usr/lib/x86_64-linux-gnu/libplain.so.1"),
        TreeEntry.file(Content.of(new TestElf("libplain.so.1").bytes()), false));
    return LibraryOffer.of(tree.tree(), Architecture.AMD64);
  }

  @Test
  void namesWhatABaseLacks() throws IOException {
    LibraryNeed gl = new LibraryNeed("opencv-python", "libGL.so.1", List.of());
    LibraryNeed met = new LibraryNeed("numpy", "libc.so.6", List.of("GLIBC_2.2.5"));
    LibraryNeed unversioned = new LibraryNeed("x", "libplain.so.1", List.of("PLAIN_1"));

    assertThat(offer().missing(List.of(met, gl, unversioned), TRIXIE))
        .containsExactly(new MissingLibrary(gl, List.of(), List.of("libgl1")));
  }

  @Test
  void namesVersionsThatAreTooNew() throws IOException {
    LibraryNeed need = new LibraryNeed("torch", "libc.so.6", List.of("GLIBC_2.41", "GLIBC_2.99"));

    assertThat(offer().missing(List.of(need), TRIXIE))
        .containsExactly(new MissingLibrary(need, List.of("GLIBC_2.99"), List.of()));
  }
}
