package dev.garboard.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.garboard.base.NotLockedException.Mismatch;
import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.archive.ArchiveException;
import dev.garboard.debian.archive.FakeArchive;
import dev.garboard.debian.archive.FakeArchive.Header;
import dev.garboard.debian.archive.Suite;
import dev.garboard.debian.archive.TestKey;
import dev.garboard.debian.base.PackageNames;
import dev.garboard.debian.lock.BaseLock;
import dev.garboard.debian.lock.LockWriter;
import dev.garboard.debian.packages.PackageId;
import dev.garboard.debian.unpack.TestDeb;
import dev.garboard.elf.TestElf;
import dev.garboard.http.Credentials;
import dev.garboard.http.HttpSettings;
import dev.garboard.http.WebClient;
import dev.garboard.image.BaseImage;
import dev.garboard.image.TestBases;
import dev.garboard.image.TestLayers;
import dev.garboard.oci.Platform;
import dev.garboard.store.Store;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On a small Ubuntu: an image that says so, and a signed archive on disk.
final class SystemLayersTest {

  private static final TestKey KEY = TestKey.generate();
  private static final String LIB = "./usr/lib/x86_64-linux-gnu/";
  private static final String NOBLE = "ID=ubuntu\nVERSION_CODENAME=noble\n";

  private static final String STATUS =
      """
      Package: libc6
      Status: install ok installed
      Version: 2.39-0ubuntu8
      Architecture: amd64

      Package: gone
      Status: deinstall ok config-files
      Version: 1
      Architecture: amd64
      """;

  @TempDir Path directory;
  private final WebClient offline =
      new WebClient(
          HttpSettings.from(Map.of()).withOffline(true), Credentials.from(Map.of(), List.of()));

  @BeforeEach
  void publish() throws IOException {
    FakeArchive archive = new FakeArchive(KEY);
    archive.publish(
        new Suite("ubuntu", "noble"),
        Header.of("noble", "noble"),
        List.of(
            deb("libpq5", "16", "libc6 (>= 2.38), libssl3t64", "libpq.so.5"),
            deb("libssl3t64", "3.0.13-0ubuntu3", "libc6", "libssl.so.3")));
    archive.publish(
        new Suite("ubuntu", "noble-updates"), Header.of("noble-updates", "noble"), List.of());
    archive.publish(
        new Suite("ubuntu-security", "noble-security"),
        Header.of("noble-security", "noble"),
        List.of(deb("libssl3t64", "3.0.13-0ubuntu3.5", "libc6", "libssl.so.3")));
    archive.writeTo(directory.resolve("mirror"));
  }

  @AfterEach
  void close() {
    offline.close();
  }

  private static TestDeb deb(String name, String version, String depends, String library) {
    return new TestDeb(
            """
            Package: %s
            Version: %s
            Architecture: amd64
            Depends: %s
            Description: test
            """
                .formatted(name, version, depends))
        .file(LIB + library, new TestElf(library).bytes(), 0644)
        .file("./usr/share/doc/" + name + "/copyright", "free")
        .file("./usr/share/man/man3/" + name + ".3", "dropped");
  }

  private SystemLayers layers(TestKey key) {
    return new SystemLayers(
        TinyDebian.archives(
            directory,
            new Store(directory.resolve("store"), InstantSource.system()),
            offline,
            List.of("libpq5"),
            _ -> TestKey.keyring(key)));
  }

  private SystemLayers.Foreign base(String osRelease, String status) throws Exception {
    Map<String, String> files = new TreeMap<>();
    files.put("etc/os-release", osRelease);
    files.put("var/lib/dpkg/status", status);
    files.put(
        LIB.substring(2) + "libc.so.6",
        new String(
            new TestElf("libc.so.6").defines("GLIBC_2.39").bytes(), StandardCharsets.ISO_8859_1));
    Path layout = Files.createTempDirectory(directory, "layout");
    BaseImage.Existing image =
        (BaseImage.Existing)
            TestBases.in(layout)
                .image("amd64", "", "{}", TestLayers.gzip(files))
                .source("")
                .open(Platform.linux("amd64"));
    BaseSystem system =
        new BaseSystems(new Store(directory.resolve("store"), InstantSource.system()))
            .of(image, Platform.linux("amd64"));
    return new SystemLayers.Foreign("oci:layout", Architecture.AMD64, system);
  }

  private void pin(BaseLock lock) throws IOException {
    Files.writeString(directory.resolve("garboard.lock"), LockWriter.text(lock));
  }

  @Test
  void readsWhatABaseOffersOnceAndRemembersIt() throws Exception {
    BaseSystem system = base(NOBLE, STATUS).system();

    assertThat(system.osRelease()).isEqualTo(NOBLE);
    assertThat(system.packages()).containsOnlyKeys("libc6");
    assertThat(system.libraries().versions()).containsOnlyKeys("libc.so.6");
    assertThat(BaseSystemText.parse(BaseSystemText.of(system)).libraries())
        .isEqualTo(system.libraries());
    assertThat(BaseSystemText.parse(BaseSystemText.of(system)).packages())
        .isEqualTo(system.packages());
  }

  @Test
  void addsTheClosureLessWhatTheBaseHas() throws Exception {
    SystemLayer layer = layers(KEY).on(base(NOBLE, STATUS)).orElseThrow();

    assertThat(layer.packages())
        .extracting(PackageId::toString)
        .containsExactly("libpq5 16 amd64", "libssl3t64 3.0.13-0ubuntu3.5 amd64");
    try (SystemLayer.Unpacked unpacked = layer.unpack()) {
      List<String> paths = new ArrayList<>();
      unpacked.tree().entries().keySet().forEach(path -> paths.add(path.value()));
      assertThat(paths)
          .contains(
              "usr/lib/x86_64-linux-gnu/libpq.so.5",
              "usr/lib/x86_64-linux-gnu/libssl.so.3",
              "usr/share/doc/libpq5/copyright",
              "var/lib/dpkg/status.d/libpq5")
          .noneMatch(path -> path.contains("/man/"));
    }
    assertThat(layers(KEY).names(Architecture.AMD64, base(NOBLE, STATUS).system()))
        .isEqualTo(new PackageNames.Known(Set.of("libpq5", "libssl3t64")));
  }

  @Test
  void givesABaseWithoutALoaderCacheOne() throws Exception {
    SystemLayer layer = layers(KEY).on(base(NOBLE, STATUS)).orElseThrow();

    try (SystemLayer.Unpacked unpacked = layer.unpack()) {
      TreeEntry.RegularFile cache =
          (TreeEntry.RegularFile) unpacked.tree().get(UnixPath.of("etc/ld.so.cache")).orElseThrow();
      assertThat(new String(cache.content().readAll(), StandardCharsets.ISO_8859_1))
          .startsWith("glibc-ld.so.cache1.1")
          .contains("/usr/lib/x86_64-linux-gnu/libc.so.6\0", "/libpq.so.5\0")
          .endsWith("ldconfig (Debian GLIBC 2.39-0ubuntu8) stable release version 2.39");
    }
  }

  @Test
  void addsNothingToABaseThatHasIt() throws Exception {
    String status = STATUS + "\nPackage: libpq5\nVersion: 16\nArchitecture: amd64\n";

    assertThat(layers(KEY).on(base(NOBLE, status))).isEmpty();
  }

  @Test
  void believesOnlyKeysOfTheBasesDistribution() throws Exception {
    SystemLayers.Foreign base = base(NOBLE, STATUS);

    assertThatThrownBy(() -> layers(TestKey.generate()).on(base))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("UnknownKey");
  }

  @Test
  void refusesBasesOfOtherFamilies() throws Exception {
    List<SystemLayers.Foreign> refused =
        List.of(base("ID=fedora\nVERSION_CODENAME=\n", STATUS), base("", STATUS), base(NOBLE, ""));
    for (SystemLayers.Foreign base : refused) {
      assertThatThrownBy(() -> layers(KEY).on(base)).isInstanceOf(NoSystemPackagesException.class);
    }
  }

  @Test
  void aPinnedLayerNeedsNoIndexAndNoSignature() throws Exception {
    pin(layers(KEY).choose(List.of(base(NOBLE, STATUS))));
    try (var files = Files.walk(directory.resolve("mirror"))) {
      for (Path file : files.filter(each -> each.toString().contains("/dists/")).toList()) {
        if (Files.isRegularFile(file)) {
          Files.delete(file);
        }
      }
    }

    Optional<SystemLayer> layer = layers(TestKey.generate()).on(base(NOBLE, STATUS));

    try (SystemLayer.Unpacked unpacked = layer.orElseThrow().unpack()) {
      assertThat(unpacked.tree().entries())
          .containsKey(UnixPath.of("usr/lib/x86_64-linux-gnu/libpq.so.5"));
    }
  }

  @Test
  void noticesThatTheBaseHasMoved() throws Exception {
    pin(layers(KEY).choose(List.of(base(NOBLE, STATUS))));
    SystemLayers.Foreign older = base(NOBLE, STATUS.replace("2.39-0ubuntu8", "2.39-0ubuntu7"));
    SystemLayers.Foreign newer = base(NOBLE, STATUS.replace("2.39-0ubuntu8", "2.39-0ubuntu9"));
    SystemLayers.Foreign other = base(NOBLE.replace("noble", "plucky"), STATUS);

    assertThat(layers(KEY).on(newer)).isPresent();
    assertThatThrownBy(() -> layers(KEY).on(older))
        .isInstanceOfSatisfying(
            NotLockedException.class,
            e -> assertThat(e.mismatch()).isEqualTo(new Mismatch.OtherBase("oci:layout")));
    assertThatThrownBy(() -> layers(KEY).on(other))
        .isInstanceOfSatisfying(
            NotLockedException.class,
            e -> assertThat(e.mismatch()).isInstanceOf(Mismatch.OtherRequest.class));
  }

  @Test
  void theKeyHoldsPackagesAndTheLoaderCacheAlone() throws Exception {
    SystemLayer one = layers(KEY).on(base(NOBLE, STATUS)).orElseThrow();
    String status = STATUS + "\nPackage: bash\nVersion: 5\nArchitecture: amd64\n";
    SystemLayer same = layers(KEY).on(base(NOBLE, status)).orElseThrow();

    assertThat(same.keyInputs()).isEqualTo(one.keyInputs());
    assertThat(String.valueOf(one.keyInputs().get("packages")))
        .contains("libpq5 16 amd64", "sha256:");
  }
}
