package dev.garboard.cli;

import dev.garboard.bytecode.BytecodeException;
import dev.garboard.config.SettingException;
import dev.garboard.destination.DestinationException;
import dev.garboard.image.AssemblyException;
import dev.garboard.install.InstallException;
import dev.garboard.layer.LayerException;
import dev.garboard.locate.LocateFailedException;
import dev.garboard.pipeline.PlanFailedException;
import dev.garboard.project.ProjectException;
import dev.garboard.selection.SelectionException;
import dev.garboard.wheel.WheelException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/// The words for every problem, and the exit code that goes with it.
final class ErrorReport {

  private ErrorReport() {}

  static Failure of(SettingException e) {
    return Failure.of(ExitCode.USAGE, e.where() + ": `" + e.value() + "` is not " + e.expected());
  }

  static Failure of(ProjectException e) {
    return Failure.of(ExitCode.PROJECT, e.problems().toString());
  }

  static Failure of(SelectionException e) {
    return Failure.of(ExitCode.PROJECT, e.problems().toString());
  }

  static Failure of(PlanFailedException e) {
    return Failure.of(ExitCode.PROJECT, e.problems().toString());
  }

  static Failure of(LocateFailedException e) {
    return Failure.of(ExitCode.WORLD, e.problems().toString());
  }

  static Failure of(WheelException e) {
    return Failure.of(ExitCode.INTEGRITY, e.problems().toString());
  }

  static Failure of(InstallException e) {
    return Failure.of(ExitCode.PROJECT, e.problems().toString());
  }

  static Failure of(BytecodeException e) {
    return new Failure(ExitCode.WORLD, e.getMessage() + "", List.of(e.output()));
  }

  static Failure of(LayerException e) {
    return Failure.of(ExitCode.INTEGRITY, e.problems().toString());
  }

  static Failure of(AssemblyException e) {
    return Failure.of(ExitCode.USAGE, e.problems().toString());
  }

  static Failure of(DestinationException e) {
    return Failure.of(ExitCode.WORLD, e.problems().toString());
  }

  static Failure of(IOException e) {
    return Failure.of(ExitCode.WORLD, e.toString());
  }

  static Failure internal(RuntimeException e) {
    List<String> trace = Arrays.stream(e.getStackTrace()).limit(20).map(f -> "at " + f).toList();
    return new Failure(ExitCode.INTERNAL, "this is a fault of Garboard: " + e, trace);
  }
}
