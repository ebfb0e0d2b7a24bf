package dev.garboard.registry;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.http.Sleeper;
import dev.garboard.http.Traffic;
import dev.garboard.http.Wire;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.ImageReference;
import dev.garboard.oci.MediaType;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Registries over HTTP. One for a whole run: it keeps connections and tokens. Starts nothing
/// before its first request or [#prepare].
public final class HttpRegistry implements Registry, AutoCloseable {

  private final Wire wire;
  private final RegistrySettings settings;
  private final Calls calls;
  private final ManifestCalls manifests;
  private final ReferrerCalls referrers;
  private final Set<Seen> seen = ConcurrentHashMap.newKeySet();
  private final Map<ImageReference, Digest> resolved = new ConcurrentHashMap<>();

  /// A client that waits for real between attempts.
  public HttpRegistry(RegistrySettings settings, RegistryCredentials credentials) {
    this(settings, credentials, Sleeper.REAL);
  }

  /// A client that waits as told.
  public HttpRegistry(RegistrySettings settings, RegistryCredentials credentials, Sleeper sleeper) {
    this.settings = settings;
    this.wire = new Wire(settings.http());
    this.calls = new Calls(wire, settings, credentials, sleeper);
    this.manifests = new ManifestCalls(calls);
    this.referrers = new ReferrerCalls(calls, manifests);
  }

  private record Seen(Repository repository, String digest) {
    static Seen of(Repository repository, Descriptor descriptor) {
      return new Seen(repository, descriptor.digest().toString());
    }
  }

  /// Requests sent so far, and bytes of their bodies.
  public Traffic sent() {
    return wire.sent();
  }

  /// Does what the first request to a registry needs before it is sent, and sends nothing: for
  /// callers that know that one will follow, beside what they do meanwhile.
  public void prepare(Repository repository) {
    calls.prepare(repository);
  }

  @Override
  public Optional<Descriptor> headManifest(ImageReference reference, Access access)
      throws RegistryException, InterruptedException {
    return manifests.head(reference, access);
  }

  @Override
  public Optional<FoundManifest> getManifest(ImageReference reference)
      throws RegistryException, InterruptedException {
    Optional<FoundManifest> found = manifests.get(reference, Access.PULL);
    found.ifPresent(manifest -> {
      resolved.put(reference, manifest.descriptor().digest());
      seen.add(Seen.of(Repository.of(reference), manifest.descriptor()));
    });
    return found;
  }

  @Override
  public Optional<Digest> resolved(ImageReference reference) {
    return Optional.ofNullable(resolved.get(reference));
  }

  @Override
  public Descriptor putManifest(ImageReference reference, MediaType type, Content content)
      throws RegistryException, InterruptedException {
    Descriptor put = manifests.put(reference, type, content).descriptor();
    seen.add(Seen.of(Repository.of(reference), put));
    return put;
  }

  @Override
  public boolean hasBlob(Repository repository, Descriptor descriptor, Access access)
      throws RegistryException, InterruptedException {
    Seen blob = Seen.of(repository, descriptor);
    if (seen.contains(blob)) {
      return true;
    }
    RegistryRequest request = new RegistryRequest(repository, "HEAD blob", blob.digest());
    boolean there =
        calls.run(
            calls.reading(request),
            () ->
                RegistryCall.of(
                    request,
                    "HEAD",
                    calls.url(request, "blobs/" + blob.digest()),
                    List.of(access.scope(repository))),
            Set.of(404),
            answer -> answer.status() == 200 && fits(answer.head().contentLength(), descriptor));
    if (there) {
      seen.add(blob);
    }
    return there;
  }

  @Override
  public boolean hasSeen(Repository repository, Descriptor descriptor) {
    return seen.contains(Seen.of(repository, descriptor));
  }

  /// A blob of another length is a broken upload of a registry that forgot to check.
  private static boolean fits(long length, Descriptor descriptor) {
    return length < 0 || length == descriptor.size();
  }

  @Override
  public InputStream openBlob(Repository repository, Descriptor descriptor)
      throws RegistryException, InterruptedException {
    RegistryRequest request =
        new RegistryRequest(repository, "GET blob", descriptor.digest().toString());
    return BlobStream.open(calls, request, descriptor);
  }

  @Override
  public Upload.Outcome putBlob(Repository repository, Upload upload)
      throws RegistryException, InterruptedException {
    BlobUpload whole = new BlobUpload(calls, repository, upload, settings.chunk(), false);
    return put(repository, upload, whole);
  }

  /// As [#putBlob], for a registry known to take no large request.
  Upload.Outcome putBlobInPieces(Repository repository, Upload upload, int chunk)
      throws RegistryException, InterruptedException {
    return put(repository, upload, new BlobUpload(calls, repository, upload, chunk, true));
  }

  private Upload.Outcome put(Repository repository, Upload upload, BlobUpload sending)
      throws RegistryException, InterruptedException {
    Upload.Outcome outcome = sending.put();
    seen.add(Seen.of(repository, upload.descriptor()));
    return outcome;
  }

  @Override
  public void expectPush(Repository repository) {
    calls.expectPush(repository);
  }

  @Override
  public void forgetBlobs() {
    seen.clear();
  }

  @Override
  public List<Descriptor> referrers(ImageReference subject, String artifactType)
      throws RegistryException, InterruptedException {
    return referrers.list(subject, artifactType);
  }

  @Override
  public Descriptor putReferrer(
      Repository repository, Descriptor subject, String artifactType, Content manifest)
      throws RegistryException, InterruptedException {
    return referrers.put(repository, subject, artifactType, manifest);
  }

  /// Ends all transfers and frees the connections at once.
  @Override
  public void close() {
    wire.close();
  }
}
