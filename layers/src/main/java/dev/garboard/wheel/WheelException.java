package dev.garboard.wheel;

import dev.garboard.python.WheelFilename;
import dev.garboard.stage.StageException;
import java.util.List;

/// A wheel that cannot be installed, with every problem found.
public final class WheelException extends StageException {

  private final WheelFilename filename;
  private final transient List<WheelProblem> problems;

  /// Of one wheel.
  public WheelException(WheelFilename filename, List<WheelProblem> problems) {
    super(filename.text() + ": " + problems);
    this.filename = filename;
    this.problems = List.copyOf(problems);
  }

  /// Of one wheel, with one problem.
  public WheelException(WheelFilename filename, WheelProblem problem) {
    this(filename, List.of(problem));
  }

  /// The wheel.
  public WheelFilename filename() {
    return filename;
  }

  /// What is wrong with it; at least one.
  public List<WheelProblem> problems() {
    return problems;
  }
}
