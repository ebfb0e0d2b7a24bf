package dev.garboard.image;

import dev.garboard.layer.Compression;
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

  /// Label of the configuration: the keys of the topmost layers, bottom to top, as a JSON array;
  /// survives formats and tools that drop annotations.
  public static final String KEYS_LABEL = "dev.garboard.layer.keys";

  private static final String TITLE = "org.opencontainers.image.title";
  private static final String VERSION = "org.opencontainers.image.version";
  private static final String BASE_NAME = "org.opencontainers.image.base.name";
  private static final String BASE_DIGEST = "org.opencontainers.image.base.digest";

  private ImageAssembler() {}

  /// Assembles an image.
  ///
  /// @param layers bottom to top
  /// @throws AssemblyException when there are too many layers, or the format cannot name one
  public static Image assemble(BaseImage base, List<NewLayer> layers, ImageSettings settings)
      throws AssemblyException {
    int count = base.layers().size() + layers.size();
    if (count > MOST_LAYERS) {
      throw new AssemblyException(
          new AssemblyProblem.TooManyLayers(base.layers().size(), layers.size(), MOST_LAYERS));
    }
    ImageFormat format = settings.format();
    List<ImageLayer> all = imageLayers(base, layers, format);
    ImageConfig config = ConfigAssembly.assemble(base, layers, all, settings);
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
      inFormat(descriptor(layer), format, problems)
          .map(descriptor -> new ImageLayer.Local(descriptor, layer.blob()))
          .ifPresent(all::add);
    }
    if (!problems.isEmpty()) {
      throw new AssemblyException(problems);
    }
    return all;
  }

  private static Descriptor descriptor(NewLayer layer) {
    MediaType type = mediaType(layer.blob().compression());
    return Descriptor.of(type, layer.blob().digest(), layer.blob().size())
        .withAnnotations(Map.of(KEY_ANNOTATION, layer.key()));
  }

  private static MediaType mediaType(Compression compression) {
    return switch (compression) {
      case SPLICE -> MediaType.OCI_LAYER_GZIP;
      case ZSTD_3 -> MediaType.OCI_LAYER_ZSTD;
    };
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
      annotations.put(BASE_DIGEST, existing.digest().toString());
      if (!existing.name().isEmpty()) {
        annotations.put(BASE_NAME, existing.name());
      }
    }
    annotations.putAll(metadata.annotations());
    return annotations;
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
