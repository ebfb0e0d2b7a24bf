package dev.garboard.cli;

import dev.garboard.bytecode.BytecodeException;
import dev.garboard.config.SettingException;
import dev.garboard.destination.DestinationException;
import dev.garboard.environment.EnvironmentException;
import dev.garboard.hostbuild.HostBuildException;
import dev.garboard.image.AssemblyException;
import dev.garboard.install.InstallException;
import dev.garboard.layer.LayerException;
import dev.garboard.locate.LocateFailedException;
import dev.garboard.pipeline.PlanFailedException;
import dev.garboard.project.ProjectException;
import dev.garboard.wheel.WheelException;
import dev.garboard.words.ErrorReport;
import dev.garboard.words.ExitCode;
import dev.garboard.words.Failure;
import dev.garboard.words.Failure.FailureException;
import dev.garboard.words.HostBuildWords;
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
    void run()
        throws FailureException,
            SettingException,
            ProjectException,
            PlanFailedException,
            LocateFailedException,
            HostBuildException,
            WheelException,
            InstallException,
            BytecodeException,
            LayerException,
            AssemblyException,
            DestinationException,
            EnvironmentException,
            IOException,
            InterruptedException;
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
    } catch (SettingException e) {
      return failed(ErrorReport.of(e));
    } catch (ProjectException e) {
      return failed(ErrorReport.of(e));
    } catch (PlanFailedException e) {
      return failed(ErrorReport.of(e));
    } catch (LocateFailedException e) {
      return failed(ErrorReport.of(e));
    } catch (HostBuildException e) {
      return failed(HostBuildWords.of(e));
    } catch (WheelException e) {
      return failed(ErrorReport.of(e));
    } catch (InstallException e) {
      return failed(ErrorReport.of(e));
    } catch (BytecodeException e) {
      return failed(ErrorReport.of(e));
    } catch (LayerException e) {
      return failed(ErrorReport.of(e));
    } catch (AssemblyException e) {
      return failed(ErrorReport.of(e));
    } catch (DestinationException e) {
      return failed(ErrorReport.of(e));
    } catch (EnvironmentException e) {
      return failed(EnvironmentReport.of(e));
    } catch (IOException e) {
      return failed(ErrorReport.of(e));
    }
  }

  /// Whoever reads a file when the signal comes sees a broken channel and blames the file.
  private int failed(Failure failure) {
    return report.failure(Thread.currentThread().isInterrupted() ? INTERRUPTED : failure);
  }
}
