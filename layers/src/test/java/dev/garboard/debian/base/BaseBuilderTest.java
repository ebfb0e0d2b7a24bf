package dev.garboard.debian.base;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.content.Content;
import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.archive.ArchiveException;
import dev.garboard.debian.archive.ArchiveReader;
import dev.garboard.debian.archive.Distribution;
import dev.garboard.debian.archive.FakeArchive;
import dev.garboard.debian.archive.FakeArchive.Header;
import dev.garboard.debian.archive.Mirrors;
import dev.garboard.debian.archive.Suite;
import dev.garboard.debian.archive.TestKey;
import dev.garboard.debian.lock.BaseLock;
import dev.garboard.debian.lock.LockChange;
import dev.garboard.debian.lock.LockException;
import dev.garboard.debian.lock.LockReader;
import dev.garboard.debian.lock.LockWriter;
import dev.garboard.debian.lock.LockedSet;
import dev.garboard.debian.lock.LockedSet.Use;
import dev.garboard.debian.packages.ClosureException;
import dev.garboard.debian.packages.DebianVersion;
import dev.garboard.debian.packages.PackageId;
import dev.garboard.debian.unpack.DropRules;
import dev.garboard.debian.unpack.TestDeb;
import dev.garboard.debian.unpack.UnpackException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BaseBuilderTest {

  private static final TestKey KEY = TestKey.generate();
  private static final Distribution TRIXIE = Distribution.debian("debian:13").orElseThrow();
  private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

  @TempDir Path directory;

  private static TestDeb deb(String name, String version, String depends) {
    return new TestDeb(
        "Package: "
            + name
            + "\nVersion: "
            + version
            + "\nArchitecture: amd64\nDescription: test"
            + (depends.isEmpty() ? "" : "\nDepends: " + depends));
  }

  private static FakeArchive archive(String securityVersion) {
    List<TestDeb> main =
        List.of(
            deb("base-files", "13", "").file("./etc/debian_version", "13"),
            deb("libpq5", "17", "libssl3t64, libldap2").file("./usr/lib/libpq.txt", "x"),
            deb("libldap2", "2", "").file("./usr/lib/libldap.txt", "x"),
            deb("python3", "3", "libssl3t64 (>= 3)").file("./usr/bin/python3", "x"),
            deb("libssl3t64", "3.0", "").file("./usr/lib/libssl.txt", "3.0"));
    List<TestDeb> security =
        List.of(deb("libssl3t64", securityVersion, "").file("./usr/lib/libssl.txt", "fixed"));
    FakeArchive archive = new FakeArchive(KEY);
    for (Suite suite : TRIXIE.suites()) {
      String pocket = suite.name().substring("trixie".length());
      archive.publish(
          suite,
          Header.of("stable" + pocket, suite.name()),
          pocket.isEmpty() ? main : pocket.equals("-security") ? security : List.of());
    }
    return archive;
  }

  private ArchiveReader reader(FakeArchive archive, Mirrors mirrors, String store)
      throws IOException {
    Path files = Files.createDirectories(directory.resolve(store));
    return new ArchiveReader(archive, FakeArchive.store(files), mirrors, files);
  }

  private BaseLock lock(FakeArchive archive)
      throws ArchiveException, ClosureException, IOException {
    ArchiveReader.Trust trust = new ArchiveReader.Trust(TestKey.keyring(KEY), NOW, false);
    BaseLocker.Request request =
        new BaseLocker.Request(
            TRIXIE,
            List.of(Architecture.AMD64),
            List.of(),
            List.of("python3", "base-files"),
            List.of("libpq5"));
    ArchiveReader reader =
        reader(archive, FakeArchive.mirrors(), "lock-" + System.identityHashCode(archive));
    return BaseLocker.lock(new BaseResolver(reader, trust), request, NOW).lock();
  }

  private static List<String> names(BaseLock lock, Use use) {
    return lock.set(use, Architecture.AMD64).orElseThrow().packages().stream()
        .map(PackageId::name)
        .toList();
  }

  @Test
  void locksTheNewestOfAllSuites()
      throws ArchiveException, ClosureException, IOException, LockException {
    BaseLock lock = lock(archive("3.0+deb13u1"));

    assertThat(lock.timestamp()).isEqualTo("20260201T000000Z");
    assertThat(names(lock, Use.BASE)).containsExactly("base-files", "libssl3t64", "python3");
    assertThat(names(lock, Use.SYSTEM)).containsExactly("libldap2", "libpq5");
    assertThat(lock.packages())
        .filteredOn(each -> each.id().name().equals("libssl3t64"))
        .singleElement()
        .satisfies(each -> {
          assertThat(each.id().version().text()).isEqualTo("3.0+deb13u1");
          assertThat(each.file().archive()).isEqualTo("debian-security");
        });
    assertThat(LockReader.parse(LockWriter.text(lock))).isEqualTo(lock);
  }

  @Test
  void anUpdateShowsWhatMoved() throws ArchiveException, ClosureException, IOException {
    assertThat(LockChange.between(lock(archive("3.0+deb13u1")), lock(archive("3.0+deb13u2"))))
        .containsExactly(
            new LockChange.Moved(
                new PackageId("libssl3t64", new DebianVersion("3.0+deb13u1"), "amd64"),
                new DebianVersion("3.0+deb13u2")));
  }

  @Test
  void buildsWhatIsLockedAfterTheMirrorHasMovedOn()
      throws ArchiveException,
          ClosureException,
          IOException,
          UnpackException,
          InterruptedException {
    FakeArchive old = archive("3.0+deb13u1");
    BaseLock lock = lock(old);
    FakeArchive mirror = archive("3.0+deb13u2");
    Suite snapshot = new Suite("snapshot", "");
    String dropped = "pool/main/libssl3t64_3.0+deb13u1_amd64.deb";
    mirror.put(
        snapshot,
        "archive/debian-security/" + lock.timestamp() + "/" + dropped,
        old.get(TRIXIE.suites().getLast(), dropped));
    Mirrors mirrors =
        FakeArchive.mirrors()
            .thenSnapshot(URI.create(FakeArchive.HOST + "snapshot/"), lock.timestamp());
    BaseBuilder builder =
        new BaseBuilder(
            reader(mirror, mirrors, "build"),
            lock,
            new BaseBuilder.Options(DropRules.standard(), true, List.of(), 2),
            Files.createDirectories(directory.resolve("work")));

    DebianBase.Built base = builder.base(set(lock, Use.BASE));
    SystemPackages.Built system = builder.system(set(lock, Use.SYSTEM), Content.of(""));

    assertThat(mirror.requests()).noneMatch(uri -> uri.getPath().contains("/dists/"));
    assertThat(base.warnings())
        .containsExactly(new BaseWarning.NoInterpreter(Architecture.AMD64, ""));
    assertThat(system.tree().entries().keySet())
        .extracting(Object::toString)
        .containsExactly(
            "usr/lib/libldap.txt",
            "usr/lib/libpq.txt",
            "var/lib/dpkg/status.d/libldap2",
            "var/lib/dpkg/status.d/libpq5");
  }

  private static LockedSet set(BaseLock lock, Use use) {
    return lock.set(use, Architecture.AMD64).orElseThrow();
  }

  @Test
  void buildsFromAVendorDirectoryWithoutANetwork()
      throws ArchiveException,
          ClosureException,
          IOException,
          UnpackException,
          InterruptedException {
    FakeArchive mirror = archive("3.0+deb13u1");
    BaseLock lock = lock(mirror);
    Path vendor = directory.resolve("vendor");
    VendorDirectory.write(reader(mirror, FakeArchive.mirrors(), "first"), lock.packages(), vendor);
    Path work = Files.createDirectories(directory.resolve("offline"));
    ArchiveReader offline =
        new ArchiveReader(
            address -> Optional.of(Files.newInputStream(Path.of(address))),
            FakeArchive.store(work),
            VendorDirectory.mirrors(lock, vendor),
            work);
    BaseBuilder builder =
        new BaseBuilder(
            offline,
            lock,
            new BaseBuilder.Options(DropRules.standard(), false, List.of(), 1),
            work);

    assertThat(builder.base(set(lock, Use.BASE)).layers()).isNotEmpty();
    assertThat(vendor.resolve("debian-security/pool/main/libssl3t64_3.0+deb13u1_amd64.deb"))
        .exists();
  }
}
