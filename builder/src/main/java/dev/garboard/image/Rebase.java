package dev.garboard.image;

import dev.garboard.content.Digest;
import dev.garboard.layer.DiffId;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.ImageConfig;
import dev.garboard.oci.ImageConfig.HistoryEntry;
import dev.garboard.oci.ImageFormat;
import dev.garboard.oci.Json;
import dev.garboard.oci.JsonObject;
import dev.garboard.oci.Manifest;
import dev.garboard.oci.MediaType;
import dev.garboard.oci.ProcessConfig;
import dev.garboard.registry.PulledImage;
import dev.garboard.registry.Registry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Puts an image on another base by its documents alone: the layers above the base stay as they
/// are, and none is read.
public final class Rebase {

  private final String name;
  private final PulledImage image;
  private final BaseLabel label;
  private final List<ImageLayer.Remote> own;

  private Rebase(String name, PulledImage image, BaseLabel label, List<ImageLayer.Remote> own) {
    this.name = name;
    this.image = image;
    this.label = label;
    this.own = List.copyOf(own);
  }

  /// Looks at an image.
  ///
  /// @param name as the user named it
  /// @throws AssemblyException when it does not say which layers are its base's
  public static Rebase of(String name, Registry registry, PulledImage image)
      throws AssemblyException {
    int count = KeysLabel.read(image.config()).size();
    BaseLabel label =
        BaseLabel.read(image.config())
            .filter(_ -> count > 0)
            .orElseThrow(() -> new AssemblyException(new AssemblyProblem.NotRebasable(name)));
    List<ImageLayer.Remote> own = new ArrayList<>();
    List<Descriptor> layers = image.manifest().layers();
    for (int i = layers.size() - count; i < layers.size(); i++) {
      DiffId diffId = new DiffId(image.config().diffIds().get(i));
      own.add(new ImageLayer.Remote(layers.get(i), diffId, image.blob(registry, layers.get(i))));
    }
    return new Rebase(name, image, label, own);
  }

  /// The image on another base.
  ///
  /// @throws AssemblyException when its Python's minor version or its C library does not allow it
  public Image onto(BaseImage.Existing base, BaseFacts facts) throws AssemblyException {
    if (!label.runtime().runsOn(facts)) {
      throw new AssemblyException(
          new AssemblyProblem.OtherRuntime(name, label.runtime(), base.location(), facts));
    }
    List<ImageLayer> all = new ArrayList<>();
    for (ImageLayer.Remote layer : base.layers()) {
      all.add(inFormat(layer));
    }
    all.addAll(own);
    if (all.size() > ImageAssembler.MOST_LAYERS) {
      throw new AssemblyException(
          new AssemblyProblem.TooManyLayers(
              base.layers().size(), own.size(), ImageAssembler.MOST_LAYERS));
    }
    ImageConfig config = config(base, all, facts);
    Manifest old = image.manifest();
    Manifest manifest =
        new Manifest(
            old.mediaType(),
            Descriptor.of(old.config().mediaType(), config.toJson().bytes()),
            all.stream().map(ImageLayer::descriptor).toList(),
            format().hasAnnotations() ? annotations(base) : new TreeMap<>(),
            JsonObject.EMPTY);
    return new Image(manifest, config, all);
  }

  private ImageFormat format() {
    return image.manifest().mediaType().equals(MediaType.DOCKER_MANIFEST)
        ? ImageFormat.DOCKER
        : ImageFormat.OCI;
  }

  private ImageLayer inFormat(ImageLayer.Remote layer) throws AssemblyException {
    Descriptor descriptor = layer.descriptor();
    MediaType type =
        format()
            .layer(descriptor.mediaType())
            .orElseThrow(() ->
                new AssemblyException(
                    new AssemblyProblem.LayerTypeNotInFormat(
                        descriptor.digest(), descriptor.mediaType(), format())));
    return new ImageLayer.Remote(descriptor.withMediaType(type), layer.diffId(), layer.content());
  }

  private SortedMap<String, String> annotations(BaseImage.Existing base) {
    TreeMap<String, String> annotations = new TreeMap<>(image.manifest().annotations());
    annotations.remove(ImageAssembler.BASE_NAME);
    annotations.putAll(ImageAssembler.baseAnnotations(base));
    return annotations;
  }

  private ImageConfig config(BaseImage.Existing base, List<ImageLayer> all, BaseFacts facts) {
    ImageConfig old = image.config();
    List<Digest> diffIds = all.stream().map(layer -> layer.diffId().digest()).toList();
    String created = old.created().orElse(ImageSettings.DEFAULT_CREATED.toString());
    List<HistoryEntry> history = ConfigAssembly.baseHistory(base, created);
    history.addAll(
        old.history()
            .subList(Math.max(0, old.history().size() - own.size()), old.history().size()));
    return new ImageConfig(
        base.config().platform(),
        process(base, facts),
        diffIds,
        history,
        base.config().others().with("created", created));
  }

  private ProcessConfig process(BaseImage.Existing base, BaseFacts facts) {
    ProcessConfig old = image.config().process();
    ProcessConfig below = base.config().process();
    Map<String, String> env = without(old.env(), label.variables());
    Map<String, String> labels = without(old.labels(), label.labels());
    Optional<String> selection = SelectionLabel.rebased(image.config(), base, facts);
    labels.keySet().removeAll(Set.of(BaseLabel.NAME, SelectionLabel.NAME));
    selection.ifPresent(text -> labels.put(SelectionLabel.NAME, text));
    TreeMap<String, Json> ports = new TreeMap<>(ports(below));
    ports.putAll(ports(old));
    RuntimeFacts runtime = new RuntimeFacts(label.runtime().served(facts), facts.libc());
    BaseLabel next = BaseLabel.of(base, runtime, env.keySet(), labels.keySet());
    labels.put(BaseLabel.NAME, next.text());
    String environment = old.env().getOrDefault("VIRTUAL_ENV", ImageSettings.DEFAULT_ENVIRONMENT);
    return below
        .withTexts("Env", ConfigAssembly.env(below, environment, env))
        .withTexts("Entrypoint", old.entrypoint())
        .withTexts("Cmd", old.cmd())
        .withText("User", old.user())
        .withText("WorkingDir", old.workingDir())
        .withObject("ExposedPorts", new JsonObject(ports))
        .withObject("Labels", ConfigAssembly.labels(below, labels));
  }

  private static Map<String, String> without(Map<String, String> all, Set<String> names) {
    LinkedHashMap<String, String> rest = new LinkedHashMap<>(all);
    rest.keySet().removeAll(names);
    return rest;
  }

  private static Map<String, Json> ports(ProcessConfig process) {
    return process.document().object("ExposedPorts").orElse(JsonObject.EMPTY).fields();
  }
}
