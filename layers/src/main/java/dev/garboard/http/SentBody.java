package dev.garboard.http;

import dev.garboard.content.Content;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// The body of a request on its way: knows when it last got ahead, and tells a failure to read it
/// from a failure to send it.
final class SentBody {

  private final Content content;
  private final LongAdder sent;
  private final AtomicLong progress = new AtomicLong(System.nanoTime());
  private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();

  SentBody(Content content, LongAdder sent) {
    this.content = content;
    this.sent = sent;
  }

  BodyPublisher publisher() {
    if (content.size() == 0) {
      return BodyPublishers.noBody();
    }
    return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(this::open), content.size());
  }

  /// Since when nothing has been taken.
  Duration silence() {
    return Duration.ofNanos(System.nanoTime() - progress.get());
  }

  /// @throws IOException what reading threw, if it did
  /// @throws InterruptedException when the reading thread was interrupted
  void rethrow() throws IOException, InterruptedException {
    IOException e = failure.get();
    if (e instanceof InterruptedIOException) {
      throw (InterruptedException) new InterruptedException().initCause(e);
    }
    if (e != null) {
      throw e;
    }
  }

  private InputStream open() {
    try {
      return new Watched(content.open());
    } catch (IOException e) {
      failure.compareAndSet(null, e);
      // Shorter than announced, which ends the request.
      return new ByteArrayInputStream(new byte[0]);
    }
  }

  private final class Watched extends InputStream {
    private final InputStream in;

    Watched(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        int count = in.read(target, offset, length);
        if (Thread.interrupted()) {
          throw new InterruptedIOException("interrupted");
        }
        progress.set(System.nanoTime());
        sent.add(Math.max(count, 0));
        return count;
      } catch (IOException e) {
        failure.compareAndSet(null, e);
        throw e;
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
