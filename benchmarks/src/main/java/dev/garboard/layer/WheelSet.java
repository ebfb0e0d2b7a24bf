package dev.garboard.layer;

import dev.garboard.install.InstallLayout;
import dev.garboard.install.InstallOptions;
import dev.garboard.install.WheelInstaller;
import dev.garboard.python.WheelFilename;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.UnixPath;
import dev.garboard.wheel.WheelArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The wheels of a directory, installed into one tree that reads from them.
final class WheelSet implements AutoCloseable {

  private final List<WheelArchive> archives = new ArrayList<>();
  private final FileTree tree;

  WheelSet() throws Exception {
    String directory = System.getProperty("garboard.bench.wheels", "");
    if (directory.isEmpty()) {
      throw new IllegalStateException("-Dgarboard.bench.wheels=DIR names no directory of wheels");
    }
    InstallLayout layout = InstallLayout.venv(UnixPath.of("opt/venv"), 12, false);
    List<FileTree> trees = new ArrayList<>();
    for (Path file : files(Path.of(directory))) {
      WheelFilename name = WheelFilename.parse(String.valueOf(file.getFileName()));
      WheelArchive archive = WheelArchive.open(file, name);
      archives.add(archive);
      trees.add(WheelInstaller.install(archive, layout, InstallOptions.defaults()).tree());
    }
    this.tree = FileTree.merge(trees).tree();
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(f -> f.toString().endsWith(".whl")).sorted().toList();
    }
  }

  FileTree tree() {
    return tree;
  }

  @Override
  public void close() throws IOException {
    for (WheelArchive archive : archives) {
      archive.close();
    }
  }
}
