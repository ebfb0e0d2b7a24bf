package dev.garboard.words;

import dev.garboard.base.NoSystemPackagesException;
import dev.garboard.base.NotLockedException;
import dev.garboard.debian.archive.ArchiveException;
import dev.garboard.debian.archive.ArchiveProblem;
import dev.garboard.debian.base.BaseWarning;
import dev.garboard.debian.base.MissingLibrary;
import dev.garboard.debian.lock.LockException;
import dev.garboard.debian.lock.LockProblem;
import dev.garboard.debian.packages.ClosureException;
import dev.garboard.debian.packages.ClosureProblem;
import dev.garboard.debian.unpack.UnpackException;
import dev.garboard.debian.unpack.UnpackProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The words for what can go wrong with Debian's packages.
public final class DebianWords {

  private static final int SHOWN = 5;

  private DebianWords() {}

  static Failure of(ArchiveException e) {
    List<String> details = new ArrayList<>();
    e.problems().forEach(problem -> details.add(text(problem)));
    boolean away = e.problems().stream().allMatch(ArchiveProblem.NotFound.class::isInstance);
    details.add(
        e.problems().stream().anyMatch(ArchiveProblem.Expired.class::isInstance)
            ? "Use another mirror with `--debian-mirror URL`, or accept it with"
                + " `--debian-allow-expired`"
            : "Use another mirror with `--debian-mirror URL`");
    return new Failure(
        away ? ExitCode.WORLD : ExitCode.INTEGRITY,
        away ? "a file of the Debian archive was not found" : "the Debian archive is not trusted",
        details);
  }

  private static String text(ArchiveProblem problem) {
    return switch (problem) {
      case ArchiveProblem.NotFound p -> "No mirror has it; tried: " + p.tried();
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
          "%s: is of suite `%s` (%s), not `%s`"
              .formatted(p.release(), p.suite(), p.codename(), p.requested());
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

  static Failure of(ClosureException e) {
    return closureFailure(e.problems());
  }

  public static Failure of(ClosureProblem problem) {
    return closureFailure(List.of(problem));
  }

  private static Failure closureFailure(List<ClosureProblem> problems) {
    return new Failure(
        ExitCode.PROJECT,
        "the Debian packages cannot be installed together",
        problems.stream().map(DebianWords::text).toList());
  }

  private static String text(ClosureProblem problem) {
    return switch (problem) {
      case ClosureProblem.Unsatisfiable p ->
          "nothing meets `"
              + p.dependency()
              + "`"
              + (p.chain().isEmpty() ? "" : ", needed by " + String.join(" → ", p.chain()))
              + (p.considered().isEmpty() ? "" : "; there is " + p.considered());
      case ClosureProblem.Conflicting p ->
          p.first() + " excludes " + p.second() + ": `" + p.relation() + "`";
      case ClosureProblem.MalformedPackage p -> p.name() + ": malformed: " + p.detail();
    };
  }

  static Failure of(UnpackException e) {
    return unpackFailure(e.problems());
  }

  public static Failure of(UnpackProblem problem) {
    return unpackFailure(List.of(problem));
  }

  private static Failure unpackFailure(List<UnpackProblem> problems) {
    return new Failure(
        ExitCode.INTEGRITY,
        "a Debian package cannot be unpacked",
        problems.stream().map(DebianWords::text).toList());
  }

  private static String text(UnpackProblem problem) {
    return switch (problem) {
      case UnpackProblem.NotAPackage p -> p.id() + ": not a package: " + p.detail();
      case UnpackProblem.PathEscape p -> p.id() + ": `" + p.entry() + "` leads out of the root";
      case UnpackProblem.SpecialFile p -> p.id() + ": `" + p.entry() + "` is a " + p.kind();
      case UnpackProblem.BelowNonDirectory p ->
          p.id() + ": `" + p.entry() + "` lies below " + p.ancestor() + ", which is no directory";
      case UnpackProblem.DanglingHardLink p ->
          p.id() + ": `" + p.entry() + "` links to `" + p.target() + "`, which is not there";
      case UnpackProblem.PathConflict p -> p.path().absolute() + " belongs to " + p.owners();
    };
  }

  static Failure of(LockException e) {
    List<String> details = new ArrayList<>();
    for (LockProblem problem : e.problems()) {
      details.add(
          switch (problem) {
            case LockProblem.Malformed p -> "garboard.lock:" + p.line() + ": " + p.detail();
            case LockProblem.UnknownFormat p ->
                "garboard.lock:" + p.line() + ": format " + p.version() + " is of a later version";
          });
    }
    details.add("Write it anew with `garboard base lock`");
    return new Failure(ExitCode.LOCK, "`garboard.lock` cannot be read", details);
  }

  static Failure of(NotLockedException e) {
    return of(e.mismatch());
  }

  public static Failure of(NotLockedException.Mismatch mismatch) {
    return switch (mismatch) {
      case NotLockedException.Mismatch.OtherRequest p ->
          Failure.of(
              ExitCode.LOCK,
              "`garboard.lock` pins something else than the build asks for",
              "Asked for: " + p.wanted(),
              "Pinned: " + p.locked(),
              "Move it with `garboard base update`");
      case NotLockedException.Mismatch.OtherBase p ->
          Failure.of(
              ExitCode.LOCK,
              "the system packages of `garboard.lock` do not fit the base "
                  + Phrases.code(p.base()),
              "They were chosen for another state of it: it has some of them now, or no longer has"
                  + " what they depend on",
              "Move the lock with `garboard base update`");
    };
  }

  static Failure of(NoSystemPackagesException e) {
    return Failure.of(
        ExitCode.USAGE,
        "no system packages can be added to the base " + Phrases.code(e.base()),
        "It is not a Debian or Ubuntu whose package database (`/var/lib/dpkg/status`) can be read",
        "Take such a base, or `debian:13`, with `--base`");
  }

  /// What a distribution lacks, and the packages that have it.
  public static Failure missing(String distribution, List<MissingLibrary> libraries) {
    List<String> details = new ArrayList<>();
    SortedSet<String> packages = new TreeSet<>();
    for (MissingLibrary each : libraries) {
      String library = each.need().library();
      if (!each.missingVersions().isEmpty()) {
        details.add(
            library
                + ": the image's is too old, it lacks "
                + String.join(", ", each.missingVersions()));
      } else if (each.packages().isEmpty()) {
        details.add(library + ": in no Debian package that is known");
      } else {
        details.add(library + ": in " + String.join(" or ", each.packages()));
        packages.add(each.packages().getFirst());
      }
    }
    if (!packages.isEmpty()) {
      details.add(
          "Add what is used: `system-packages = ["
              + packages.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "))
              + "]`");
    }
    if (libraries.stream().anyMatch(each -> !each.missingVersions().isEmpty())) {
      details.add("Take a newer base with `--base`");
    }
    return new Failure(
        ExitCode.PROJECT,
        Phrases.code(distribution) + " needs libraries that the image does not have",
        details);
  }

  public static Failure of(BaseWarning warning) {
    return switch (warning) {
      case BaseWarning.ScriptsNotRun p ->
          new Failure(
              ExitCode.PROJECT,
              "maintainer scripts of these packages do more than Garboard does for them",
              p.commands().entrySet().stream()
                  .map(e -> e.getKey() + ": " + String.join(", ", e.getValue()))
                  .toList());
      case BaseWarning.AlternativeNotRead p ->
          Failure.of(
              ExitCode.PROJECT, p.packageName() + ": an alternative was not understood", p.line());
      case BaseWarning.NotCompiled p ->
          new Failure(
              ExitCode.PROJECT,
              "parts of the standard library did not compile",
              p.failures().stream().limit(SHOWN).map(Object::toString).toList());
      case BaseWarning.NoInterpreter p ->
          Failure.of(
              ExitCode.WORLD,
              "the standard library has no bytecode: Python "
                  + p.pythonVersion()
                  + " of "
                  + p.target().id()
                  + " cannot be compiled for on this machine",
              "The image will start more slowly");
    };
  }
}
