package dev.garboard.reuse;

import dev.garboard.image.ImageAssembler;
import dev.garboard.image.KeysLabel;
import dev.garboard.layer.DiffId;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.ImageReference;
import dev.garboard.oci.Platform;
import dev.garboard.parallel.Parallel;
import dev.garboard.parallel.Parallel.TaskFailedException;
import dev.garboard.registry.Access;
import dev.garboard.registry.PulledImage;
import dev.garboard.registry.Registry;
import dev.garboard.registry.RegistryException;
import dev.garboard.registry.RegistryProblem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Layers of earlier images by their keys (`--cache-from`). Nothing here is needed for a build:
/// what cannot be read is no hit.
///
/// @param layers by layer key
/// @param problems why images could not be read; an image that does not exist is none
public record PreviousImages(Map<String, KnownLayer> layers, List<RegistryProblem> problems) {

  private static final int AT_ONCE = 8;

  /// Copies.
  public PreviousImages {
    layers = Map.copyOf(layers);
    problems = List.copyOf(problems);
  }

  /// Knows no image.
  public static PreviousImages none() {
    return new PreviousImages(Map.of(), List.of());
  }

  /// All layers of this and of others; this one's win.
  public PreviousImages plus(PreviousImages others) {
    Map<String, KnownLayer> all = new TreeMap<>(others.layers);
    all.putAll(layers);
    List<RegistryProblem> faults = new ArrayList<>(problems);
    faults.addAll(others.problems);
    return new PreviousImages(all, faults);
  }

  /// Reads the images' documents.
  ///
  /// @param references best first
  public static PreviousImages read(
      Registry registry, List<ImageReference> references, Platform platform)
      throws InterruptedException {
    Map<String, KnownLayer> layers = new TreeMap<>();
    List<RegistryProblem> problems = new ArrayList<>();
    for (PreviousImages one :
        all(references, reference -> readOne(registry, reference, platform))) {
      one.layers.forEach(layers::putIfAbsent);
      problems.addAll(one.problems);
    }
    return new PreviousImages(layers, problems);
  }

  private static PreviousImages readOne(
      Registry registry, ImageReference reference, Platform platform) throws InterruptedException {
    try {
      PulledImage image = PulledImage.pull(registry, reference.withDefaultTag(), platform);
      return new PreviousImages(layers(registry, image), List.of());
    } catch (RegistryException e) {
      boolean absent = e.problem() instanceof RegistryProblem.NotFound;
      return new PreviousImages(Map.of(), absent ? List.of() : List.of(e.problem()));
    }
  }

  private static Map<String, KnownLayer> layers(Registry registry, PulledImage image) {
    List<Descriptor> descriptors = image.manifest().layers();
    List<String> labelled = KeysLabel.read(image.config());
    int first = descriptors.size() - labelled.size();
    Map<String, KnownLayer> layers = new HashMap<>();
    for (int i = 0; i < descriptors.size(); i++) {
      Descriptor descriptor = descriptors.get(i);
      String fromLabel = i >= first ? labelled.get(i - first) : "";
      String key = descriptor.annotations().getOrDefault(ImageAssembler.KEY_ANNOTATION, fromLabel);
      if (!key.isEmpty()) {
        Map<String, String> annotation = Map.of(ImageAssembler.KEY_ANNOTATION, key);
        DiffId diffId = new DiffId(image.config().diffIds().get(i));
        layers.putIfAbsent(
            key,
            new KnownLayer(
                key,
                descriptor.withAnnotations(annotation),
                diffId,
                image.blob(registry, descriptor)));
      }
    }
    return layers;
  }

  /// What is left of this after asking, for the wanted keys alone, whether the blobs still exist. A
  /// registry collects what nothing points at, and a manifest does not prove its blobs.
  public PreviousImages verified(Registry registry, Collection<String> wanted)
      throws InterruptedException {
    List<KnownLayer> candidates =
        List.copyOf(Set.copyOf(wanted)).stream()
            .sorted()
            .flatMap(key -> find(key).stream())
            .toList();
    Map<String, KnownLayer> found = new TreeMap<>();
    List<RegistryProblem> faults = new ArrayList<>(problems);
    for (PreviousImages one : all(candidates, layer -> verifyOne(registry, layer))) {
      found.putAll(one.layers);
      faults.addAll(one.problems);
    }
    return new PreviousImages(found, faults);
  }

  private static PreviousImages verifyOne(Registry registry, KnownLayer layer)
      throws InterruptedException {
    try {
      boolean there =
          registry.hasBlob(layer.content().repository(), layer.descriptor(), Access.PULL);
      return there ? new PreviousImages(Map.of(layer.key(), layer), List.of()) : none();
    } catch (RegistryException e) {
      return new PreviousImages(Map.of(), List.of(e.problem()));
    }
  }

  private static <T> List<PreviousImages> all(List<T> inputs, Parallel.Task<T, PreviousImages> task)
      throws InterruptedException {
    try {
      return Parallel.map(inputs, AT_ONCE, task);
    } catch (TaskFailedException e) {
      e.rethrowIf(InterruptedException.class);
      e.rethrowIf(RuntimeException.class);
      throw new AssertionError(e.getCause());
    }
  }

  /// The layer of this key.
  public Optional<KnownLayer> find(String layerKey) {
    return Optional.ofNullable(layers.get(layerKey));
  }
}
