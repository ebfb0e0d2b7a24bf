package dev.garboard.words;

import static dev.garboard.words.Phrases.code;

import dev.garboard.base.NoSystemPackagesException;
import dev.garboard.base.NotLockedException;
import dev.garboard.bytecode.BytecodeException;
import dev.garboard.config.SettingException;
import dev.garboard.config.Settings;
import dev.garboard.debian.archive.ArchiveException;
import dev.garboard.debian.lock.LockException;
import dev.garboard.debian.packages.ClosureException;
import dev.garboard.debian.unpack.UnpackException;
import dev.garboard.destination.DestinationException;
import dev.garboard.environment.EnvironmentException;
import dev.garboard.hostbuild.HostBuildException;
import dev.garboard.image.AssemblyException;
import dev.garboard.install.InstallException;
import dev.garboard.layer.LayerException;
import dev.garboard.locate.LocateFailedException;
import dev.garboard.pipeline.PlanFailedException;
import dev.garboard.project.ProjectException;
import dev.garboard.selection.SelectionException;
import dev.garboard.stage.StageException;
import dev.garboard.wheel.WheelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// One failure for all problems of a stage; a class for each stage has the words.
public final class ErrorReport {

  /// What to say about a fault of ours.
  public static final String OURS =
      "This is a fault of Garboard; please report it with the command and `garboard --version`";

  private ErrorReport() {}

  /// The words for whatever a stage throws.
  public static Failure of(StageException exception) {
    return switch (exception) {
      case SettingException e -> of(e);
      case ProjectException e -> of(e);
      case SelectionException e -> of(e, Named.NOTHING, new Settings(List.of()));
      case PlanFailedException e -> of(e);
      case LocateFailedException e -> of(e);
      case HostBuildException e -> HostBuildWords.of(e);
      case WheelException e -> of(e);
      case InstallException e -> of(e);
      case BytecodeException e -> of(e);
      case LayerException e -> of(e);
      case AssemblyException e -> of(e);
      case DestinationException e -> of(e);
      case EnvironmentException e -> EnvironmentWords.of(e);
      case ArchiveException e -> DebianWords.of(e);
      case ClosureException e -> DebianWords.of(e);
      case UnpackException e -> DebianWords.of(e);
      case LockException e -> DebianWords.of(e);
      case NotLockedException e -> DebianWords.of(e);
      case NoSystemPackagesException e -> DebianWords.of(e);
      case StageException e -> internal(e, true);
    };
  }

  private static Failure of(SettingException e) {
    return Failure.of(
        ExitCode.USAGE, code(e.where()) + ": " + code(e.value()) + " is not " + e.expected());
  }

  private static Failure of(ProjectException e) {
    return Finding.failure(
        "the project cannot be read", e.problems().stream().map(ProjectWords::of).toList());
  }

  public static Failure of(SelectionException e, Named flags, Settings settings) {
    SelectionWords words = new SelectionWords(flags, settings);
    return Finding.failure(
        "the lockfile does not give what was asked for",
        e.problems().stream().map(words::of).toList());
  }

  private static Failure of(PlanFailedException e) {
    return Finding.failure(
        "the project cannot become an image", e.problems().stream().map(PlanWords::of).toList());
  }

  private static Failure of(LocateFailedException e) {
    return Finding.failure(
        "files are missing", e.problems().stream().map(LocateWords::of).toList());
  }

  private static Failure of(WheelException e) {
    String wheel = e.filename().text();
    return Finding.failure(
        code(wheel) + " cannot be installed",
        e.problems().stream().map(problem -> WheelWords.of(wheel, problem)).toList());
  }

  private static Failure of(InstallException e) {
    return Finding.failure(
        code(e.distribution()) + " cannot be installed",
        e.problems().stream().map(p -> InstallWords.of(e.distribution(), p)).toList());
  }

  private static Failure of(BytecodeException e) {
    List<String> details = new ArrayList<>(e.output().lines().toList());
    details.add("Build without: `--no-bytecode`");
    return new Failure(ExitCode.WORLD, "bytecode cannot be compiled: " + e.getMessage(), details);
  }

  private static Failure of(LayerException e) {
    return Finding.failure(
        "a layer cannot be written", e.problems().stream().map(LayerWords::of).toList());
  }

  private static Failure of(AssemblyException e) {
    return Finding.failure(
        "the image cannot be assembled", e.problems().stream().map(AssemblyWords::of).toList());
  }

  private static Failure of(DestinationException e) {
    return Finding.failure(
        "the image was not published", e.problems().stream().map(DestinationWords::of).toList());
  }

  public static Failure of(IOException e) {
    return Finding.failure("reading or writing failed", List.of(WorldWords.of(e)));
  }

  public static Failure of(UncheckedIOException e) {
    IOException cause = e.getCause();
    return cause == null ? internal(e, false) : of(cause);
  }

  /// A fault of ours.
  ///
  /// @param verbose whether to say where it happened
  public static Failure internal(Throwable e, boolean verbose) {
    List<String> details = new ArrayList<>();
    if (verbose) {
      frames(e, details);
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        details.add("Caused by " + cause);
        frames(cause, details);
      }
    }
    details.add(verbose ? OURS : OURS + ", and with what `-v` adds");
    return new Failure(ExitCode.INTERNAL, "unexpected fault: " + e, details);
  }

  private static void frames(Throwable e, List<String> details) {
    for (StackTraceElement frame : e.getStackTrace()) {
      details.add("  at " + frame);
    }
  }
}
