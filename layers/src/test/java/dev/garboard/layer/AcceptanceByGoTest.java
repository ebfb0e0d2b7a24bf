package dev.garboard.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.content.Content;
import dev.garboard.content.Hashing;
import dev.garboard.install.InstallLayout;
import dev.garboard.install.InstallOptions;
import dev.garboard.install.WheelInstaller;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import dev.garboard.wheel.TestWheel;
import dev.garboard.wheel.WheelArchive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Go's gzip and tar are those of Docker, containerd, Podman and umoci.
final class AcceptanceByGoTest {

  @TempDir private Path directory;

  @Test
  void goReadsALayerOfSeveralWheels() throws Exception {
    List<WheelArchive> archives = new ArrayList<>();
    try {
      List<FileTree> trees = new ArrayList<>();
      trees.add(SampleTrees.corners());
      trees.add(SampleTrees.wheelLike(5, true));
      for (int i = 0; i < 4; i++) {
        WheelArchive archive = wheel(i).open(directory);
        archives.add(archive);
        InstallLayout layout = InstallLayout.venv(UnixPath.of("opt/venv"), 13, false);
        trees.add(WheelInstaller.install(archive, layout, InstallOptions.defaults()).tree());
      }
      FileTree tree = FileTree.merge(trees).tree();
      Path layer = directory.resolve("layer.tar.gz");
      LayerBlob blob = LayerWriter.write(tree, Compression.SPLICE, layer);

      List<String> expected = expected(tree);
      expected.add(blob.diffId().toString());
      assertThat(goReads(layer)).containsExactlyInAnyOrderElementsOf(expected);
    } finally {
      for (WheelArchive archive : archives) {
        archive.close();
      }
    }
  }

  private static TestWheel wheel(int number) {
    return TestWheel.of("w" + number, "1.0")
        .file("w" + number + "/__init__.py", "VALUE = " + number + "\n")
        .file("w" + number + "/data.txt", "line of text\n".repeat(10_000 * number))
        .executable("w" + number + "-1.0.data/scripts/run" + number, "#!python\nprint(1)\n")
        .entryPoints("[console_scripts]\ntool" + number + " = w" + number + ":main\n");
  }

  private static List<String> expected(FileTree tree) throws IOException {
    List<String> expected = new ArrayList<>();
    for (Map.Entry<UnixPath, TreeEntry> entry : tree.entries().entrySet()) {
      if (entry.getValue() instanceof TreeEntry.RegularFile file) {
        Content content = file.content();
        expected.add(entry.getKey() + " " + content.size() + " " + Hashing.sha256(content).hex());
      }
    }
    return expected;
  }

  private List<String> goReads(Path layer) throws IOException, InterruptedException {
    Path program = directory.resolve("readlayer.go");
    try (InputStream in = AcceptanceByGoTest.class.getResourceAsStream("readlayer.go")) {
      Files.write(program, java.util.Objects.requireNonNull(in).readAllBytes());
    }
    return lines(Tool.run("go", "run", program.toString(), layer.toString()));
  }

  /// One of the names has a line break in it.
  private static List<String> lines(String output) {
    return output
        .replace("new\nline", "new\u0000line")
        .lines()
        .map(line -> line.replace('\u0000', '\n'))
        .toList();
  }
}
