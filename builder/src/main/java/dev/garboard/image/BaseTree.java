package dev.garboard.image;

import dev.garboard.content.Content;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.TreeEntry.Attributes;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/// Lays the layers of an image over each other and keeps all links and some of the files. Owners
/// are not kept.
public final class BaseTree implements LayerVisitor {

  private final LayeredPaths<TreeEntry> entries = new LayeredPaths<>();
  private final Predicate<String> wanted;
  private final Path directory;

  private BaseTree(Predicate<String> wanted, Path directory) {
    this.wanted = wanted;
    this.directory = directory;
  }

  /// Reads, and verifies, all layers.
  ///
  /// @param location names the image in messages
  /// @param wanted says by path, without a leading `/`, which regular files are kept
  /// @param directory where their contents go; must outlive the tree
  /// @throws AssemblyException when a layer cannot be read
  public static FileTree read(
      String location, List<? extends ImageLayer> layers, Predicate<String> wanted, Path directory)
      throws AssemblyException {
    BaseTree tree = new BaseTree(wanted, directory);
    for (ImageLayer layer : layers) {
      LayerScan.read(location, layer, tree);
    }
    FileTree.TreeWriter writer = FileTree.writer();
    tree.entries.found().forEach((path, entry) -> writer.put(new UnixPath(path), entry));
    return writer.tree();
  }

  @Override
  public void beginLayer() {
    entries.beginLayer();
  }

  @Override
  public void add(TarArchiveEntry entry, InputStream content) throws IOException {
    String path = BaseFiles.plain(entry.getName());
    if (path.isEmpty() || entries.isWhiteout(path)) {
      return;
    }
    if (!entry.isDirectory()) {
      entries.remove(path);
    }
    if (entry.isSymbolicLink()) {
      entries.put(path, TreeEntry.symlink(entry.getLinkName()));
    } else if (entry.isLink()) {
      UnixPath target = new UnixPath(BaseFiles.plain(entry.getLinkName()));
      entries.put(path, new TreeEntry.HardLink(target, Attributes.PLAIN));
    } else if (entry.isFile() && wanted.test(path)) {
      Path file = Files.createTempFile(directory, "file-", "");
      Files.delete(file);
      Files.copy(content, file);
      entries.put(path, TreeEntry.file(Content.of(file), false));
    }
  }
}
