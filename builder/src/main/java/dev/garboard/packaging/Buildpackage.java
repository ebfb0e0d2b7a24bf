package dev.garboard.packaging;

import dev.garboard.content.Digest;
import dev.garboard.image.Image;
import dev.garboard.image.ImageIndex;
import dev.garboard.image.ImageLayer;
import dev.garboard.image.ImageSettings;
import dev.garboard.image.Publishable;
import dev.garboard.layer.Compression;
import dev.garboard.layer.LayerBlob;
import dev.garboard.layer.LayerException;
import dev.garboard.layer.LayerWriter;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.ImageConfig;
import dev.garboard.oci.Json;
import dev.garboard.oci.JsonObject;
import dev.garboard.oci.Manifest;
import dev.garboard.oci.MediaType;
import dev.garboard.oci.Platform;
import dev.garboard.oci.ProcessConfig;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/// A buildpack as an image that pack, kpack and other platforms take: one layer with the buildpack
/// below `/cnb/buildpacks`, and labels that say what it is; an index when it is for several
/// platforms. The bytes are a function of the files.
///
/// Specification: distribution 0.3, "Buildpackage"; the labels are those that pack writes.
public final class Buildpackage {

  private static final String METADATA_LABEL = "io.buildpacks.buildpackage.metadata";
  private static final String LAYERS_LABEL = "io.buildpacks.buildpack.layers";
  private static final String OCI = "org.opencontainers.image.";
  private static final String CREATED = ImageSettings.DEFAULT_CREATED.toString();

  /// The specification still asks for a stack; this one stands for all.
  private static final Json ANY_STACK = new Json.Array(List.of(JsonObject.EMPTY.with("id", "*")));

  private final Path scratch;
  private final List<Image> images = new ArrayList<>();

  private Buildpackage(Path scratch) {
    this.scratch = scratch;
  }

  /// Makes the image.
  ///
  /// @param roots the buildpack's directory, with `buildpack.toml`, for each platform
  /// @param scratch a directory for the layers, to be kept until the image is published
  /// @throws IOException when a file cannot be read or says too little
  /// @throws LayerException when the files cannot become a layer
  public static Publishable of(SequencedMap<Platform, Path> roots, Path scratch)
      throws IOException, LayerException {
    Buildpackage buildpackage = new Buildpackage(scratch);
    for (Map.Entry<Platform, Path> root : roots.entrySet()) {
      buildpackage.add(root.getKey(), root.getValue());
    }
    return ImageIndex.of(buildpackage.images);
  }

  private void add(Platform platform, Path root) throws IOException, LayerException {
    BuildpackFacts facts = BuildpackFacts.read(root.resolve("buildpack.toml"));
    if (!facts.targets().isEmpty() && !facts.targets().contains(platform.toString())) {
      throw new IOException(root + "/buildpack.toml has no target " + platform);
    }
    LayerBlob blob =
        LayerWriter.write(
            tree(facts.identity(), root),
            Compression.SPLICE,
            scratch.resolve(platform.toString().replace('/', '-') + ".layer"));
    Descriptor layer = Descriptor.of(MediaType.OCI_LAYER_GZIP, blob.digest(), blob.size());
    ImageConfig config = config(facts, platform, blob);
    Manifest manifest =
        new Manifest(
            MediaType.OCI_MANIFEST,
            Descriptor.of(MediaType.OCI_CONFIG, config.toJson().bytes()),
            List.of(layer),
            annotations(facts),
            JsonObject.EMPTY);
    images.add(new Image(manifest, config, List.of(new ImageLayer.Local(layer, blob))));
  }

  /// The files, and the directories above them, which buildpacks' own tools expect to be entries.
  private static FileTree tree(BuildpackFacts.Identity identity, Path root) throws IOException {
    UnixPath id = UnixPath.of("cnb/buildpacks/" + identity.id().replace('/', '_'));
    FileTree.TreeWriter above = FileTree.writer();
    for (UnixPath path = id; !path.isRoot(); path = path.parent()) {
      above.put(path, TreeEntry.directory());
    }
    FileTree files = DirectoryTree.of(root, id.resolve(identity.version()));
    return FileTree.merge(List.of(above.tree(), files)).tree();
  }

  private static ImageConfig config(BuildpackFacts facts, Platform platform, LayerBlob blob) {
    Digest diffId = blob.diffId().digest();
    JsonObject labels =
        JsonObject.EMPTY
            .with(METADATA_LABEL, metadata(facts).text())
            .with(LAYERS_LABEL, layers(facts, diffId).text());
    return new ImageConfig(
        platform,
        new ProcessConfig(JsonObject.EMPTY).withObject("Labels", labels),
        List.of(diffId),
        List.of(ImageConfig.HistoryEntry.of(CREATED, "garboard: buildpack")),
        JsonObject.EMPTY.with("created", CREATED));
  }

  private static JsonObject metadata(BuildpackFacts facts) {
    JsonObject metadata =
        named(facts.identity())
            .with("id", facts.identity().id())
            .with("version", facts.identity().version())
            .with("stacks", ANY_STACK);
    if (!facts.description().isEmpty()) {
      metadata = metadata.with("description", facts.description());
    }
    if (!facts.keywords().isEmpty()) {
      metadata = metadata.with("keywords", Json.Array.ofTexts(facts.keywords()));
    }
    return facts.licenses().isEmpty()
        ? metadata
        : metadata.with("licenses", objects("type", facts.licenses()));
  }

  private static JsonObject layers(BuildpackFacts facts, Digest diffId) {
    List<Json> targets = new ArrayList<>();
    for (String target : facts.targets()) {
      int slash = target.indexOf('/');
      targets.add(
          JsonObject.EMPTY
              .with("os", target.substring(0, slash))
              .with("arch", target.substring(slash + 1)));
    }
    JsonObject entry =
        named(facts.identity())
            .with("api", facts.api())
            .with("stacks", ANY_STACK)
            .with("targets", new Json.Array(targets))
            .with("layerDiffID", diffId.toString());
    JsonObject versions = JsonObject.EMPTY.with(facts.identity().version(), entry);
    return JsonObject.EMPTY.with(facts.identity().id(), versions);
  }

  private static JsonObject named(BuildpackFacts.Identity identity) {
    JsonObject named = JsonObject.EMPTY;
    if (!identity.name().isEmpty()) {
      named = named.with("name", identity.name());
    }
    return identity.homepage().isEmpty() ? named : named.with("homepage", identity.homepage());
  }

  private static Json objects(String field, List<String> values) {
    return new Json.Array(
        values.stream().<Json>map(value -> JsonObject.EMPTY.with(field, value)).toList());
  }

  private static SortedMap<String, String> annotations(BuildpackFacts facts) {
    TreeMap<String, String> annotations = new TreeMap<>();
    annotations.put(OCI + "title", facts.identity().id());
    annotations.put(OCI + "version", facts.identity().version());
    annotations.put(OCI + "description", facts.description());
    annotations.put(OCI + "url", facts.identity().homepage());
    annotations.values().removeIf(String::isEmpty);
    return annotations;
  }
}
