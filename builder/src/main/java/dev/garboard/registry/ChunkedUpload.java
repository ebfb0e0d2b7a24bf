package dev.garboard.registry;

import dev.garboard.content.Content;
import dev.garboard.http.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sends a blob piece by piece (distribution specification, "Pushing a blob in chunks"). After a
/// broken piece the registry is asked how much it has.
final class ChunkedUpload {

  private static final Pattern RANGE = Pattern.compile("(?:bytes=)?0-([0-9]{1,18})");

  private final Calls calls;
  private final RegistryRequest request;
  private final List<String> scopes;
  private final UploadBody body;
  private final int chunk;

  ChunkedUpload(
      Calls calls, RegistryRequest request, List<String> scopes, UploadBody body, int chunk) {
    this.calls = calls;
    this.request = request;
    this.scopes = scopes;
    this.body = body;
    this.chunk = chunk;
  }

  /// The rest of a piece of a blob.
  private static final class Piece implements Content {
    private final byte[] bytes;
    private final int from;

    Piece(byte[] bytes, int from) {
      this.bytes = bytes;
      this.from = from;
    }

    @Override
    public long size() {
      return (long) bytes.length - from;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes, from, bytes.length - from);
    }
  }

  void send(URI start) throws RegistryException, PassingFailure, InterruptedException {
    URI location = start;
    long offset = 0;
    try (InputStream in = body.open()) {
      for (byte[] bytes = in.readNBytes(chunk); bytes.length > 0; bytes = in.readNBytes(chunk)) {
        location = sendPiece(location, offset, bytes);
        offset += bytes.length;
      }
    } catch (UploadBody.CorruptException e) {
      throw new RegistryException(e.problem());
    } catch (BlobReadException e) {
      throw new RegistryException(e.problem());
    } catch (InterruptedIOException e) {
      throw (InterruptedException) new InterruptedException().initCause(e);
    } catch (IOException e) {
      throw new RegistryException(
          new RegistryProblem.ContentUnreadable(body.descriptor().digest(), e.toString()));
    }
    finish(location);
  }

  private URI sendPiece(URI start, long offset, byte[] bytes)
      throws RegistryException, PassingFailure, InterruptedException {
    Attempts attempts = calls.writing(request, bytes.length);
    URI location = start;
    int sent = 0;
    while (sent < bytes.length) {
      try {
        location = patch(location, offset + sent, new Piece(bytes, sent));
        attempts.progressed();
        return location;
      } catch (PassingFailure failure) {
        attempts.failed(failure);
        Held held = held(location, failure);
        sent = position(held, offset, bytes.length, failure);
        location = held.location;
      }
    }
    return location;
  }

  private static int position(Held held, long offset, int length, PassingFailure failure)
      throws PassingFailure {
    long sent = held.size - offset;
    if (sent < 0 || sent > length) {
      // The registry has lost what it took, or took more than there is: all begins anew.
      throw failure;
    }
    return (int) sent;
  }

  private URI patch(URI location, long offset, Piece piece)
      throws RegistryException, PassingFailure, InterruptedException {
    RegistryCall call =
        RegistryCall.of(request, "PATCH", location, scopes)
            .withBody("application/octet-stream", piece)
            .with("Content-Range", offset + "-" + (offset + piece.size() - 1));
    try (Answer answer = calls.once(call, Set.of(404, 409, 416))) {
      if (answer.status() / 100 == 2) {
        return BlobUpload.location(request, location, answer);
      }
      throw new PassingFailure(Refusal.read(answer).problem(call, calls.source(call)));
    }
  }

  private record Held(URI location, long size) {}

  /// How much of the upload the registry holds.
  private Held held(URI location, PassingFailure failure)
      throws RegistryException, PassingFailure, InterruptedException {
    RegistryCall call = RegistryCall.of(request, "GET", location, scopes);
    try (Answer answer = calls.once(call, Set.of())) {
      Matcher range = RANGE.matcher(answer.head().header("range").orElse("").strip());
      if (answer.status() != 204 || !range.matches()) {
        throw failure;
      }
      URI next =
          answer.head().header("location").isPresent()
              ? BlobUpload.location(request, location, answer)
              : location;
      long last = Long.parseLong(range.group(1));
      return new Held(next, last == 0 ? 0 : last + 1);
    } catch (RegistryException e) {
      throw failure;
    }
  }

  private void finish(URI location) throws RegistryException, PassingFailure, InterruptedException {
    URI url = Locations.withParameter(location, "digest=" + body.descriptor().digest());
    RegistryCall call = RegistryCall.of(request, "PUT", url, scopes);
    try (Answer answer = calls.once(call, Set.of(400, 404, 409, 416))) {
      BlobUpload.accept(calls, call, answer, body.descriptor());
    }
  }
}
