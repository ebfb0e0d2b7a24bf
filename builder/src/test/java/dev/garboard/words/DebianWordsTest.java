package dev.garboard.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.base.NotLockedException.Mismatch;
import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.archive.ArchiveException;
import dev.garboard.debian.archive.ArchiveProblem;
import dev.garboard.debian.base.BaseWarning;
import dev.garboard.debian.base.BytecodeCompiler;
import dev.garboard.debian.packages.ClosureProblem;
import dev.garboard.debian.packages.DebianVersion;
import dev.garboard.debian.packages.Dependency;
import dev.garboard.debian.packages.PackageId;
import dev.garboard.debian.packages.Relation;
import dev.garboard.debian.unpack.UnpackProblem;
import dev.garboard.http.HttpFailedException;
import dev.garboard.http.HttpProblem;
import dev.garboard.http.RedactedUrl;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What people read when Debian's packages cannot be had or trusted.
class DebianWordsTest extends WordSamples {

  private static final URI RELEASE = URI.create("http://mirror.test/debian/dists/trixie/InRelease");
  private static final URI FILE_AT = URI.create("http://mirror.test/debian/pool/zlib1g.deb");
  private static final PackageId ZLIB = new PackageId("zlib1g", new DebianVersion("1.3"), "amd64");
  private static final PackageId LIBPQ = new PackageId("libpq5", new DebianVersion("17"), "amd64");
  private static final Instant THEN = Instant.parse("2026-01-08T00:00:00Z");

  @Test
  void archive() throws IOException {
    words(
        "debian-archive",
        ArchiveProblem.class,
        problem -> DebianWords.of(new ArchiveException(List.of(problem))),
        List.of(
            new ArchiveProblem.NotFound(List.of(FILE_AT)),
            new ArchiveProblem.NotSigned(RELEASE, "text after the signature"),
            new ArchiveProblem.UnknownKey(RELEASE, List.of("0123456789ABCDEF")),
            new ArchiveProblem.BadSignature(RELEASE, "0123456789ABCDEF"),
            new ArchiveProblem.UnusableSignature(RELEASE, "0123456789ABCDEF", "the key expired"),
            new ArchiveProblem.Expired(RELEASE, THEN, THEN.plusSeconds(60)),
            new ArchiveProblem.WrongSuite(RELEASE, "trixie", "oldstable", "bookworm"),
            new ArchiveProblem.MalformedRelease(RELEASE, "no field `SHA256`"),
            new ArchiveProblem.NoIndex(RELEASE, "main/binary-amd64/Packages"),
            new ArchiveProblem.IndexDigest(RELEASE, ONE, TWO),
            new ArchiveProblem.PackageDigest(ZLIB, FILE_AT, ONE, TWO),
            new ArchiveProblem.Truncated(FILE_AT, 10, 7),
            new ArchiveProblem.Oversized(FILE_AT, 10),
            new ArchiveProblem.MalformedIndex(RELEASE, "no `Version`")));
  }

  @Test
  void unpacking() throws IOException {
    words(
        "debian-unpack",
        UnpackProblem.class,
        DebianWords::of,
        List.of(
            new UnpackProblem.NotAPackage(ZLIB, "ends early"),
            new UnpackProblem.PathEscape(ZLIB, "../../etc/passwd"),
            new UnpackProblem.SpecialFile(ZLIB, "dev/sda", "block device"),
            new UnpackProblem.BelowNonDirectory(ZLIB, "usr/lib/x", FILE),
            new UnpackProblem.DanglingHardLink(ZLIB, "usr/lib/x", "usr/lib/y"),
            new UnpackProblem.PathConflict(FILE, List.of(ZLIB, LIBPQ))));
  }

  @Test
  void closure() throws IOException {
    Dependency dependency = Dependency.parseField("libssl3t64 (>= 4)").getFirst();
    Relation relation = Dependency.parseField("zlib1g (<< 2)").getFirst().alternatives().getFirst();
    words(
        "debian-closure",
        ClosureProblem.class,
        DebianWords::of,
        List.of(
            new ClosureProblem.Unsatisfiable(
                List.of("psycopg", "libpq5"), dependency, List.of(ZLIB)),
            new ClosureProblem.Conflicting(LIBPQ, relation, ZLIB),
            new ClosureProblem.MalformedPackage(ZLIB.name(), "`(>=`")));
  }

  @Test
  void locks() throws IOException {
    words(
        "debian-lock",
        Mismatch.class,
        DebianWords::of,
        List.of(
            new Mismatch.OtherRequest("debian:13 amd64 [python3]", "debian:12 without amd64"),
            new Mismatch.OtherBase("oci:base")));
  }

  @Test
  void warnings() throws IOException {
    words(
        "debian-warnings",
        BaseWarning.class,
        DebianWords::of,
        List.of(
            new BaseWarning.ScriptsNotRun(new TreeMap<>(Map.of("fontconfig", List.of("fc-cache")))),
            new BaseWarning.AlternativeNotRead("vim", "update-alternatives --install $X"),
            new BaseWarning.NotCompiled(List.of(new BytecodeCompiler.Failure("a.py", "why"))),
            new BaseWarning.NoInterpreter(Architecture.ARM64, "3.13.5")));
  }

  @Test
  void integrityIsAnExitCodeOfItsOwn() {
    assertThat(
            DebianWords.of(
                    new ArchiveException(
                        List.of(new ArchiveProblem.UnknownKey(RELEASE, List.of("1")))))
                .exit())
        .isEqualTo(ExitCode.INTEGRITY);
  }

  @Test
  void aFileThatCannotBeFetchedIsNamed() {
    HttpProblem problem = new HttpProblem.Offline(new RedactedUrl("https://mirror.test/InRelease"));
    Failure failure = ErrorReport.of(new IOException("download", new HttpFailedException(problem)));

    assertThat(failure.exit()).isEqualTo(ExitCode.WORLD);
    assertThat(failure.title())
        .isEqualTo("`https://mirror.test/InRelease`: not at hand, and the network is forbidden");
  }
}
