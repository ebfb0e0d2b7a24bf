package dev.garboard.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

/// Runs one task over many inputs: bounded, results in input order, the first failure cancels the
/// rest.
public final class Parallel {

  private Parallel() {}

  /// A unit of work that may fail.
  @FunctionalInterface
  public interface Task<I, O> {
    /// Does the work for one input.
    O apply(I input) throws Exception;
  }

  /// What [#map] throws when a task failed; the cause is the task's own exception.
  public static final class TaskFailedException extends Exception {
    TaskFailedException(Throwable cause) {
      super(cause);
    }

    /// Rethrows the cause if it is of this type.
    public <X extends Throwable> void rethrowIf(Class<X> type) throws X {
      if (type.isInstance(getCause())) {
        throw type.cast(getCause());
      }
    }
  }

  /// Applies `task` to each input on at most `limit` virtual threads, for work that waits (network,
  /// disk).
  ///
  /// @throws TaskFailedException when a task failed; all others were interrupted
  /// @throws InterruptedException when the caller was interrupted; all tasks were, too
  public static <I, O> List<O> map(List<I> inputs, int limit, Task<I, O> task)
      throws TaskFailedException, InterruptedException {
    return map(inputs, task, waiting(limit, inputs.size()));
  }

  /// Applies `task` to each input on at most `limit` platform threads, for work that computes.
  ///
  /// @throws TaskFailedException when a task failed; all others were interrupted
  /// @throws InterruptedException when the caller was interrupted; all tasks were, too
  public static <I, O> List<O> compute(List<I> inputs, int limit, Task<I, O> task)
      throws TaskFailedException, InterruptedException {
    return map(inputs, task, computing(limit, inputs.size()));
  }

  /// One of the steps that an input goes through.
  ///
  /// @param limit how many inputs are in this step at a time
  public record Step<I, O>(int limit, Task<I, O> task) {}

  /// Takes each input through two steps, of which the first waits (virtual threads) and the second
  /// computes (platform threads): an input is in the second as soon as it leaves the first,
  /// whatever the others do. Results are in input order.
  ///
  /// @throws TaskFailedException when a task failed; all others were interrupted
  /// @throws InterruptedException when the caller was interrupted; all tasks were, too
  public static <I, M, O> List<O> pipeline(List<I> inputs, Step<I, M> waits, Step<M, O> computes)
      throws TaskFailedException, InterruptedException {
    ExecutorService first = waiting(waits.limit, inputs.size());
    ExecutorService second = computing(computes.limit, inputs.size());
    try {
      BlockingQueue<CompletableFuture<O>> ended = new LinkedBlockingQueue<>();
      List<CompletableFuture<O>> results = new ArrayList<>();
      for (I input : inputs) {
        CompletableFuture<O> result = new CompletableFuture<>();
        results.add(result);
        Attempt<O> attempt = new Attempt<>(result, ended);
        first.execute(() ->
            attempt.run(() -> {
              M between = waits.task.apply(input);
              second.execute(
                  () -> attempt.run(() -> attempt.succeed(computes.task.apply(between))));
            }));
      }
      for (int i = 0; i < inputs.size(); i++) {
        CompletableFuture<O> result = ended.take();
        if (result.isCompletedExceptionally()) {
          throw new TaskFailedException(result.exceptionNow());
        }
      }
      return results.stream().map(CompletableFuture::resultNow).toList();
    } finally {
      first.shutdownNow();
      second.shutdownNow();
      // Waits, too: no task may still write when the caller cleans up.
      first.close();
      second.close();
    }
  }

  /// What happens to one input of a pipeline.
  private record Attempt<O>(
      CompletableFuture<O> result, BlockingQueue<CompletableFuture<O>> ended) {

    private interface Part {
      void run() throws Exception;
    }

    void run(Part part) {
      try {
        part.run();
      } catch (Throwable e) {
        result.completeExceptionally(e);
        ended.add(result);
      }
    }

    void succeed(O output) {
      result.complete(output);
      ended.add(result);
    }
  }

  private static ExecutorService waiting(int limit, int inputs) {
    return Executors.newFixedThreadPool(
        Math.clamp(inputs, 1, Math.max(1, limit)), Thread.ofVirtual().factory());
  }

  private static ExecutorService computing(int limit, int inputs) {
    return Executors.newFixedThreadPool(
        Math.clamp(inputs, 1, Math.max(1, limit)),
        Thread.ofPlatform().daemon().name("garboard-", 0).factory());
  }

  private static <I, O> List<O> map(List<I> inputs, Task<I, O> task, ExecutorService executor)
      throws TaskFailedException, InterruptedException {
    try {
      ExecutorCompletionService<O> completion = new ExecutorCompletionService<>(executor);
      List<Future<O>> futures = new ArrayList<>();
      for (I input : inputs) {
        futures.add(completion.submit(() -> task.apply(input)));
      }
      for (int i = 0; i < inputs.size(); i++) {
        try {
          completion.take().get();
        } catch (ExecutionException e) {
          throw new TaskFailedException(e.getCause() == null ? e : e.getCause());
        }
      }
      List<O> results = new ArrayList<>(inputs.size());
      for (Future<O> future : futures) {
        results.add(future.resultNow());
      }
      return results;
    } finally {
      // Waits, too: no task may still write when the caller cleans up.
      executor.shutdownNow();
      executor.close();
    }
  }
}
