package dev.garboard.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.garboard.oci.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
  void writesNothingBehindALinkOutOfTheBase() {
    assertThatIOException()
        .isThrownBy(() -> unpack(Map.of("usr/lib", "->../.."), Map.of("usr/lib/libc.so.6", "c")))
        .withMessageContaining("lies behind a link out of the base");
    assertThat(directory.resolve("libc.so.6")).doesNotExist();
  }
}
