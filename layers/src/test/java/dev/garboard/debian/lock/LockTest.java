package dev.garboard.debian.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.garboard.content.Hashing;
import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.lock.LockedSet.Use;
import dev.garboard.debian.packages.DebianVersion;
import dev.garboard.debian.packages.PackageFile;
import dev.garboard.debian.packages.PackageId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LockTest {

  private static LockedPackage locked(String name, String version) {
    return new LockedPackage(
        new PackageId(name, new DebianVersion(version), "amd64"),
        new PackageFile(
            "debian", "pool/main/" + name + "_" + version + ".deb", 7, Hashing.sha256(name)));
  }

  private static BaseLock lock(LockedPackage... packages) {
    LockedSet base =
        new LockedSet(
            Use.BASE,
            Architecture.AMD64,
            List.of("python3", "base-files"),
            List.of(packages[0].id()));
    LockedSet system = new LockedSet(Use.SYSTEM, Architecture.AMD64, List.of(), List.of());
    return new BaseLock("debian:13", "20260101T000000Z", List.of(system, base), List.of(packages));
  }

  private static final String TEXT =
      """
      # Written by Garboard; `garboard base update` moves it. Keep it in version control.
      version = 1
      release = "debian:13"
      timestamp = "20260101T000000Z"

      [[set]]
      use = "base"
      architecture = "amd64"
      requested = [
          "base-files",
          "python3",
      ]
      packages = [
          "zlib1g 1:1.3+dfsg-1~deb13u1 amd64",
      ]

      [[set]]
      use = "system"
      architecture = "amd64"
      requested = []
      packages = []

      [[package]]
      name = "zlib1g"
      version = "1:1.3+dfsg-1~deb13u1"
      architecture = "amd64"
      archive = "debian"
      path = "pool/main/zlib1g_1:1.3+dfsg-1~deb13u1.deb"
      size = 7
      digest = "%s"
      """
          .formatted(Hashing.sha256("zlib1g"));

  @Test
  void writesOneText() {
    assertThat(LockWriter.text(lock(locked("zlib1g", "1:1.3+dfsg-1~deb13u1")))).isEqualTo(TEXT);
  }

  @Test
  void readsWhatItWrites() throws LockException {
    BaseLock lock = LockReader.parse(TEXT);

    assertThat(lock).isEqualTo(lock(locked("zlib1g", "1:1.3+dfsg-1~deb13u1")));
    assertThat(LockWriter.text(lock)).isEqualTo(TEXT);
    assertThat(LockReader.parse(TEXT.replace("\n", "\r\n"))).isEqualTo(lock);
    assertThat(lock.set(Use.BASE, Architecture.ARM64)).isEmpty();
    assertThat(lock.packagesOf(lock.set(Use.BASE, Architecture.AMD64).orElseThrow()))
        .extracting(each -> each.id().name())
        .containsExactly("zlib1g");
  }

  @ParameterizedTest
  @CsvSource({
    "4, 'timestamp = \"20260101T000000Z\"', 'timestamp = 2026-01-01'",
    "10, '    \"python3\",', '    \"python3\"'",
    "6, 'use = \"base\"', 'use = \"basis\"'",
    "6, 'architecture = \"amd64\"\nrequested', 'architecture = \"riscv64\"\nrequested'",
    "22, 'size = 7', 'size = -7'",
    "22, 'pool/main', '../main'",
    "22, 'pool/main', 'pool/../main'",
    "22, 'pool/main', './main'",
    "22, 'pool/main', 'pool//main'",
    "22, 'pool/main', '/pool/main'",
    "22, 'pool/main', 'pool/%2e%2e/main'",
    "22, 'pool/main', 'pool/main?'",
    "22, '.deb', '.deb/..'",
    "22, 'sha256:', 'sha257:'",
    "22, '[[package]]', '[package]'",
    "1, 'zlib1g 1:1.3', 'zlib1g 1:1.4'",
    "1, 'release = \"debian:13\"', ''",
    "4, 'timestamp =', 'release ='",
  })
  void saysWhichLineIsMalformed(int line, String written, String changed) {
    String text = TEXT.replace(written, changed);
    assertThat(text).isNotEqualTo(TEXT);

    LockException e = catchThrowableOfType(LockException.class, () -> LockReader.parse(text));

    assertThat(e).isNotNull();
    assertThat(e.problems().getFirst())
        .isInstanceOfSatisfying(
            LockProblem.Malformed.class,
            problem -> assertThat(problem.line()).as(problem.detail()).isBetween(line, line + 8));
  }

  @Test
  void refusesALaterFormat() {
    LockException e =
        catchThrowableOfType(
            LockException.class,
            () -> LockReader.parse(TEXT.replace("version = 1\n", "version = 2\n")));

    assertThat(e.problems()).containsExactly(new LockProblem.UnknownFormat(1, "2"));
  }

  @Test
  void refusesASetWithoutItsPackage() {
    LockedSet set =
        new LockedSet(Use.BASE, Architecture.AMD64, List.of(), List.of(locked("a", "1").id()));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BaseLock("debian:13", "x", List.of(set), List.of()));
  }

  private static PackageId id(String name, String version) {
    return new PackageId(name, new DebianVersion(version), "amd64");
  }

  private static LockedSet onAForeignBase() {
    return new LockedSet(
        Use.SYSTEM,
        Architecture.AMD64,
        List.of("libpq5"),
        List.of(id("libpq5", "17.6")),
        List.of(id("libc6", "2.36-9")));
  }

  @Test
  void remembersWhatSystemPackagesNeedOfTheirBase() throws LockException {
    LockedPackage libpq =
        new LockedPackage(
            id("libpq5", "17.6"),
            new PackageFile("debian", "pool/libpq5.deb", 7, Hashing.sha256("libpq5")));
    BaseLock lock =
        new BaseLock(
            "debian:bookworm", "20260101T000000Z", List.of(onAForeignBase()), List.of(libpq));

    assertThat(LockWriter.text(lock)).contains("present = [\n    \"libc6 2.36-9 amd64\",\n]\n");
    assertThat(LockReader.parse(LockWriter.text(lock))).isEqualTo(lock);
  }

  @Test
  void fitsABaseThatHasWhatIsNeededAndNotThePackages() {
    PackageId libc = id("libc6", "2.36-9");

    assertThat(onAForeignBase().fits(Map.of("libc6", libc))).isTrue();
    assertThat(onAForeignBase().fits(Map.of("libc6", id("libc6", "2.36-10")))).isTrue();
    assertThat(onAForeignBase().fits(Map.of("libc6", id("libc6", "2.36-8")))).isFalse();
    assertThat(onAForeignBase().fits(Map.of())).isFalse();
    assertThat(onAForeignBase().fits(Map.of("libc6", libc, "libpq5", id("libpq5", "17.6"))))
        .isFalse();
    assertThat(onAForeignBase().fits(Map.of("libc6", libc, "libpq5", id("libpq5", "15"))))
        .as("an upgrade of what the base has")
        .isTrue();
  }

  @Test
  void showsWhatAnUpdateChanged() {
    BaseLock before = lock(locked("a", "1"), locked("b", "1"), locked("gone", "1"));
    BaseLock after = lock(locked("a", "1"), locked("b", "2"), locked("new", "1"));

    assertThat(LockChange.between(before, after))
        .containsExactly(
            new LockChange.Moved(locked("b", "1").id(), new DebianVersion("2")),
            new LockChange.Removed(locked("gone", "1").id()),
            new LockChange.Added(locked("new", "1").id()));
    assertThat(LockChange.between(before, before)).isEmpty();
  }

  @Test
  void timestampsNameSnapshots() {
    assertThat(BaseLock.timestamp(Instant.parse("2026-11-18T22:17:43.5Z")))
        .isEqualTo("20261118T221743Z");
  }
}
