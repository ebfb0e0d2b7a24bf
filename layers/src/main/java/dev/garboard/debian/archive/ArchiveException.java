package dev.garboard.debian.archive;

import dev.garboard.stage.StageException;
import java.util.List;

/// An archive that cannot be trusted or lacks a file.
public final class ArchiveException extends StageException {
  private final transient List<ArchiveProblem> problems;

  /// With at least one problem.
  public ArchiveException(List<ArchiveProblem> problems) {
    super(problems.toString());
    this.problems = List.copyOf(problems);
  }

  ArchiveException(ArchiveProblem problem) {
    this(List.of(problem));
  }

  /// All that was found.
  public List<ArchiveProblem> problems() {
    return problems;
  }
}
