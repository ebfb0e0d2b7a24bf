package dev.garboard.pipeline;

import dev.garboard.content.Directories;
import dev.garboard.debian.base.LibraryNeed;
import dev.garboard.tree.FileTree;
import dev.garboard.wheel.WheelArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A tree whose contents lie in open archives and a working directory; closing lets go of both.
final class OpenLayer implements AutoCloseable {

  private final List<WheelArchive> archives = new ArrayList<>();
  private final List<Path> directories = new ArrayList<>();
  private final List<FileTree> trees = new ArrayList<>();
  private final List<LibraryNeed> needs = new ArrayList<>();

  void keep(WheelArchive archive) {
    archives.add(archive);
  }

  void keep(Path directory) {
    directories.add(directory);
  }

  void add(FileTree tree) {
    trees.add(tree);
  }

  void addNeeds(List<LibraryNeed> ofDistribution) {
    needs.addAll(ofDistribution);
  }

  List<LibraryNeed> needs() {
    return needs;
  }

  List<FileTree> trees() {
    return trees;
  }

  /// All that was added; of two entries at one path the later one.
  FileTree tree() {
    return FileTree.merge(trees).tree();
  }

  @Override
  public void close() throws IOException {
    for (WheelArchive archive : archives) {
      archive.close();
    }
    for (Path directory : directories) {
      Directories.delete(directory);
    }
  }
}
