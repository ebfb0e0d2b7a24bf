package dev.garboard.registry;

import dev.garboard.content.Digest;
import dev.garboard.http.Answer;
import dev.garboard.oci.Descriptor;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Puts one blob into a repository (distribution specification, "Pushing blobs"): by a mount, else
/// in one request, else in pieces. A broken upload begins anew.
final class BlobUpload {

  private static final int SMALLEST_CHUNK = 1 << 16;

  private final Calls calls;
  private final Repository repository;
  private final Upload upload;
  private final RegistryRequest request;
  private final UploadBody body;
  private int chunk;
  private boolean inPieces;
  private boolean mayMount;

  BlobUpload(Calls calls, Repository repository, Upload upload, int chunk, boolean inPieces) {
    this.inPieces = inPieces;
    this.calls = calls;
    this.repository = repository;
    this.upload = upload;
    this.chunk = chunk;
    this.body = new UploadBody(upload.descriptor(), upload.content());
    this.request = new RegistryRequest(repository, "PUT blob", digest().toString());
    this.mayMount = true;
  }

  private Digest digest() {
    return upload.descriptor().digest();
  }

  Upload.Outcome put() throws RegistryException, InterruptedException {
    Attempts attempts = calls.writing(request, upload.descriptor().size());
    while (true) {
      try {
        // An answer may have been lost after all was stored.
        boolean isThere = attempts.failures() > 0 && isThere();
        Upload.Outcome outcome = isThere ? Upload.Outcome.SENT : attempt();
        attempts.progressed();
        return outcome;
      } catch (PassingFailure failure) {
        // What breaks as a whole may pass in pieces.
        inPieces |= attempts.failures() > 0 && upload.descriptor().size() > chunk;
        attempts.failed(failure);
      } catch (RegistryException e) {
        if (!canAdapt(e.problem())) {
          throw e;
        }
      }
    }
  }

  /// Registries differ in what they take: one request may be too large, or not supported at all.
  private boolean canAdapt(RegistryProblem problem) {
    if (!(problem instanceof RegistryProblem.Refused refused)) {
      return false;
    }
    if (!inPieces) {
      inPieces = true;
      return true;
    }
    boolean smaller = refused.status() == 413 && chunk > SMALLEST_CHUNK;
    chunk = Math.min(chunk, Math.max(SMALLEST_CHUNK, chunk / 4));
    return smaller;
  }

  private boolean isThere() throws RegistryException, PassingFailure, InterruptedException {
    URI url = calls.url(request, "blobs/" + digest());
    RegistryCall head = RegistryCall.of(request, "HEAD", url, scopes());
    try (Answer answer = calls.once(head, Set.of(404))) {
      return answer.status() == 200;
    }
  }

  private List<String> scopes() {
    return List.of(Access.PUSH.scope(repository));
  }

  private Upload.Outcome attempt() throws RegistryException, PassingFailure, InterruptedException {
    Optional<Repository> source =
        upload.mountFrom().stream()
            .filter(r -> r.registry().equals(repository.registry()) && !r.equals(repository))
            .findFirst()
            .filter(_ -> mayMount);
    mayMount = false;
    Optional<URI> location = source.isPresent() ? mount(source.get()) : Optional.of(start());
    if (location.isEmpty()) {
      return Upload.Outcome.MOUNTED;
    }
    if (inPieces) {
      new ChunkedUpload(calls, request, scopes(), body, chunk).send(location.get());
    } else {
      whole(location.get());
    }
    return Upload.Outcome.SENT;
  }

  /// Where to upload to; empty when there is no need any more.
  private Optional<URI> mount(Repository source)
      throws RegistryException, PassingFailure, InterruptedException {
    List<String> scopes = new ArrayList<>(scopes());
    scopes.add(Access.PULL.scope(source));
    URI url = calls.url(request, "blobs/uploads/?mount=" + digest() + "&from=" + source.name());
    try (Answer answer = calls.once(RegistryCall.of(request, "POST", url, scopes), Set.of())) {
      return answer.status() == 201 ? Optional.empty() : Optional.of(location(url, answer));
    } catch (RegistryException e) {
      // Not every registry lets everybody mount, or knows mounts at all.
      return Optional.of(start());
    }
  }

  private URI start() throws RegistryException, PassingFailure, InterruptedException {
    URI url = calls.url(request, "blobs/uploads/");
    try (Answer answer = calls.once(RegistryCall.of(request, "POST", url, scopes()), Set.of())) {
      return location(url, answer);
    }
  }

  private URI location(URI from, Answer answer) throws RegistryException {
    answer
        .head()
        .header("oci-chunk-min-length")
        .filter(text -> text.matches("[0-9]{1,9}"))
        .ifPresent(text -> chunk = Math.max(chunk, Integer.parseInt(text)));
    return location(request, from, answer);
  }

  /// The `Location` of an answer.
  static URI location(RegistryRequest request, URI from, Answer answer) throws RegistryException {
    String text = answer.head().header("location").orElse("");
    if (text.isEmpty()) {
      throw new RegistryException(
          new RegistryProblem.BadAnswer(request, "status " + answer.status() + ", no Location"));
    }
    return Locations.resolve(from, text)
        .orElseThrow(() ->
            new RegistryException(
                new RegistryProblem.BadAnswer(request, "a Location that must not be used")));
  }

  private void whole(URI location) throws RegistryException, PassingFailure, InterruptedException {
    URI url = Locations.withParameter(location, "digest=" + digest());
    RegistryCall call =
        RegistryCall.of(request, "PUT", url, scopes()).withBody("application/octet-stream", body);
    try (Answer answer = calls.once(call, Set.of(400, 404, 409, 416))) {
      accept(calls, call, answer, upload.descriptor());
    }
  }

  /// Judges the answer that ends an upload.
  static void accept(Calls calls, RegistryCall call, Answer answer, Descriptor descriptor)
      throws RegistryException, PassingFailure, InterruptedException {
    if (answer.status() / 100 == 2) {
      stored(call.request(), answer, descriptor.digest());
      return;
    }
    Refusal refusal = Refusal.read(answer);
    RegistryProblem problem = refusal.problem(call, calls.source(call));
    // The upload is gone; or the digest is wrong, though it was right when it was read.
    boolean anew =
        refusal.status() != 400
            || refusal.has("DIGEST_INVALID")
            || refusal.has("BLOB_UPLOAD_UNKNOWN")
            || refusal.has("BLOB_UPLOAD_INVALID")
            || refusal.has("SIZE_INVALID");
    if (anew) {
      throw new PassingFailure(problem);
    }
    throw new RegistryException(problem);
  }

  /// Holds what a registry says it stored against what it should have stored.
  static void stored(RegistryRequest request, Answer answer, Digest expected)
      throws RegistryException {
    Optional<Digest> found = Digests.of(answer.head(), expected.algorithm());
    if (found.isPresent() && !found.get().equals(expected)) {
      throw new RegistryException(new RegistryProblem.WrongDigest(request, expected, found.get()));
    }
  }
}
