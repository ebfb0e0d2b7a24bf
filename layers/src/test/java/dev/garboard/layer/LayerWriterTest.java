package dev.garboard.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.content.Content;
import dev.garboard.content.Hashing;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerWriterTest {

  @TempDir Path directory;

  @Test
  void digestsAreThoseOfTheStoredAndTheInflatedBytes() throws Exception {
    FileTree.TreeWriter tree = FileTree.writer();
    tree.put(UnixPath.of("a/b.txt"), TreeEntry.text("hello"));
    tree.put(UnixPath.of("a/link"), TreeEntry.symlink("b.txt"));
    Path file = directory.resolve("layer.tar.gz");

    LayerBlob blob = LayerWriter.write(tree.tree(), Compression.SPLICE, file);

    byte[] stored = Files.readAllBytes(file);
    byte[] tar = new GZIPInputStream(new ByteArrayInputStream(stored)).readAllBytes();
    assertThat(blob.digest()).isEqualTo(Hashing.sha256(stored));
    assertThat(blob.size()).isEqualTo(stored.length);
    assertThat(blob.diffId().digest()).isEqualTo(Hashing.sha256(tar));
    assertThat(blob.uncompressedSize()).isEqualTo(tar.length).isEqualTo(4 * 512 + 1024);
    assertThat(Content.of(file).readAll()).isEqualTo(stored);
  }
}
