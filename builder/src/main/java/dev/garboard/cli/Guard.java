package dev.garboard.cli;

import dev.garboard.bytecode.BytecodeException;
import dev.garboard.cli.Failure.FailureException;
import dev.garboard.config.SettingException;
import dev.garboard.destination.DestinationException;
import dev.garboard.environment.EnvironmentException;
import dev.garboard.image.AssemblyException;
import dev.garboard.install.InstallException;
import dev.garboard.layer.LayerException;
import dev.garboard.locate.LocateFailedException;
import dev.garboard.pipeline.PlanFailedException;
import dev.garboard.project.ProjectException;
import dev.garboard.selection.SelectionException;
import dev.garboard.wheel.WheelException;
import java.io.IOException;

/// Runs the body of a command and gives every failure of a stage its words and its exit code.
final class Guard {

  private final Report report;

  Guard(Report report) {
    this.report = report;
  }

  /// What a command does.
  @FunctionalInterface
  interface Body {
    /// Does it; returns when it is done.
    void run()
        throws FailureException,
            SettingException,
            ProjectException,
            SelectionException,
            PlanFailedException,
            LocateFailedException,
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
      return report.failure(Failure.of(ExitCode.INTERRUPTED, "interrupted"));
    } catch (RuntimeException e) {
      return report.failure(ErrorReport.internal(e));
    } catch (FailureException e) {
      return report.failure(e.failure());
    } catch (SettingException e) {
      return report.failure(ErrorReport.of(e));
    } catch (ProjectException e) {
      return report.failure(ErrorReport.of(e));
    } catch (SelectionException e) {
      return report.failure(ErrorReport.of(e));
    } catch (PlanFailedException e) {
      return report.failure(ErrorReport.of(e));
    } catch (LocateFailedException e) {
      return report.failure(ErrorReport.of(e));
    } catch (WheelException e) {
      return report.failure(ErrorReport.of(e));
    } catch (InstallException e) {
      return report.failure(ErrorReport.of(e));
    } catch (BytecodeException e) {
      return report.failure(ErrorReport.of(e));
    } catch (LayerException e) {
      return report.failure(ErrorReport.of(e));
    } catch (AssemblyException e) {
      return report.failure(ErrorReport.of(e));
    } catch (DestinationException e) {
      return report.failure(ErrorReport.of(e));
    } catch (EnvironmentException e) {
      return report.failure(EnvironmentReport.of(e));
    } catch (IOException e) {
      return report.failure(ErrorReport.of(e));
    }
  }
}
