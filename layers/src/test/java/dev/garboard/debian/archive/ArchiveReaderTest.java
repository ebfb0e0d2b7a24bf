package dev.garboard.debian.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.garboard.content.Hashing;
import dev.garboard.debian.archive.ArchiveProblem.BadSignature;
import dev.garboard.debian.archive.ArchiveProblem.Expired;
import dev.garboard.debian.archive.ArchiveProblem.IndexDigest;
import dev.garboard.debian.archive.ArchiveProblem.MalformedIndex;
import dev.garboard.debian.archive.ArchiveProblem.NotFound;
import dev.garboard.debian.archive.ArchiveProblem.NotSigned;
import dev.garboard.debian.archive.ArchiveProblem.Oversized;
import dev.garboard.debian.archive.ArchiveProblem.PackageDigest;
import dev.garboard.debian.archive.ArchiveProblem.Truncated;
import dev.garboard.debian.archive.ArchiveProblem.UnknownKey;
import dev.garboard.debian.archive.ArchiveProblem.UnusableSignature;
import dev.garboard.debian.archive.ArchiveProblem.WrongSuite;
import dev.garboard.debian.archive.FakeArchive.Header;
import dev.garboard.debian.packages.PackageRecord;
import dev.garboard.debian.unpack.TestDeb;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArchiveReaderTest {

  private static final TestKey KEY = TestKey.generate();
  private static final TestKey OTHER_KEY = TestKey.generate();
  private static final Suite TRIXIE = new Suite("debian", "trixie");
  private static final String RELEASE = "dists/trixie/InRelease";
  private static final URI RELEASE_ADDRESS = FakeArchive.address(TRIXIE, RELEASE);
  private static final String INDEX = "dists/trixie/main/binary-amd64/Packages.gz";
  private static final String DEB = "pool/main/demo_1.0_amd64.deb";
  private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

  @TempDir Path directory;

  private static FakeArchive archive(TestKey... keys) {
    return new FakeArchive(keys)
        .publish(
            TRIXIE,
            Header.of("stable", "trixie"),
            List.of(TestDeb.named("demo", "1.0").file("./usr/bin/demo", "x")));
  }

  private ArchiveReader reader(FakeArchive archive) {
    return new ArchiveReader(
        archive, FakeArchive.store(directory), FakeArchive.mirrors(), directory);
  }

  private static ArchiveReader.Trust trust(TestKey... keys) {
    return new ArchiveReader.Trust(TestKey.keyring(keys), NOW, false);
  }

  private Path fetchDemo(FakeArchive archive, ArchiveReader.Trust trust)
      throws ArchiveException, IOException {
    ArchiveReader reader = reader(archive);
    PackageRecord demo =
        reader
            .packages(reader.suite(TRIXIE, trust), "main", Architecture.AMD64)
            .named("demo")
            .getFirst();
    return reader.packageFile(demo.id(), demo.file());
  }

  private ArchiveProblem problem(FakeArchive archive, ArchiveReader.Trust trust) {
    ArchiveException e =
        catchThrowableOfType(ArchiveException.class, () -> fetchDemo(archive, trust));
    assertThat(e).as("nothing was refused").isNotNull();
    assertThat(e.problems()).hasSize(1);
    return e.problems().getFirst();
  }

  private static void releaseText(FakeArchive archive, String text) {
    archive.put(TRIXIE, RELEASE, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String releaseText(FakeArchive archive) {
    return new String(archive.get(TRIXIE, RELEASE), StandardCharsets.UTF_8);
  }

  @Test
  void fetchesAPackageThroughTheWholeChain() throws ArchiveException, IOException {
    FakeArchive archive = archive(KEY);

    Path file = fetchDemo(archive, trust(KEY));

    assertThat(file).hasBinaryContent(archive.get(TRIXIE, DEB));
  }

  @Test
  void fetchesNothingTwice() throws ArchiveException, IOException {
    FakeArchive archive = archive(KEY);
    fetchDemo(archive, trust(KEY));
    archive.requests().clear();

    fetchDemo(archive, trust(KEY));

    assertThat(archive.requests()).containsExactly(RELEASE_ADDRESS);
  }

  @Test
  void oneGoodSignatureOfSeveralSuffices() throws ArchiveException, IOException {
    assertThat(fetchDemo(archive(OTHER_KEY, KEY), trust(KEY))).exists();
  }

  @Test
  void refusesAnUnknownKey() {
    assertThat(problem(archive(OTHER_KEY), trust(KEY)))
        .isEqualTo(new UnknownKey(RELEASE_ADDRESS, List.of(OTHER_KEY.id())));
  }

  @Test
  void refusesAChangedText() {
    FakeArchive archive = archive(KEY);
    releaseText(archive, releaseText(archive).replace("Codename: trixie", "Codename: sid"));

    assertThat(problem(archive, trust(KEY))).isEqualTo(new BadSignature(RELEASE_ADDRESS, KEY.id()));
  }

  @Test
  void refusesABadSignatureBesideAGoodOne() {
    FakeArchive archive = archive(KEY);
    String good = releaseText(archive);
    String text =
        good.substring(good.indexOf("\n\n") + 2, good.indexOf("\n-----BEGIN PGP SIGNATURE"));
    String changed = TestKey.clearSign(text.replace("- -", "-") + "!", List.of(OTHER_KEY));
    String block = changed.substring(changed.indexOf("-----BEGIN PGP SIGNATURE"));
    releaseText(archive, good.substring(0, good.indexOf("-----BEGIN PGP SIGNATURE")) + block);

    assertThat(problem(archive, trust(KEY, OTHER_KEY)))
        .isEqualTo(new BadSignature(RELEASE_ADDRESS, OTHER_KEY.id()));
  }

  @Test
  void refusesAKeyThatHadExpired() {
    TestKey shortLived = TestKey.generate(3600);

    assertThat(problem(archive(shortLived), trust(shortLived)))
        .isInstanceOf(UnusableSignature.class);
  }

  @Test
  void refusesAWeakHash() {
    FakeArchive archive = archive(KEY);
    String text = FakeArchive.release(Header.of("stable", "trixie"), "");
    releaseText(archive, TestKey.clearSign(text, List.of(KEY), HashAlgorithmTags.SHA1));

    assertThat(problem(archive, trust(KEY))).isInstanceOf(UnusableSignature.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"before", "after", "unsigned", "empty", "no signature"})
  void refusesTextThatIsNotSigned(String where) {
    FakeArchive archive = archive(KEY);
    String text = releaseText(archive);
    releaseText(
        archive,
        switch (where) {
          case "before" -> "Codename: evil\n" + text;
          case "after" -> text + "Codename: evil\n";
          case "unsigned" -> "Suite: stable\nCodename: trixie\n";
          case "no signature" -> text.substring(0, text.indexOf("-----BEGIN PGP SIGNATURE"));
          default -> "";
        });

    assertThat(problem(archive, trust(KEY))).isInstanceOf(NotSigned.class);
  }

  @Test
  void refusesAnExpiredReleaseUnlessAllowed() throws ArchiveException, IOException {
    FakeArchive archive = new FakeArchive(KEY);
    Header header =
        new Header(
            "stable", "trixie", "Thu, 01 Jan 2026 00:00:00 UTC", "Thu, 08 Jan 2026 00:00:00 UTC");
    archive.publish(TRIXIE, header, List.of(TestDeb.named("demo", "1.0")));

    assertThat(problem(archive, trust(KEY)))
        .isEqualTo(new Expired(RELEASE_ADDRESS, Instant.parse("2026-01-08T00:00:00Z"), NOW));
    VerifiedSuite allowed =
        reader(archive).suite(TRIXIE, new ArchiveReader.Trust(TestKey.keyring(KEY), NOW, true));
    assertThat(allowed.expired()).isTrue();
    assertThat(allowed.date()).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void refusesAnotherSuite() {
    FakeArchive archive = archive(KEY);
    archive.publish(TRIXIE, Header.of("oldstable", "bookworm"), List.of());

    assertThat(problem(archive, trust(KEY)))
        .isEqualTo(new WrongSuite(RELEASE_ADDRESS, "trixie", "oldstable", "bookworm"));
  }

  @Test
  void refusesAnotherPocketOfTheSameCodename() {
    FakeArchive archive = archive(KEY);
    archive.publish(TRIXIE, Header.of("trixie-updates", "trixie"), List.of());

    assertThat(problem(archive, trust(KEY))).isInstanceOf(WrongSuite.class);
  }

  @Test
  void readsDatesPaddedWithBlanks() throws ArchiveException, IOException {
    FakeArchive archive = new FakeArchive(KEY);
    Header header = new Header("stable", "trixie", "Thu,  1 Jan 2026  0:50:08 UTC", "");
    archive.publish(TRIXIE, header, List.of());

    assertThat(reader(archive).suite(TRIXIE, trust(KEY)).date()).isEqualTo("2026-01-01T00:50:08Z");
  }

  @Test
  void refusesAChangedIndex() {
    FakeArchive archive = archive(KEY);
    byte[] index = archive.get(TRIXIE, INDEX);
    byte[] changed = index.clone();
    changed[40] ^= 1;
    String byHash = "dists/trixie/main/binary-amd64/by-hash/SHA256/" + Hashing.sha256(index).hex();
    archive.put(TRIXIE, byHash, changed);

    assertThat(problem(archive, trust(KEY)))
        .isEqualTo(
            new IndexDigest(
                FakeArchive.address(TRIXIE, byHash),
                Hashing.sha256(index),
                Hashing.sha256(changed)));
  }

  @Test
  void fallsBackToThePlainPathOfAnIndex() throws ArchiveException, IOException {
    FakeArchive archive = archive(KEY);
    byte[] index = archive.get(TRIXIE, INDEX);
    archive.remove(byHash(index));

    assertThat(fetchDemo(archive, trust(KEY))).exists();
  }

  @Test
  void takesTheFormThatIsUnpackedFastest() throws ArchiveException, IOException {
    FakeArchive archive = archive(KEY);

    fetchDemo(archive, trust(KEY));

    assertThat(archive.requests())
        .contains(byHash(archive.get(TRIXIE, INDEX)))
        .doesNotContain(byHash(archive.get(TRIXIE, INDEX.replace(".gz", ".xz"))));
  }

  @Test
  void takesTheOtherFormOfAMirrorWithoutTheFirst() throws ArchiveException, IOException {
    FakeArchive archive = archive(KEY);
    archive.remove(byHash(archive.get(TRIXIE, INDEX)));
    archive.remove(FakeArchive.address(TRIXIE, INDEX));

    assertThat(fetchDemo(archive, trust(KEY))).exists();
  }

  private static URI byHash(byte[] index) {
    return FakeArchive.address(
        TRIXIE, "dists/trixie/main/binary-amd64/by-hash/SHA256/" + Hashing.sha256(index).hex());
  }

  @Test
  void refusesAnIndexThatCannotBeRead() {
    FakeArchive archive = new FakeArchive(KEY);
    archive.publish(
        TRIXIE,
        Header.of("stable", "trixie"),
        List.of(new TestDeb("Package: demo\nVersion: 1.0\nneither field nor continuation")));

    assertThat(problem(archive, trust(KEY))).isInstanceOf(MalformedIndex.class);
  }

  @Test
  void refusesAChangedPackage() {
    FakeArchive archive = archive(KEY);
    byte[] deb = archive.get(TRIXIE, DEB);
    byte[] changed = deb.clone();
    changed[changed.length - 1] ^= 1;
    archive.put(TRIXIE, DEB, changed);

    assertThat(problem(archive, trust(KEY)))
        .isInstanceOfSatisfying(
            PackageDigest.class,
            problem -> {
              assertThat(problem.id().name()).isEqualTo("demo");
              assertThat(problem.expected()).isEqualTo(Hashing.sha256(deb));
              assertThat(problem.actual()).isEqualTo(Hashing.sha256(changed));
            });
  }

  @Test
  void refusesATruncatedPackage() {
    FakeArchive archive = archive(KEY);
    byte[] deb = archive.get(TRIXIE, DEB);
    archive.put(TRIXIE, DEB, Arrays.copyOf(deb, deb.length - 7));

    assertThat(problem(archive, trust(KEY)))
        .isEqualTo(new Truncated(FakeArchive.address(TRIXIE, DEB), deb.length, deb.length - 7L));
  }

  @Test
  void refusesAPackageThatGoesOn() {
    FakeArchive archive = archive(KEY);
    byte[] deb = archive.get(TRIXIE, DEB);
    archive.put(TRIXIE, DEB, Arrays.copyOf(deb, deb.length + 1));

    assertThat(problem(archive, trust(KEY)))
        .isEqualTo(new Oversized(FakeArchive.address(TRIXIE, DEB), deb.length));
  }

  @Test
  void namesEveryAddressWhereAPackageIsMissing() {
    FakeArchive archive = archive(KEY);
    archive.remove(TRIXIE, DEB);

    assertThat(problem(archive, trust(KEY)))
        .isEqualTo(new NotFound(List.of(FakeArchive.address(TRIXIE, DEB))));
  }

  @Test
  void findsADroppedVersionInTheSnapshot() throws ArchiveException, IOException {
    FakeArchive archive = archive(KEY);
    PackageRecord demo =
        reader(archive)
            .packages(reader(archive).suite(TRIXIE, trust(KEY)), "main", Architecture.AMD64)
            .named("demo")
            .getFirst();
    byte[] deb = archive.get(TRIXIE, DEB);
    archive.remove(TRIXIE, DEB);
    Suite snapshot = new Suite("snapshot", "trixie");
    archive.put(snapshot, "archive/debian/20260101T000000Z/" + DEB, deb);
    archive.requests().clear();
    Mirrors mirrors =
        FakeArchive.mirrors()
            .thenSnapshot(URI.create(FakeArchive.HOST + "snapshot/"), "20260101T000000Z");

    Path file =
        new ArchiveReader(archive, FakeArchive.store(directory), mirrors, directory)
            .packageFile(demo.id(), demo.file());

    assertThat(file).hasBinaryContent(deb);
    assertThat(archive.requests()).hasSize(2).noneMatch(uri -> uri.getPath().contains("/dists/"));
  }

  @Test
  void goesOnWhenAMirrorCannotBeReached() throws ArchiveException, IOException {
    FakeArchive archive = archive(KEY);
    PackageRecord demo =
        reader(archive)
            .packages(reader(archive).suite(TRIXIE, trust(KEY)), "main", Architecture.AMD64)
            .named("demo")
            .getFirst();
    URI broken = URI.create("http://broken.test/debian/");
    ArchiveTransport transport =
        address -> {
          if (address.getHost().equals(broken.getHost())) {
            throw new IOException("connection refused");
          }
          return archive.open(address);
        };
    Mirrors mirrors = new Mirrors(Map.of("debian", List.of(broken))).then(FakeArchive.mirrors());

    assertThat(
            new ArchiveReader(transport, FakeArchive.store(directory), mirrors, directory)
                .packageFile(demo.id(), demo.file()))
        .exists();
  }

  @Test
  void theShippedKeyringHasTheKeysOfEachRelease() throws IOException {
    // The text of a real signature is not needed: an unknown key would be reported by its id.
    assertThat(Keyring.debian().fingerprints())
        .contains(
            "B8B80B5B623EAB6AD8775C45B7C5D7D6350947F8",
            "05AB90340C0C5E797F44A8C8254CF3B5AEC0A8F0",
            "4D64FEC119C2029067D6E791F8D2585B8783D481",
            "04B54C3CDCA79751B16BC6B5225629DF75B188BD",
            "5E04A1E3223A19A20706E20F9904613D4CCE68C6",
            "41587F7DB8C774BCCF131416762F67A0B2C39DE4");
  }
}
