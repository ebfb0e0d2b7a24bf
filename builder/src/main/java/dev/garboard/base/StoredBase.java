package dev.garboard.base;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.debian.base.BaseLayer;
import dev.garboard.debian.base.DebianBase;
import dev.garboard.image.BaseFacts;
import dev.garboard.image.BaseImage;
import dev.garboard.image.ImageLayer;
import dev.garboard.image.ImageSettings;
import dev.garboard.image.OwnBase;
import dev.garboard.layer.Compression;
import dev.garboard.layer.DiffId;
import dev.garboard.layer.LayerException;
import dev.garboard.layer.LayerWriter;
import dev.garboard.layer.Written;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.ImageConfig;
import dev.garboard.oci.Manifest;
import dev.garboard.oci.MediaType;
import dev.garboard.oci.OciException;
import dev.garboard.oci.Platform;
import dev.garboard.store.BlobWriter;
import dev.garboard.store.RecordKind;
import dev.garboard.store.Shelf;
import dev.garboard.store.Store;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A base as an image whose documents are a record of the store and whose layers are blobs of it.
final class StoredBase {

  private final Store store;
  private final String name;
  private final Platform platform;

  StoredBase(Store store, String name, Platform platform) {
    this.store = store;
    this.name = name;
    this.platform = platform;
  }

  /// The base of this key, if the store has all of it.
  Optional<BaseImage> find(Digest key) throws IOException {
    Optional<String> record = store.record(RecordKind.BASE, key);
    if (record.isEmpty()) {
      return Optional.empty();
    }
    List<String> lines = record.get().lines().toList();
    try {
      byte[] document = lines.get(0).getBytes(StandardCharsets.UTF_8);
      Manifest manifest = Manifest.parse(MediaType.OCI_MANIFEST, document);
      ImageConfig config = ImageConfig.parse(lines.get(1).getBytes(StandardCharsets.UTF_8));
      return image(manifest, config, Descriptor.of(MediaType.OCI_MANIFEST, document));
    } catch (OciException e) {
      // Written by another version of this program: make it anew.
      return Optional.empty();
    }
  }

  private Optional<BaseImage> image(Manifest manifest, ImageConfig config, Descriptor descriptor)
      throws IOException {
    List<ImageLayer.Remote> layers = new ArrayList<>();
    for (int i = 0; i < manifest.layers().size(); i++) {
      Descriptor layer = manifest.layers().get(i);
      Optional<Content> content = store.content(Shelf.LAYERS, layer.digest(), layer.size());
      if (content.isEmpty()) {
        return Optional.empty();
      }
      layers.add(new ImageLayer.Remote(layer, new DiffId(config.diffIds().get(i)), content.get()));
    }
    return Optional.of(new BaseImage.Existing(name, "", descriptor, config, layers));
  }

  /// Stores a base that was built.
  BaseImage put(Digest key, DebianBase.Built built) throws IOException, LayerException {
    List<ImageLayer.Remote> layers = new ArrayList<>();
    List<ImageConfig.HistoryEntry> history = new ArrayList<>();
    for (BaseLayer layer : built.layers()) {
      try (BlobWriter out = store.newBlob(Shelf.LAYERS)) {
        Written written = LayerWriter.write(layer.tree(), Compression.SPLICE, out);
        layers.add(
            new ImageLayer.Remote(
                Descriptor.of(MediaType.OCI_LAYER_GZIP, written.digest(), written.size()),
                written.diffId(),
                Content.of(out.commit().file())));
        history.add(
            ImageConfig.HistoryEntry.of(
                ImageSettings.DEFAULT_CREATED.toString(),
                "packages " + String.join(" ", layer.packages())));
      }
    }
    OwnBase.Statement statement =
        new OwnBase.Statement(key, facts(built).text(), BaseSystemText.of(system(built)));
    OwnBase base = new OwnBase(statement, platform, layers, history);
    ImageConfig config = base.config();
    store.putRecord(
        RecordKind.BASE,
        key,
        base.manifest(config).toJson().text() + "\n" + config.toJson().text() + "\n");
    return base.image(name);
  }

  private BaseSystem system(DebianBase.Built built) throws IOException {
    FileTree tree = FileTree.merge(built.layers().stream().map(BaseLayer::tree).toList()).tree();
    return BaseSystems.system(tree, name, DebianArchives.architecture(platform));
  }

  private static BaseFacts facts(DebianBase.Built built) throws IOException {
    dev.garboard.debian.base.BaseFacts facts = built.facts();
    String[] glibc = facts.glibcVersion().split("\\.", -1);
    return new BaseFacts(
        List.of(new BaseFacts.PythonInstallation(facts.pythonPath(), facts.pythonVersion(), false)),
        new BaseFacts.Libc.Glibc(Integer.parseInt(glibc[0]), Integer.parseInt(glibc[1])),
        text(built, "etc/passwd"),
        text(built, "etc/group"));
  }

  private static String text(DebianBase.Built built, String path) throws IOException {
    for (BaseLayer layer : built.layers()) {
      if (layer.tree().get(UnixPath.of(path)).orElse(null)
          instanceof TreeEntry.RegularFile(Content content, var _)) {
        return new String(content.readAll(), StandardCharsets.UTF_8);
      }
    }
    return "";
  }
}
