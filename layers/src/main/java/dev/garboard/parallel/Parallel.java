package dev.garboard.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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
    return map(
        inputs,
        task,
        Executors.newFixedThreadPool(
            Math.max(1, Math.min(limit, inputs.size())), Thread.ofVirtual().factory()));
  }

  /// Applies `task` to each input on at most `limit` platform threads, for work that computes.
  ///
  /// @throws TaskFailedException when a task failed; all others were interrupted
  /// @throws InterruptedException when the caller was interrupted; all tasks were, too
  public static <I, O> List<O> compute(List<I> inputs, int limit, Task<I, O> task)
      throws TaskFailedException, InterruptedException {
    return map(
        inputs,
        task,
        Executors.newFixedThreadPool(
            Math.max(1, Math.min(limit, inputs.size())),
            Thread.ofPlatform().daemon().name("garboard-", 0).factory()));
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
