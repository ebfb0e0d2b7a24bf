package dev.garboard.parallel;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Work that waits (network, disk) and goes on beside its caller, so much at a time and the rest
/// after it.
public final class Background implements AutoCloseable {

  private final ExecutorService executor;

  /// Starts no thread yet.
  ///
  /// @param limit how much is done at a time
  public Background(int limit) {
    this.executor = Executors.newFixedThreadPool(limit, Thread.ofVirtual().factory());
  }

  /// Takes a piece of work, which deals with its own failures. To be called from any thread.
  public void add(Runnable work) {
    executor.execute(work);
  }

  /// Takes a piece of work whose outcome is there after [#finish]. To be called from any thread.
  public <O> Future<O> start(Callable<O> work) {
    return executor.submit(work);
  }

  /// Waits until all that was added is done; nothing can be added afterwards.
  ///
  /// @throws InterruptedException when the caller was interrupted; the work goes on
  public void finish() throws InterruptedException {
    executor.shutdown();
    executor.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
  }

  /// Interrupts what is being done, drops the rest, and waits until nothing is done any more.
  @Override
  public void close() {
    executor.shutdownNow();
    executor.close();
  }
}
