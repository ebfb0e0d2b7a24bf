package dev.garboard.cli;

import dev.garboard.stage.StageException;
import dev.garboard.words.ErrorReport;
import dev.garboard.words.ExitCode;
import dev.garboard.words.Failure;
import dev.garboard.words.Failure.FailureException;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Runs the body of a command and gives every failure of a stage its words and its exit code.
final class Guard {

  private static final Failure INTERRUPTED = Failure.of(ExitCode.INTERRUPTED, "interrupted");

  private final Report report;
  private final boolean verbose;

  /// A guard that keeps stack traces to itself.
  Guard(Report report) {
    this(report, new OutputOptions());
  }

  Guard(Report report, OutputOptions output) {
    this.report = report;
    this.verbose = output.verbose;
  }

  /// What a command does.
  @FunctionalInterface
  interface Body {
    /// Does it; returns when it is done.
    void run() throws FailureException, StageException, IOException, InterruptedException;
  }

  /// Runs it.
  ///
  /// @return the exit code
  int run(Body body) {
    try {
      body.run();
      return ExitCode.DONE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(INTERRUPTED);
    } catch (UncheckedIOException e) {
      return failed(ErrorReport.of(e));
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      return failed(ErrorReport.internal(e, verbose));
    } catch (FailureException e) {
      return failed(e.failure());
    } catch (StageException e) {
      return failed(ErrorReport.of(e));
    } catch (IOException e) {
      return failed(ErrorReport.of(e));
    }
  }

  /// Whoever reads a file when the signal comes sees a broken channel and blames the file.
  private int failed(Failure failure) {
    return report.failure(Thread.currentThread().isInterrupted() ? INTERRUPTED : failure);
  }
}
