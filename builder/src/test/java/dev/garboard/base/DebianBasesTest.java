package dev.garboard.base;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.content.Digest;
import dev.garboard.content.Directories;
import dev.garboard.debian.archive.Distribution;
import dev.garboard.debian.archive.FakeArchive;
import dev.garboard.debian.archive.FakeArchive.Header;
import dev.garboard.debian.archive.Suite;
import dev.garboard.debian.archive.TestKey;
import dev.garboard.debian.base.DebianBase;
import dev.garboard.debian.unpack.DropRules;
import dev.garboard.debian.unpack.TestDeb;
import dev.garboard.elf.TestElf;
import dev.garboard.http.Credentials;
import dev.garboard.http.HttpSettings;
import dev.garboard.http.WebClient;
import dev.garboard.image.BaseImage;
import dev.garboard.image.OwnBase;
import dev.garboard.oci.ImageConfig;
import dev.garboard.oci.Platform;
import dev.garboard.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A tiny Debian in a signed archive on disk.
final class DebianBasesTest {

  private static final TestKey KEY = TestKey.generate();
  private static final Platform AMD64 = Platform.linux("amd64");

  @TempDir Path directory;
  private final List<Digest> asked = new ArrayList<>();
  private final WebClient offline =
      new WebClient(
          HttpSettings.from(Map.of()).withOffline(true), Credentials.from(Map.of(), List.of()));

  @BeforeEach
  void publish() throws IOException {
    List<TestDeb> packages = new ArrayList<>();
    for (String name : DebianBase.SEEDS) {
      packages.add(
          deb(name, name.equals("python3") ? "python3.13-minimal" : "libc6")
              .file("./usr/share/" + name + "/file", name));
    }
    packages.add(deb("python3.13-minimal", "libc6").file("./usr/bin/python3.13", "ELF"));
    packages.add(
        deb("libc6", "")
            .file(
                "./usr/lib/x86_64-linux-gnu/libc.so.6",
                new TestElf("libc.so.6").defines("GLIBC_2.41").bytes(),
                0755));
    FakeArchive archive = new FakeArchive(KEY);
    for (Suite suite : Distribution.debian("debian:13").orElseThrow().suites()) {
      String pocket = suite.name().substring("trixie".length());
      archive.publish(
          suite,
          Header.of("stable" + pocket, suite.name()),
          pocket.isEmpty() ? packages : List.of());
    }
    archive.writeTo(directory.resolve("mirror"));
  }

  @AfterEach
  void close() {
    offline.close();
  }

  private static TestDeb deb(String name, String depends) {
    return new TestDeb(
        "Package: %s\nVersion: 2.41\nArchitecture: amd64\nDescription: test%s"
            .formatted(name, depends.isEmpty() ? "" : "\nDepends: " + depends));
  }

  private Store store(String name) throws IOException {
    return new Store(directory.resolve(name), InstantSource.system());
  }

  private BaseImage.Existing open(Store store, KnownBases elsewhere) throws Exception {
    DebianSettings settings =
        new DebianSettings(
            List.of(directory.resolve("mirror").toUri()),
            Map.of(),
            directory.resolve("garboard.lock"),
            false,
            List.of(),
            1,
            DropRules.standard(),
            List.of());
    DebianArchives archives =
        new DebianArchives(
            store,
            offline,
            settings,
            InstantSource.fixed(Instant.parse("2026-03-01T00:00:00Z")),
            SilentNotice.INSTANCE,
            _ -> TestKey.keyring(KEY));
    return (BaseImage.Existing) new DebianBases(archives).open("debian:13", true, AMD64, elsewhere);
  }

  private Optional<OwnBase> remember(Digest key, Platform platform) {
    asked.add(key);
    return Optional.empty();
  }

  @Test
  void whatIsNotPinnedIsLookedForAndNotMadeWhereItExists() throws Exception {
    BaseImage.Existing made = open(store("one"), this::remember);
    Directories.delete(directory.resolve("mirror/debian/pool"));
    OwnBase known =
        new OwnBase(
            new OwnBase.Statement(asked.getFirst(), "", ""),
            AMD64,
            made.layers(),
            made.config().history());

    BaseImage.Existing taken =
        open(
            store("two"),
            (key, _) -> key.equals(asked.getFirst()) ? Optional.of(known) : Optional.empty());

    assertThat(taken.layers()).isEqualTo(made.layers());
    try (var files = Files.walk(directory.resolve("two"))) {
      assertThat(
              files
                  .filter(file -> file.toString().contains("layers/"))
                  .filter(Files::isRegularFile))
          .isEmpty();
    }
  }

  @Test
  void whatTheStoreHasIsNotLookedFor() throws Exception {
    BaseImage.Existing made = open(store("one"), this::remember);
    assertThat(open(store("one"), this::remember).manifest()).isEqualTo(made.manifest());
    assertThat(asked).hasSize(1);
  }

  @Test
  void aBaseSaysWhatItsLayersHold() throws Exception {
    Store store = store("one");
    BaseImage.Existing made = open(store, KnownBases.NONE);
    BaseSystem stated = BaseSystemText.parse(OwnBase.system(made.config()).orElseThrow());
    BaseSystem read =
        new BaseSystems(store).of("debian:13", made.layers(), DebianArchives.architecture(AMD64));

    assertThat(BaseSystemText.of(stated)).isEqualTo(BaseSystemText.of(read));
    assertThat(stated.packages()).containsKeys("libc6", "python3.13-minimal");
    assertThat(stated.libraries().versions()).containsOnlyKeys("libc.so.6");
    assertThat(stated.loaderCache().size()).isPositive();
  }

  @Test
  void furtherLayersMakeItsWordsWorthless() throws Exception {
    ImageConfig config = open(store("one"), KnownBases.NONE).config();
    List<Digest> diffIds = new ArrayList<>(config.diffIds());
    diffIds.add(diffIds.getFirst());
    assertThat(
            OwnBase.system(
                new ImageConfig(
                    config.platform(),
                    config.process(),
                    diffIds,
                    config.history(),
                    config.others())))
        .isEmpty();
  }
}
