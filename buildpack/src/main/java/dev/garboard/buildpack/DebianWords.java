package dev.garboard.buildpack;

import dev.garboard.debian.archive.ArchiveProblem;
import dev.garboard.debian.lock.LockProblem;
import dev.garboard.debian.packages.ClosureProblem;
import dev.garboard.debian.unpack.UnpackProblem;

/// The words for what can go wrong with Debian's packages.
final class DebianWords {
  private static final String OTHER = "Use another mirror: `" + Choices.MIRROR + "`";

  private DebianWords() {}

  static Failure of(ArchiveProblem problem) {
    return Failure.of(text(problem)).help(OTHER);
  }

  private static String text(ArchiveProblem problem) {
    return switch (problem) {
      case ArchiveProblem.NotFound p -> "no mirror has a file of Debian; tried: " + p.tried();
      case ArchiveProblem.NotSigned p -> p.release() + ": not signed: " + p.detail();
      case ArchiveProblem.UnknownKey p ->
          p.release() + ": signed by keys that are not Debian's: " + p.keyIds();
      case ArchiveProblem.BadSignature p ->
          p.release() + ": the signature by key " + p.keyId() + " does not fit the text";
      case ArchiveProblem.UnusableSignature p ->
          p.release() + ": the signature by key " + p.keyId() + " does not count: " + p.detail();
      case ArchiveProblem.Expired p ->
          p.release() + ": expired at " + p.validUntil() + ", now it is " + p.now();
      case ArchiveProblem.WrongSuite p ->
          p.release() + ": is of suite " + p.suite() + ", not " + p.requested();
      case ArchiveProblem.MalformedRelease p -> p.release() + ": malformed: " + p.detail();
      case ArchiveProblem.NoIndex p ->
          p.release() + ": lists no index " + p.path() + " as .gz or .xz";
      case ArchiveProblem.IndexDigest p ->
          p.index() + ": its digest is " + p.actual() + ", the release file says " + p.expected();
      case ArchiveProblem.PackageDigest p ->
          p.id() + " from " + p.file() + ": its digest is " + p.actual() + ", not " + p.expected();
      case ArchiveProblem.Truncated p ->
          p.file() + ": ended after " + p.actualSize() + " of " + p.expectedSize() + " bytes";
      case ArchiveProblem.Oversized p ->
          p.file() + ": has more than its " + p.expectedSize() + " bytes";
      case ArchiveProblem.MalformedIndex p -> p.index() + ": malformed: " + p.detail();
    };
  }

  static Failure of(ClosureProblem problem) {
    return switch (problem) {
      case ClosureProblem.Unsatisfiable p ->
          Failure.of("nothing meets `" + p.dependency() + "`", "Needed by " + p.chain());
      case ClosureProblem.Conflicting p ->
          Failure.of(p.first() + " excludes " + p.second() + ": `" + p.relation() + "`");
      case ClosureProblem.MalformedPackage p -> Failure.of(p.name() + ": malformed: " + p.detail());
    };
  }

  static Failure of(UnpackProblem problem) {
    return Failure.of(
            switch (problem) {
              case UnpackProblem.NotAPackage p -> p.id() + ": not a package: " + p.detail();
              case UnpackProblem.PathEscape p -> p.id() + ": leads out of the root: " + p.entry();
              case UnpackProblem.SpecialFile p -> p.id() + ": " + p.entry() + " is a " + p.kind();
              case UnpackProblem.BelowNonDirectory p ->
                  p.id() + ": " + p.entry() + " lies below " + p.ancestor() + ", no directory";
              case UnpackProblem.DanglingHardLink p ->
                  p.id() + ": " + p.entry() + " links to " + p.target() + ", which is not there";
              case UnpackProblem.PathConflict p -> p.path() + " belongs to " + p.owners();
            })
        .help(OTHER);
  }

  static Failure of(LockProblem problem) {
    return switch (problem) {
      case LockProblem.Malformed p ->
          Failure.of("garboard.lock:" + p.line() + ": " + p.detail())
              .help("Write it anew with `garboard base lock`");
      case LockProblem.UnknownFormat p ->
          Failure.of(
                  "garboard.lock:"
                      + p.line()
                      + ": format "
                      + p.version()
                      + " is of a later version")
              .help("Use a newer version of this buildpack");
    };
  }
}
