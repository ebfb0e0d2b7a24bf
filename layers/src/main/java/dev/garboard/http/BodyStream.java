package dev.garboard.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The body of a response as a stream that fails when nothing arrives for too long, or when all of
/// it takes too long; the JDK's own would wait for ever.
final class BodyStream extends InputStream implements HttpResponse.BodySubscriber<BodyStream> {

  private sealed interface Signal {}

  private record Data(List<ByteBuffer> buffers) implements Signal {}

  private record Failed(Throwable cause) implements Signal {}

  private record End() implements Signal {}

  /// Pieces, of at most 48 KiB each, that may arrive before somebody reads; asking for each one
  /// alone costs a turn of the client's selector.
  private static final int WINDOW = 8;

  private final Duration patience;
  private final Duration limit;
  private final long start = System.nanoTime();
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();
  private final Deque<ByteBuffer> ready = new ArrayDeque<>();
  private int taken;
  private boolean ended;
  private boolean complete;

  /// @param patience longest silence
  /// @param limit longest time until the end
  BodyStream(Duration patience, Duration limit) {
    this.patience = patience;
    this.limit = limit;
  }

  @Override
  public CompletionStage<BodyStream> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    if (!subscription.compareAndSet(null, given)) {
      given.cancel();
      return;
    }
    given.request(WINDOW);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    signals.add(new Data(buffers));
  }

  @Override
  public void onError(Throwable cause) {
    signals.add(new Failed(cause));
  }

  @Override
  public void onComplete() {
    signals.add(new End());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      ByteBuffer buffer = ready.peek();
      if (buffer == null) {
        fill();
      } else if (!buffer.hasRemaining()) {
        ready.remove();
      } else {
        int count = Math.min(length, buffer.remaining());
        buffer.get(target, offset, count);
        return count;
      }
    }
    return -1;
  }

  private void fill() throws IOException {
    switch (nextSignal()) {
      case Data(List<ByteBuffer> buffers) -> {
        ready.addAll(buffers);
        taken++;
        Flow.Subscription current = subscription.get();
        if (current != null && taken >= WINDOW / 2) {
          current.request(taken);
          taken = 0;
        }
      }
      case Failed(Throwable cause) -> {
        ended = true;
        throw new IOException(String.valueOf(cause.getMessage()), cause);
      }
      case End() -> {
        ended = true;
        complete = true;
      }
    }
  }

  private Signal nextSignal() throws IOException {
    Duration left = limit.minusNanos(System.nanoTime() - start);
    boolean isLast = left.compareTo(patience) < 0;
    try {
      Signal signal =
          left.isPositive()
              ? signals.poll((isLast ? left : patience).toNanos(), TimeUnit.NANOSECONDS)
              : null;
      if (signal == null) {
        close();
        throw new HttpTimeoutException(isLast ? "not done in time" : "no data");
      }
      return signal;
    } catch (InterruptedException e) {
      close();
      throw (InterruptedIOException) new InterruptedIOException("interrupted").initCause(e);
    }
  }

  /// Ends the transfer if it is still going on.
  @Override
  public void close() {
    ended = true;
    Flow.Subscription current = subscription.get();
    // The JDK would tell the server to stop sending even what it has sent to the end.
    if (current != null && !complete) {
      current.cancel();
    }
  }
}
