package dev.garboard.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.garboard.content.Content;
import dev.garboard.content.Hashing;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class ToolWheelTest {
  private static final ToolWheel WHEEL = new ToolWheel("1.2", "manylinux_2_17_x86_64");

  private static FileTree distribution() {
    FileTree.TreeWriter tree = FileTree.writer();
    tree.put(UnixPath.of("bin/garboard"), TreeEntry.file(Content.of("#!/bin/sh\n"), true));
    tree.put(UnixPath.of("lib"), TreeEntry.directory());
    tree.put(UnixPath.of("lib/a.jar"), TreeEntry.file(Content.of("jar ".repeat(100)), false));
    return tree.tree();
  }

  private static byte[] write(FileTree tree) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    WHEEL.write(tree, out);
    return out.toByteArray();
  }

  private static Map<String, byte[]> files(byte[] wheel) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(wheel))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    return files;
  }

  @Test
  void putsTheLauncherAmongTheScriptsAndAllElseAside() throws Exception {
    assertThat(WHEEL.fileName()).isEqualTo("garboard-1.2-py3-none-manylinux_2_17_x86_64.whl");
    assertThat(files(write(distribution())).keySet())
        .containsExactly(
            "garboard-1.2.data/scripts/garboard",
            "garboard-1.2.data/data/share/garboard/lib/a.jar",
            "garboard-1.2.dist-info/METADATA",
            "garboard-1.2.dist-info/WHEEL",
            "garboard-1.2.dist-info/RECORD");
  }

  @Test
  void itsRecordNamesEachFileWithItsDigest() throws Exception {
    Map<String, byte[]> files = files(write(distribution()));
    String record =
        new String(files.remove("garboard-1.2.dist-info/RECORD"), StandardCharsets.UTF_8);
    StringBuilder expected = new StringBuilder();
    files.forEach((name, bytes) -> {
      byte[] hash = HexFormat.of().parseHex(Hashing.sha256(bytes).hex());
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
      expected.append(name + ",sha256=" + text + "," + bytes.length + "\n");
    });

    assertThat(record).isEqualTo(expected + "garboard-1.2.dist-info/RECORD,,\n");
  }

  @Test
  void equalFilesGiveEqualBytes() throws Exception {
    assertThat(write(distribution())).isEqualTo(write(distribution()));
  }

  @Test
  void refusesWhatAWheelCannotHold() {
    FileTree.TreeWriter tree = FileTree.writer();
    tree.put(UnixPath.of("lib/link"), TreeEntry.symlink("a.jar"));

    assertThatThrownBy(() -> write(tree.tree()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("lib/link");
  }
}
