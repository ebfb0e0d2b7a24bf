package dev.garboard.image;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.layer.DiffId;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.ImageConfig;
import dev.garboard.oci.ImageConfig.HistoryEntry;
import dev.garboard.oci.ImageFormat;
import dev.garboard.oci.JsonObject;
import dev.garboard.oci.Manifest;
import dev.garboard.oci.MediaType;
import dev.garboard.oci.OciException;
import dev.garboard.oci.Platform;
import dev.garboard.oci.ProcessConfig;
import dev.garboard.registry.PulledImage;
import dev.garboard.registry.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// A base that Garboard made. It says so in a label, which every image on it has, too: from such an
/// image the same base can be had again, to the last byte of its documents, and none of its layers
/// is read. The label counts only while the layers are those that it was written for.
///
/// @param statement what the base says of itself
/// @param layers bottom to top
/// @param history an entry for each layer
public record OwnBase(
    Statement statement,
    Platform platform,
    List<ImageLayer.Remote> layers,
    List<HistoryEntry> history) {

  /// The label's name.
  public static final String LABEL = "dev.garboard.base.layers";

  private static final String CHAIN_ID = "chain-id";
  private static final String KEY = "key";
  private static final String SYSTEM = "system";
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /// Copies.
  public OwnBase {
    layers = List.copyOf(layers);
    history = List.copyOf(history);
  }

  /// What the base says of itself.
  ///
  /// @param key digest of all that decides the layers' bytes
  /// @param facts as [BaseFacts#text] has them
  /// @param system what the base offers to layers above it, as the maker of bases writes it
  public record Statement(Digest key, String facts, String system) {}

  /// The base as an image.
  ///
  /// @param name as the user named it
  public BaseImage.Existing image(String name) {
    ImageConfig config = config();
    byte[] manifest = manifest(config).toJson().bytes();
    return new BaseImage.Existing(
        name, "", Descriptor.of(MediaType.OCI_MANIFEST, manifest), config, layers);
  }

  /// Its configuration.
  public ImageConfig config() {
    List<Digest> diffIds = layers.stream().map(layer -> layer.diffId().digest()).toList();
    String label =
        JsonObject.EMPTY
            .with(KEY, statement.key.toString())
            .with(CHAIN_ID, chainId(diffIds))
            .with(SYSTEM, statement.system)
            .text();
    return new ImageConfig(
        platform,
        new ProcessConfig(JsonObject.EMPTY)
            .withTexts("Env", List.of("PATH=" + PATH))
            .withObject(
                "Labels",
                JsonObject.ofTexts(
                    new TreeMap<>(Map.of(BaseFacts.LABEL, statement.facts, LABEL, label)))),
        diffIds,
        history,
        JsonObject.EMPTY.with("created", ImageSettings.DEFAULT_CREATED.toString()));
  }

  /// The manifest that points at its configuration.
  public Manifest manifest(ImageConfig config) {
    return new Manifest(
        ImageFormat.OCI.manifest(),
        Descriptor.of(ImageFormat.OCI.config(), config.toJson().bytes()),
        layers.stream().map(ImageLayer.Remote::descriptor).toList(),
        new TreeMap<>(),
        JsonObject.EMPTY);
  }

  /// What a base of ours offers to layers above it; empty of any other image, and of one with
  /// further layers.
  public static Optional<String> system(ImageConfig config) {
    return label(config)
        .filter(label -> covers(label, config.diffIds()))
        .flatMap(label -> label.text(SYSTEM));
  }

  /// The base of ours that an image lies on, if it does.
  public static Optional<OwnBase> below(Registry registry, PulledImage image) {
    return label(image.config())
        .flatMap(label ->
            statement(label, image.config())
                .flatMap(
                    statement -> lowest(registry, image, statement, count(label, image.config()))));
  }

  /// How many of the layers are the base's; 0 when they are other ones.
  private static int count(JsonObject label, ImageConfig config) {
    return IntStream.rangeClosed(1, config.diffIds().size())
        .filter(count -> covers(label, config.diffIds().subList(0, count)))
        .findFirst()
        .orElse(0);
  }

  private static Optional<OwnBase> lowest(
      Registry registry, PulledImage image, Statement statement, int count) {
    List<HistoryEntry> history = image.config().history();
    Optional<List<ImageLayer.Remote>> layers = layers(registry, image, count);
    return count == 0 || layers.isEmpty() || history.size() < count
        ? Optional.empty()
        : Optional.of(
            new OwnBase(
                statement, image.config().platform(), layers.get(), history.subList(0, count)));
  }

  /// The lowest layers by the OCI specification's names, if it has any for them.
  private static Optional<List<ImageLayer.Remote>> layers(
      Registry registry, PulledImage image, int count) {
    List<ImageLayer.Remote> layers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Descriptor descriptor = image.manifest().layers().get(i);
      DiffId diffId = new DiffId(image.config().diffIds().get(i));
      Content content = image.blob(registry, descriptor);
      ImageFormat.OCI
          .layer(descriptor.mediaType())
          .map(descriptor::withMediaType)
          .ifPresent(neutral -> layers.add(new ImageLayer.Remote(neutral, diffId, content)));
    }
    return layers.size() == count ? Optional.of(layers) : Optional.empty();
  }

  private static Optional<Statement> statement(JsonObject label, ImageConfig config) {
    try {
      Digest key = Digest.parse(label.text(KEY).orElse(""));
      return Optional.of(
          new Statement(
              key,
              config.process().labels().getOrDefault(BaseFacts.LABEL, ""),
              label.text(SYSTEM).orElse("")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<JsonObject> label(ImageConfig config) {
    try {
      String text = config.process().labels().getOrDefault(LABEL, "");
      return text.isEmpty() ? Optional.empty() : Optional.of(JsonObject.parse(LABEL, text));
    } catch (OciException e) {
      return Optional.empty();
    }
  }

  private static boolean covers(JsonObject label, List<Digest> diffIds) {
    return label.text(CHAIN_ID).filter(chainId(diffIds)::equals).isPresent();
  }

  /// OCI image specification, "Layer ChainID".
  static String chainId(List<Digest> diffIds) {
    String chain = diffIds.isEmpty() ? "" : diffIds.getFirst().toString();
    for (Digest diffId : diffIds.subList(Math.min(1, diffIds.size()), diffIds.size())) {
      chain = Hashing.sha256(chain + " " + diffId).toString();
    }
    return chain;
  }
}
