package dev.garboard.registry;

import dev.garboard.content.Digest;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.ImageConfig;
import dev.garboard.oci.ImageReference;
import dev.garboard.oci.Index;
import dev.garboard.oci.JsonObject;
import dev.garboard.oci.Manifest;
import dev.garboard.oci.MediaType;
import dev.garboard.oci.OciException;
import dev.garboard.oci.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// An image's documents, out of a registry; no layer is read.
///
/// @param descriptor points at the manifest for the platform
public record PulledImage(
    Repository repository, Descriptor descriptor, Manifest manifest, ImageConfig config) {

  private static final int LARGEST_CONFIG = 16 << 20;

  /// Pulls manifest and configuration for a platform.
  ///
  /// @throws RegistryException also when there is no such image, none for the platform, or one
  ///   whose documents are malformed or do not match
  public static PulledImage pull(Registry registry, ImageReference reference, Platform platform)
      throws RegistryException, InterruptedException {
    Repository repository = Repository.of(reference);
    RegistryRequest request = new RegistryRequest(repository, "GET manifest", named(reference));
    try {
      FoundManifest found = require(registry, reference, request);
      if (isIndex(found)) {
        Index index = Index.parse("index", found.content().readAll());
        Descriptor entry = choose(request, index, platform);
        found = require(registry, byDigest(repository, entry.digest()), request);
      }
      Manifest manifest = Manifest.parse(type(found), found.content().readAll());
      ImageConfig config = config(registry, repository, manifest.config());
      if (!platform.accepts(config.platform())) {
        throw new RegistryException(
            new RegistryProblem.PlatformMissing(request, platform, List.of(config.platform())));
      }
      if (manifest.layers().size() != config.diffIds().size()) {
        throw new RegistryException(
            new RegistryProblem.BadAnswer(
                request,
                manifest.layers().size() + " layers, " + config.diffIds().size() + " diffIDs"));
      }
      return new PulledImage(repository, found.descriptor(), manifest, config);
    } catch (OciException e) {
      throw new RegistryException(new RegistryProblem.Malformed(request, e.problem()));
    } catch (BlobReadException e) {
      throw new RegistryException(e.problem());
    } catch (IOException e) {
      throw new RegistryException(new RegistryProblem.BadAnswer(request, e.toString()));
    }
  }

  /// The platforms that an image or index is for.
  ///
  /// @throws RegistryException also when there is no such image
  public static List<Platform> platforms(Registry registry, ImageReference reference)
      throws RegistryException, InterruptedException {
    Repository repository = Repository.of(reference);
    RegistryRequest request = new RegistryRequest(repository, "GET manifest", named(reference));
    try {
      FoundManifest found = require(registry, reference, request);
      byte[] bytes = found.content().readAll();
      return isIndex(found)
          ? imagesOf(Index.parse("index", bytes)).stream()
              .flatMap(d -> d.platform().stream())
              .toList()
          : List.of(
              config(registry, repository, Manifest.parse(type(found), bytes).config()).platform());
    } catch (OciException e) {
      throw new RegistryException(new RegistryProblem.Malformed(request, e.problem()));
    } catch (IOException e) {
      throw new RegistryException(new RegistryProblem.BadAnswer(request, e.toString()));
    }
  }

  /// Without what builders hang onto an index beside its images.
  private static List<Descriptor> imagesOf(Index index) {
    return index.manifests().stream()
        .filter(d -> d.mediaType().isManifest())
        .filter(d -> d.platform().filter(p -> p.os().equals("unknown")).isEmpty())
        .toList();
  }

  private static String named(ImageReference reference) {
    return reference.digestText().isEmpty() ? reference.tag() : reference.digestText();
  }

  private static ImageReference byDigest(Repository repository, Digest digest) {
    return new ImageReference(repository.registry(), repository.name(), "", digest.toString());
  }

  private static FoundManifest require(
      Registry registry, ImageReference reference, RegistryRequest request)
      throws RegistryException, InterruptedException {
    return registry
        .getManifest(reference)
        .orElseThrow(() ->
            new RegistryException(
                new RegistryProblem.NotFound(request, new CredentialSource.None())));
  }

  /// By its media type, or, where a registry calls everything JSON, by the document's own word.
  private static boolean isIndex(FoundManifest found) throws OciException, IOException {
    return type(found).isIndex();
  }

  private static MediaType type(FoundManifest found) throws OciException, IOException {
    MediaType said = found.descriptor().mediaType();
    if (said.isIndex() || said.isManifest()) {
      return said;
    }
    byte[] bytes = found.content().readAll();
    return JsonObject.parse("manifest", bytes).text("mediaType").map(MediaType::new).orElse(said);
  }

  private static Descriptor choose(RegistryRequest request, Index index, Platform platform)
      throws RegistryException {
    List<Descriptor> manifests =
        index.manifests().stream().filter(d -> d.mediaType().isManifest()).toList();
    return manifests.stream()
        .filter(d -> d.platform().filter(platform::accepts).isPresent())
        .findFirst()
        .orElseThrow(() ->
            new RegistryException(
                new RegistryProblem.PlatformMissing(
                    request,
                    platform,
                    manifests.stream().flatMap(d -> d.platform().stream()).toList())));
  }

  private static ImageConfig config(Registry registry, Repository repository, Descriptor config)
      throws RegistryException, OciException, IOException, InterruptedException {
    if (config.size() > LARGEST_CONFIG) {
      RegistryRequest request =
          new RegistryRequest(repository, "GET blob", config.digest().toString());
      throw new RegistryException(new RegistryProblem.TooLarge(request, LARGEST_CONFIG));
    }
    try (InputStream in = registry.openBlob(repository, config)) {
      return ImageConfig.parse(in.readAllBytes());
    }
  }

  /// Where the bytes of a layer are.
  public RemoteBlob blob(Registry registry, Descriptor layer) {
    return new RemoteBlob(registry, repository, layer);
  }
}
