package dev.garboard.image;

import dev.garboard.oci.Descriptor;
import dev.garboard.oci.ImageConfig;
import dev.garboard.oci.ImageFormat;
import dev.garboard.oci.JsonObject;
import dev.garboard.oci.Manifest;
import dev.garboard.oci.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Puts layers on a base. A pure function: equal base, layers and settings give equal documents.
public final class ImageAssembler {

  /// The most layers that overlay file systems of engines are known to mount.
  public static final int MOST_LAYERS = 127;

  /// Annotation of a layer's descriptor: its layer key.
  public static final String KEY_ANNOTATION = "dev.garboard.layer.key";

  private static final String TITLE = "org.opencontainers.image.title";
  private static final String VERSION = "org.opencontainers.image.version";
  static final String BASE_NAME = "org.opencontainers.image.base.name";
  private static final String BASE_DIGEST = "org.opencontainers.image.base.digest";

  private ImageAssembler() {}

  /// What an image is built on.
  ///
  /// @param known what the layers rely on in the base, or nothing; then the image cannot be put on
  ///   another base
  record Foundation(BaseImage base, List<RuntimeFacts> known) {
    Optional<RuntimeFacts> runtime() {
      return known.stream().findFirst();
    }
  }

  /// Assembles an image on a base of which no more is known.
  ///
  /// @param layers bottom to top
  /// @throws AssemblyException when there are too many layers, or the format cannot name one
  public static Image assemble(BaseImage base, List<NewLayer> layers, ImageSettings settings)
      throws AssemblyException {
    return assemble(new Foundation(base, List.of()), layers, settings);
  }

  /// Assembles an image that says what it relies on in its base, so that [Rebase] can put it on
  /// another.
  ///
  /// @param layers bottom to top
  /// @throws AssemblyException when there are too many layers, or the format cannot name one
  public static Image assemble(
      BaseImage base, RuntimeFacts runtime, List<NewLayer> layers, ImageSettings settings)
      throws AssemblyException {
    return assemble(new Foundation(base, List.of(runtime)), layers, settings);
  }

  private static Image assemble(
      Foundation foundation, List<NewLayer> layers, ImageSettings settings)
      throws AssemblyException {
    BaseImage base = foundation.base();
    int count = base.layers().size() + layers.size();
    if (count > MOST_LAYERS) {
      throw new AssemblyException(
          new AssemblyProblem.TooManyLayers(base.layers().size(), layers.size(), MOST_LAYERS));
    }
    ImageFormat format = settings.format();
    List<ImageLayer> all = imageLayers(base, layers, format);
    ImageConfig config = ConfigAssembly.assemble(foundation, layers, all, settings);
    Manifest manifest =
        new Manifest(
            format.manifest(),
            Descriptor.of(format.config(), config.toJson().bytes()),
            all.stream().map(ImageLayer::descriptor).toList(),
            format.hasAnnotations() ? annotations(base, settings.metadata()) : new TreeMap<>(),
            JsonObject.EMPTY);
    return new Image(manifest, config, all);
  }

  private static List<ImageLayer> imageLayers(
      BaseImage base, List<NewLayer> layers, ImageFormat format) throws AssemblyException {
    List<ImageLayer> all = new ArrayList<>();
    List<AssemblyProblem> problems = new ArrayList<>();
    for (ImageLayer.Remote layer : base.layers()) {
      inFormat(layer.descriptor(), format, problems)
          .map(descriptor -> new ImageLayer.Remote(descriptor, layer.diffId(), layer.content()))
          .ifPresent(all::add);
    }
    for (NewLayer layer : layers) {
      inFormat(layer.descriptor(), format, problems)
          .map(descriptor -> new ImageLayer.Local(descriptor, layer.blob()))
          .ifPresent(all::add);
    }
    if (!problems.isEmpty()) {
      throw new AssemblyException(problems);
    }
    return all;
  }

  private static Optional<Descriptor> inFormat(
      Descriptor descriptor, ImageFormat format, List<AssemblyProblem> problems) {
    Optional<MediaType> type = format.layer(descriptor.mediaType());
    if (type.isEmpty()) {
      problems.add(
          new AssemblyProblem.LayerTypeNotInFormat(
              descriptor.digest(), descriptor.mediaType(), format));
    }
    return type.map(descriptor::withMediaType)
        .map(d -> format.hasAnnotations() ? d : d.withAnnotations(Map.of()));
  }

  private static SortedMap<String, String> annotations(
      BaseImage base, ImageSettings.Metadata metadata) {
    TreeMap<String, String> annotations = new TreeMap<>(titles(metadata));
    if (base instanceof BaseImage.Existing existing) {
      annotations.putAll(baseAnnotations(existing));
    }
    annotations.putAll(metadata.annotations());
    return annotations;
  }

  static Map<String, String> baseAnnotations(BaseImage.Existing base) {
    String digest = base.digest().toString();
    return base.name().isEmpty()
        ? Map.of(BASE_DIGEST, digest)
        : Map.of(BASE_DIGEST, digest, BASE_NAME, base.name());
  }

  /// Title and version, as labels and as annotations.
  static SortedMap<String, String> titles(ImageSettings.Metadata metadata) {
    TreeMap<String, String> titles = new TreeMap<>();
    titles.put(TITLE, metadata.title());
    if (!metadata.version().isEmpty()) {
      titles.put(VERSION, metadata.version());
    }
    return titles;
  }
}
