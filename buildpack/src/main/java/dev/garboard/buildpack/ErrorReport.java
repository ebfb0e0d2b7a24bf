package dev.garboard.buildpack;

import dev.garboard.buildpack.Failure.FailureException;
import dev.garboard.buildpack.cnb.CnbException;
import dev.garboard.bytecode.BytecodeException;
import dev.garboard.debian.archive.ArchiveException;
import dev.garboard.debian.lock.LockException;
import dev.garboard.debian.packages.ClosureException;
import dev.garboard.debian.unpack.UnpackException;
import dev.garboard.hostbuild.HostBuildException;
import dev.garboard.install.InstallException;
import dev.garboard.locate.LocateFailedException;
import dev.garboard.pipeline.PlanFailedException;
import dev.garboard.project.ProjectException;
import dev.garboard.selection.SelectionException;
import dev.garboard.stage.StageException;
import dev.garboard.wheel.WheelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/// Gives every failure of a stage its words: what, where, why, and what to do with the means that a
/// platform has.
record ErrorReport(Log log) {
  private static final int FAILED = 1;

  /// What a build does.
  @FunctionalInterface
  interface Body {
    void run()
        throws CnbException, FailureException, StageException, IOException, InterruptedException;
  }

  /// Runs it.
  ///
  /// @return the status of the process
  int run(Body body) {
    try {
      body.run();
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(Failure.of("interrupted"));
    } catch (UncheckedIOException e) {
      IOException cause = e.getCause();
      return failed(cause == null ? internal(e) : of(cause));
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      return failed(internal(e));
    } catch (CnbException e) {
      return failed(Failure.of(String.valueOf(e.getMessage())));
    } catch (FailureException e) {
      return failed(e.failure());
    } catch (StageException e) {
      return failed(of(e));
    } catch (IOException e) {
      return failed(of(e));
    }
  }

  /// The words for whatever a stage throws.
  private static Failure of(StageException exception) {
    return switch (exception) {
      case ProjectException e ->
          all("the project", e.problems().stream().map(ProjectWords::of).toList());
      case SelectionException e ->
          all("the lockfile", e.problems().stream().map(SelectionWords::of).toList());
      case PlanFailedException e ->
          all("the plan", e.problems().stream().map(SelectionWords::of).toList());
      case LocateFailedException e ->
          all("the wheels", e.problems().stream().map(LocateWords::of).toList());
      case HostBuildException e ->
          all("the builds", e.problems().stream().map(HostBuildWords::of).toList());
      case InstallException e -> {
        String what = e.distribution();
        yield all(what, e.problems().stream().map(p -> WheelWords.of(what, p)).toList());
      }
      case WheelException e -> {
        String what = e.filename().text();
        yield all(what, e.problems().stream().map(p -> WheelWords.of(what, p)).toList());
      }
      case BytecodeException e -> of(e);
      case LockException e ->
          all("`garboard.lock`", e.problems().stream().map(DebianWords::of).toList());
      case ArchiveException e ->
          all("the Debian archive", e.problems().stream().map(DebianWords::of).toList());
      case ClosureException e ->
          all("the Debian packages", e.problems().stream().map(DebianWords::of).toList());
      case UnpackException e ->
          all("the Debian packages", e.problems().stream().map(DebianWords::of).toList());
      case StageException e -> internal(e);
    };
  }

  private int failed(Failure failure) {
    log.failure(failure);
    return FAILED;
  }

  /// One failure for all: the only one's own words, or a list.
  private static Failure all(String where, List<Failure> failures) {
    if (failures.size() == 1) {
      return failures.getFirst();
    }
    List<String> facts = new ArrayList<>();
    List<String> advice = new ArrayList<>();
    for (Failure failure : failures) {
      facts.add("- " + failure.title());
      failure.facts().forEach(fact -> facts.add("    " + fact));
      failure.advice().stream().filter(a -> !advice.contains(a)).forEach(advice::add);
    }
    return new Failure(where + ": " + Log.count(failures.size(), "problem"), facts, advice);
  }

  private static Failure of(BytecodeException e) {
    return new Failure(
        "bytecode cannot be compiled: " + e.getMessage(),
        e.output().lines().toList(),
        List.of("Do without: `" + Choices.BYTECODE + "=false`"));
  }

  static Failure of(IOException e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof AccessDeniedException) {
      return Failure.of("permission denied: `" + message + "`");
    }
    if (e instanceof NoSuchFileException) {
      return Failure.of("no such file: `" + message + "`");
    }
    Failure failure = Failure.of("reading or writing failed: " + message);
    return message.contains("No space left")
        ? failure.help("Give the build more disk: wheels lie in `TMPDIR`, else in `/tmp`")
        : failure;
  }

  private static Failure internal(Throwable e) {
    List<String> frames = new ArrayList<>();
    for (StackTraceElement frame : e.getStackTrace()) {
      frames.add("at " + frame);
    }
    return new Failure(
        "unexpected fault: " + e,
        frames,
        List.of("This is a fault of Garboard; please report it with this log"));
  }
}
