package dev.garboard.pipeline;

import dev.garboard.content.Digest;
import dev.garboard.debian.base.LibraryNeed;
import dev.garboard.layer.Compression;
import dev.garboard.layer.DiffId;
import dev.garboard.layer.LayerBlob;
import dev.garboard.plan.LayerKey;
import dev.garboard.store.RecordKind;
import dev.garboard.store.Shelf;
import dev.garboard.store.Store;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Layers in the local store: from a layer's key to its record, from the record to its blob. A
/// record also has the libraries that the layer's distributions need, and lists the paths of its
/// files, so that missing libraries and conflicts between layers are found without opening one.
final class StoredLayers {

  private static final int HEADER_LINES = 6;
  private static final String NEED = "needs\t";

  private final Store store;

  StoredLayers(Store store) {
    this.store = store;
  }

  /// The layer of this key, if record and blob are there.
  Optional<LayerBlob> find(LayerKey key) throws IOException {
    Optional<List<String>> lines = lines(key);
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    Digest digest = Digest.parse(lines.get().get(0));
    long size = Long.parseLong(lines.get().get(4));
    return store
        .content(Shelf.LAYERS, digest, size)
        .map(content ->
            new LayerBlob(
                digest,
                new DiffId(Digest.parse(lines.get().get(1))),
                Compression.valueOf(lines.get().get(2)),
                Long.parseLong(lines.get().get(3)),
                content));
  }

  /// The paths of the files of a stored layer; empty when there is no record.
  Set<UnixPath> paths(LayerKey key) throws IOException {
    Set<UnixPath> paths = new TreeSet<>();
    store
        .record(RecordKind.LAYER_PATHS, key.digest())
        .ifPresent(body -> body.lines().map(UnixPath::new).forEach(paths::add));
    return paths;
  }

  /// The libraries that the distributions of a stored layer need; empty when there is no record.
  List<LibraryNeed> needs(LayerKey key) throws IOException {
    return lines(key).orElse(List.of()).stream()
        .skip(HEADER_LINES)
        .map(line -> List.of(line.split("\t", -1)))
        .map(words -> new LibraryNeed(words.get(1), words.get(2), words.subList(3, words.size())))
        .toList();
  }

  /// Remembers a layer whose blob is in the store.
  void put(LayerKey key, LayerBlob blob, FileTree tree, List<LibraryNeed> needs)
      throws IOException {
    StringBuilder paths = new StringBuilder();
    tree.entries()
        .forEach((path, entry) -> {
          // A path with a line break would be read back as two; such a file has no conflicts.
          if (!(entry instanceof TreeEntry.Directory) && path.value().indexOf('\n') < 0) {
            paths.append(path).append('\n');
          }
        });
    StringBuilder body = new StringBuilder();
    body.append(blob.digest()).append('\n').append(blob.diffId()).append('\n');
    body.append(blob.compression()).append('\n').append(blob.uncompressedSize()).append('\n');
    body.append(blob.size()).append('\n').append(paths.length()).append('\n');
    for (LibraryNeed need : needs) {
      List<String> words = new ArrayList<>(List.of(need.distribution(), need.library()));
      words.addAll(need.versions());
      // Names with a tab or a line break are in no library that a loader would find.
      if (words.stream().noneMatch(word -> word.matches("(?s).*[\\t\\n\\r].*"))) {
        body.append(NEED).append(String.join("\t", words)).append('\n');
      }
    }
    // Each build reads the other record of each layer, and this one hardly any: it has all paths.
    store.putRecord(RecordKind.LAYER_PATHS, key.digest(), paths.toString());
    store.putRecord(RecordKind.LAYER, key.digest(), body.toString());
  }

  private Optional<List<String>> lines(LayerKey key) throws IOException {
    return store
        .record(RecordKind.LAYER, key.digest())
        .map(body -> body.lines().toList())
        .filter(StoredLayers::isWhole);
  }

  /// Records of earlier versions lack the sizes of blob and paths.
  private static boolean isWhole(List<String> lines) {
    return lines.size() >= HEADER_LINES
        && lines.subList(4, HEADER_LINES).stream()
            .allMatch(line -> line.chars().allMatch(Character::isDigit));
  }
}
