package dev.garboard.wheel;

/// One problem found while reading an archive's structure.
final class ZipFaultException extends Exception {

  private final transient WheelProblem problem;

  private ZipFaultException(WheelProblem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  static ZipFaultException of(ArchiveFault fault, String entry, String detail) {
    return new ZipFaultException(new WheelProblem.MalformedArchive(fault, entry, detail));
  }

  static ZipFaultException of(ArchiveFault fault, String entry) {
    return of(fault, entry, "");
  }

  static void limit(ArchiveLimit limit, long found, String entry) throws ZipFaultException {
    if (found > limit.value()) {
      throw new ZipFaultException(new WheelProblem.LimitExceeded(limit, found, entry));
    }
  }

  static ZipFaultException limitExceeded(ArchiveLimit limit, long found) {
    return new ZipFaultException(new WheelProblem.LimitExceeded(limit, found, ""));
  }

  WheelProblem problem() {
    return problem;
  }
}
