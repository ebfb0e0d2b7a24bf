package dev.garboard.reuse;

import dev.garboard.content.Digest;
import dev.garboard.image.ImageAssembler;
import dev.garboard.image.ImageLayer;
import dev.garboard.image.KeysLabel;
import dev.garboard.image.OwnBase;
import dev.garboard.image.SelectionLabel;
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
import dev.garboard.registry.RemoteBlob;
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
/// @param images best first
/// @param problems why images could not be read; an image that does not exist is none
public record PreviousImages(
    Map<String, KnownLayer> layers, List<PulledImage> images, List<RegistryProblem> problems) {

  private static final int AT_ONCE = 16;

  /// Copies.
  public PreviousImages {
    layers = Map.copyOf(layers);
    images = List.copyOf(images);
    problems = List.copyOf(problems);
  }

  /// Knows no image.
  public static PreviousImages none() {
    return new PreviousImages(Map.of(), List.of(), List.of());
  }

  /// One layer and no more.
  static PreviousImages of(KnownLayer layer) {
    return new PreviousImages(Map.of(layer.key(), layer), List.of(), List.of());
  }

  /// Nothing, for this reason.
  static PreviousImages failed(RegistryProblem problem) {
    return new PreviousImages(Map.of(), List.of(), List.of(problem));
  }

  /// All layers of this and of others; this one's win.
  public PreviousImages plus(PreviousImages others) {
    Map<String, KnownLayer> all = new TreeMap<>(others.layers);
    all.putAll(layers);
    List<RegistryProblem> faults = new ArrayList<>(problems);
    faults.addAll(others.problems);
    List<PulledImage> pulled = new ArrayList<>(images);
    pulled.addAll(others.images);
    return new PreviousImages(all, pulled, faults);
  }

  /// Reads the images' documents.
  ///
  /// @param references best first
  public static PreviousImages read(
      Registry registry, List<ImageReference> references, Platform platform)
      throws InterruptedException {
    return gather(references, AT_ONCE, name -> readOne(registry, name, platform));
  }

  private static PreviousImages readOne(
      Registry registry, ImageReference reference, Platform platform) throws InterruptedException {
    try {
      PulledImage image = PulledImage.pull(registry, reference.withDefaultTag(), platform);
      return new PreviousImages(layers(registry, image), List.of(image), List.of());
    } catch (RegistryException e) {
      boolean absent = e.problem() instanceof RegistryProblem.NotFound;
      return absent ? none() : failed(e.problem());
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
    PreviousImages there = gather(candidates, AT_ONCE, layer -> verifyOne(registry, layer));
    return new PreviousImages(Map.of(), images, problems).plus(there);
  }

  /// This, but for those layers of the wanted keys whose blobs are gone.
  public PreviousImages checked(Registry registry, Collection<String> wanted)
      throws InterruptedException {
    PreviousImages verified = verified(registry, wanted);
    Map<String, KnownLayer> left = new HashMap<>(layers);
    left.keySet().removeAll(Set.copyOf(wanted));
    left.putAll(verified.layers);
    return new PreviousImages(left, images, verified.problems);
  }

  private static PreviousImages verifyOne(Registry registry, KnownLayer layer)
      throws InterruptedException {
    try {
      boolean there =
          registry.hasBlob(layer.content().repository(), layer.descriptor(), Access.PULL);
      return there ? of(layer) : none();
    } catch (RegistryException e) {
      return failed(e.problem());
    }
  }

  /// The base of this key, if all of its blobs still exist.
  public Optional<OwnBase> base(Registry registry, Digest key) throws InterruptedException {
    for (PulledImage image : images) {
      Optional<OwnBase> base =
          OwnBase.below(registry, image).filter(found -> found.statement().key().equals(key));
      if (base.isPresent()
          && all(base.get().layers(), AT_ONCE, PreviousImages::exists).stream()
              .allMatch(there -> there)) {
        return base;
      }
    }
    return Optional.empty();
  }

  /// What the images say of the layers below their applications.
  public List<SelectionLabel> selections() {
    return images.stream().flatMap(i -> SelectionLabel.read(i.config()).stream()).toList();
  }

  private static boolean exists(ImageLayer layer) throws InterruptedException {
    try {
      return !(layer.content() instanceof RemoteBlob blob) || blob.exists();
    } catch (RegistryException e) {
      // As good as not there; whoever needs the registry next will say why.
      return false;
    }
  }

  /// What was found for each input, together; the first inputs' layers win.
  static <T> PreviousImages gather(
      List<T> inputs, int atOnce, Parallel.Task<T, PreviousImages> task)
      throws InterruptedException {
    Map<String, KnownLayer> layers = new HashMap<>();
    List<PulledImage> images = new ArrayList<>();
    List<RegistryProblem> problems = new ArrayList<>();
    for (PreviousImages one : all(inputs, atOnce, task)) {
      one.layers.forEach(layers::putIfAbsent);
      images.addAll(one.images);
      problems.addAll(one.problems);
    }
    return new PreviousImages(layers, images, problems);
  }

  private static <T, R> List<R> all(List<T> inputs, int atOnce, Parallel.Task<T, R> task)
      throws InterruptedException {
    try {
      return Parallel.map(inputs, atOnce, task);
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
