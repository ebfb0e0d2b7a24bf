package dev.garboard.registry;

import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.http.Answer;
import dev.garboard.oci.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A blob on its way from a registry: resumed after a broken connection, verified at its end. Once
/// reading has failed it never ends: each further read fails as well, and asks for nothing.
final class BlobStream extends InputStream {

  private final Calls calls;
  private final RegistryRequest request;
  private final Descriptor descriptor;
  private final Attempts attempts;
  private final MessageDigest state;
  private @Nullable Answer answer;
  private long position;
  private boolean ended;
  private @Nullable IOException failure;

  private BlobStream(Calls calls, RegistryRequest request, Descriptor descriptor) {
    this.calls = calls;
    this.request = request;
    this.descriptor = descriptor;
    this.attempts = calls.reading(request, descriptor.size());
    this.state = Hashing.newState(descriptor.digest().algorithm());
  }

  /// Opens; the registry has answered when this returns.
  static BlobStream open(Calls calls, RegistryRequest request, Descriptor descriptor)
      throws RegistryException, InterruptedException {
    BlobStream stream = new BlobStream(calls, request, descriptor);
    stream.connect();
    return stream;
  }

  private Answer connect() throws RegistryException, InterruptedException {
    while (true) {
      try {
        Answer opened = request();
        answer = opened;
        return opened;
      } catch (PassingFailure failure) {
        attempts.failed(failure);
      }
    }
  }

  private Answer request() throws RegistryException, PassingFailure, InterruptedException {
    RegistryCall call = call();
    Answer opened = calls.once(call, Set.of(416));
    if (opened.status() == 416) {
      opened.close();
      // Not every registry knows ranges that knows their header: all is read again up to here.
      call = whole();
      opened = calls.once(call, Set.of());
    }
    try {
      long skip = opened.status() == 206 ? 0 : position;
      if (opened.status() == 206 && !continues(opened)) {
        throw new RegistryException(
            new RegistryProblem.BadAnswer(request, "another range than asked"));
      }
      opened.body().skipNBytes(skip);
      return opened;
    } catch (IOException e) {
      opened.close();
      throw Calls.broken(call, e);
    }
  }

  /// For what is still missing; with the last position, as some registries know no open range.
  private RegistryCall call() throws RegistryException, PassingFailure, InterruptedException {
    return position == 0
        ? whole()
        : whole().with("Range", "bytes=" + position + "-" + (descriptor.size() - 1));
  }

  private RegistryCall whole() throws RegistryException, PassingFailure, InterruptedException {
    return RegistryCall.of(
            request,
            "GET",
            calls.url(request, "blobs/" + descriptor.digest()),
            List.of(Access.PULL.scope(request.repository())))
        .expecting(descriptor.size());
  }

  private boolean continues(Answer opened) {
    return opened.head().header("content-range").orElse("").startsWith("bytes " + position + "-");
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    IOException before = failure;
    if (before != null) {
      throw new IOException("cannot be read on after: " + before.getMessage(), before);
    }
    if (ended || length == 0) {
      return ended ? -1 : 0;
    }
    try {
      return next(target, offset, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  private int next(byte[] target, int offset, int length) throws IOException {
    while (true) {
      try {
        return advance(target, offset, current().body().read(target, offset, length));
      } catch (BlobReadException | InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        if (position == descriptor.size()) {
          // All is here: nothing is left to ask for, and the digest judges it.
          finish();
          return -1;
        }
        again(e);
      }
    }
  }

  private Answer current() throws IOException {
    Answer open = answer;
    try {
      return open == null ? connect() : open;
    } catch (RegistryException e) {
      throw new BlobReadException(e.problem());
    } catch (InterruptedException e) {
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
  }

  private void again(IOException e) throws IOException {
    close();
    try {
      attempts.failed(Calls.broken(call(), e));
    } catch (RegistryException f) {
      throw new BlobReadException(f.problem());
    } catch (PassingFailure f) {
      throw new BlobReadException(f.problem());
    } catch (InterruptedException f) {
      throw (IOException) new InterruptedIOException("interrupted").initCause(f);
    }
  }

  private int advance(byte[] target, int offset, int count) throws IOException {
    if (count < 0) {
      if (position < descriptor.size()) {
        throw new IOException("the body is short: " + position);
      }
      finish();
      return -1;
    }
    state.update(target, offset, count);
    position += count;
    attempts.progressed();
    if (position > descriptor.size()) {
      throw new BlobReadException(
          new RegistryProblem.WrongSize(request, descriptor.digest(), descriptor.size(), position));
    }
    return count;
  }

  private void finish() throws BlobReadException {
    String hex = HexFormat.of().formatHex(state.digest());
    Digest found = new Digest(descriptor.digest().algorithm(), hex);
    if (!found.equals(descriptor.digest())) {
      throw new BlobReadException(
          new RegistryProblem.WrongDigest(request, descriptor.digest(), found));
    }
    ended = true;
  }

  @Override
  public void close() {
    Answer open = answer;
    answer = null;
    if (open != null) {
      open.close();
    }
  }
}
