package dev.garboard.registry;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.ImageReference;
import dev.garboard.oci.Index;
import dev.garboard.oci.MediaType;
import dev.garboard.oci.OciException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Referrers: by the API of distribution specification 1.1, else by its fallback tag ("Referrers
/// Tag Schema").
final class ReferrerCalls {

  /// Whoever writes the fallback index at the same time may undo our entry.
  private static final int WRITES = 5;

  /// What registries without the API answer: 404 by the specification, the others in practice.
  private static final Set<Integer> WITHOUT_API = Set.of(404, 405, 406, 501);

  /// Codes under which a registry may say with a 400 that it knows no such route, or no such
  /// subject. With any other one the request itself is at fault, which must not stay hidden.
  private static final Set<String> NOTHING_THERE =
      Set.of("UNSUPPORTED", "NAME_UNKNOWN", "MANIFEST_UNKNOWN", "MANIFEST_INVALID");

  private final Calls calls;
  private final ManifestCalls manifests;

  ReferrerCalls(Calls calls, ManifestCalls manifests) {
    this.calls = calls;
    this.manifests = manifests;
  }

  List<Descriptor> list(ImageReference subject, String artifactType)
      throws RegistryException, InterruptedException {
    Repository repository = Repository.of(subject);
    Digest digest = digest(subject);
    RegistryRequest request = new RegistryRequest(repository, "GET referrers", digest.toString());
    String query =
        artifactType.isEmpty()
            ? ""
            : "?artifactType=" + URLEncoder.encode(artifactType, StandardCharsets.UTF_8);
    Optional<List<Descriptor>> listed = byApi(request, "referrers/" + digest + query);
    List<Descriptor> all = listed.isPresent() ? listed.get() : fallback(repository, digest);
    // A registry may leave the filter to us.
    return all.stream()
        .filter(d -> artifactType.isEmpty() || artifactType.equals(artifactType(d)))
        .toList();
  }

  /// What the API lists; empty where there is none.
  private Optional<List<Descriptor>> byApi(RegistryRequest request, String path)
      throws RegistryException, InterruptedException {
    try {
      return calls.run(
          calls.reading(request),
          () ->
              RegistryCall.of(
                      request,
                      "GET",
                      calls.url(request, path),
                      List.of(Access.PULL.scope(request.repository())))
                  .with("Accept", MediaType.OCI_INDEX.value()),
          WITHOUT_API,
          answer ->
              WITHOUT_API.contains(answer.status())
                  ? Optional.empty()
                  : Optional.of(entries(request, answer.read(ManifestCalls.LARGEST))));
    } catch (RegistryException e) {
      if (e.problem() instanceof RegistryProblem.Refused refused
          && refused.status() == 400
          && NOTHING_THERE.containsAll(refused.codes())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static String artifactType(Descriptor descriptor) {
    return descriptor.others().text("artifactType").orElse("");
  }

  private static Digest digest(ImageReference subject) throws RegistryException {
    return subject
        .digest()
        .orElseThrow(() ->
            new RegistryException(
                new RegistryProblem.BadAnswer(
                    new RegistryRequest(Repository.of(subject), "GET referrers", subject.tag()),
                    "a subject is named by its digest")));
  }

  private static List<Descriptor> entries(RegistryRequest request, byte[] bytes)
      throws RegistryException {
    try {
      return Index.parse("referrers", bytes).manifests();
    } catch (OciException e) {
      throw new RegistryException(new RegistryProblem.Malformed(request, e.problem()));
    }
  }

  private static ImageReference fallbackTag(Repository repository, Digest subject) {
    return repository.tagged(subject.algorithm().id() + "-" + subject.hex());
  }

  private List<Descriptor> fallback(Repository repository, Digest subject)
      throws RegistryException, InterruptedException {
    ImageReference tag = fallbackTag(repository, subject);
    // Some registries read the tag as the digest, and hand out the subject itself.
    Optional<FoundManifest> found =
        manifests.get(tag, Access.PULL).filter(m -> !m.descriptor().digest().equals(subject));
    RegistryRequest request = new RegistryRequest(repository, "GET manifest", tag.tag());
    return found.isEmpty() ? List.of() : entries(request, read(found.get()));
  }

  private static byte[] read(FoundManifest manifest) {
    try {
      return manifest.content().readAll();
    } catch (IOException e) {
      throw new AssertionError("held in memory", e);
    }
  }

  Descriptor put(Repository repository, Descriptor subject, String artifactType, Content manifest)
      throws RegistryException, InterruptedException {
    ImageReference byDigest = new ImageReference(repository.registry(), repository.name(), "", "");
    ManifestCalls.Stored stored = manifests.put(byDigest, MediaType.OCI_MANIFEST, manifest);
    if (!stored.subject().isEmpty()) {
      return stored.descriptor();
    }
    Descriptor entry = withArtifactType(stored.descriptor(), artifactType);
    for (int i = 0; i < WRITES; i++) {
      List<Descriptor> listed = fallback(repository, subject.digest());
      if (listed.stream().anyMatch(d -> d.digest().equals(entry.digest()))) {
        break;
      }
      List<Descriptor> more = new ArrayList<>(listed);
      more.add(entry);
      manifests.put(
          fallbackTag(repository, subject.digest()),
          MediaType.OCI_INDEX,
          Content.of(Index.of(more).toJson().bytes()));
    }
    return stored.descriptor();
  }

  private static Descriptor withArtifactType(Descriptor descriptor, String artifactType) {
    return new Descriptor(
        descriptor.mediaType(),
        descriptor.digest(),
        descriptor.size(),
        descriptor.annotations(),
        descriptor.others().with("artifactType", artifactType));
  }
}
