package dev.garboard.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A tiny Debian in a signed archive on disk.
final class DebianBasesTest {

  private static final TestKey KEY = TestKey.generate();
  private static final Platform AMD64 = Platform.linux("amd64");

  @TempDir Path directory;
  private String version = "";
  private String date = "Thu, 01 Jan 2026 00:00:00 UTC";
  private final List<Digest> asked = new ArrayList<>();
  private final WebClient offline =
      new WebClient(
          HttpSettings.from(Map.of()).withOffline(true), Credentials.from(Map.of(), List.of()));

  @BeforeEach
  void publish() throws IOException {
    published("2.41");
  }

  private void published(String version) throws IOException {
    this.version = version;
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
          new Header("stable" + pocket, suite.name(), date, ""),
          pocket.isEmpty() ? packages : List.of());
    }
    archive.writeTo(directory.resolve("mirror"));
  }

  @AfterEach
  void close() {
    offline.close();
  }

  private TestDeb deb(String name, String depends) {
    return new TestDeb(
        "Package: %s\nVersion: %s\nArchitecture: amd64\nDescription: test%s"
            .formatted(name, version, depends.isEmpty() ? "" : "\nDepends: " + depends));
  }

  private Store store(String name) throws IOException {
    return new Store(directory.resolve(name), InstantSource.system());
  }

  private DebianBases bases(Store store, List<String> system) {
    return bases(store, system, _ -> TestKey.keyring(KEY));
  }

  private DebianBases bases(Store store, List<String> system, DebianArchives.Keys keys) {
    DebianSettings settings =
        new DebianSettings(
            List.of(directory.resolve("mirror").toUri()),
            Map.of(),
            directory.resolve("garboard.lock"),
            false,
            List.of(),
            1,
            DropRules.standard(),
            system);
    return new DebianBases(
        new DebianArchives(
            store,
            offline,
            settings,
            InstantSource.fixed(Instant.parse("2026-03-01T00:00:00Z")),
            SilentNotice.INSTANCE,
            keys));
  }

  private BaseImage.Existing open(Store store, KnownBases elsewhere) throws Exception {
    return (BaseImage.Existing)
        bases(store, List.of()).with(elsewhere, KnownChoices.NONE).open("debian:13", true, AMD64);
  }

  private void open(Store store, Told told) throws Exception {
    bases(store, List.of()).with(told::base, told).open("debian:13", true, AMD64);
  }

  /// What others know, in memory.
  private static final class Told implements KnownChoices {
    private final Map<Digest, String> choices = new LinkedHashMap<>();
    private final List<Digest> asked = new ArrayList<>();
    private final List<Digest> noted = new ArrayList<>();
    private final List<Digest> bases = new ArrayList<>();

    Optional<OwnBase> base(Digest key, Platform platform) {
      bases.add(key);
      return Optional.empty();
    }

    @Override
    public String origin() {
      return "others";
    }

    @Override
    public Optional<String> find(Digest key) {
      asked.add(key);
      return Optional.ofNullable(choices.get(key));
    }

    @Override
    public void note(Digest key, String text) {
      noted.add(key);
      choices.put(key, text);
    }
  }

  /// The key of the base that is looked for, which tells what packages it is of. It is found, so
  /// that it is not made.
  private Digest chosen(Store store, KnownChoices choices) throws Exception {
    List<Digest> keys = new ArrayList<>();
    KnownBases looksFor =
        (key, platform) -> {
          keys.add(key);
          return Optional.of(
              new OwnBase(new OwnBase.Statement(key, "", ""), platform, List.of(), List.of()));
        };
    bases(store, List.of()).with(looksFor, choices).open("debian:13", true, AMD64);
    return keys.getFirst();
  }

  /// What others say who do not choose as the archive does.
  private Told toldOtherwise() throws Exception {
    Told told = new Told();
    chosen(store("one"), told);
    told.choices.replaceAll((_, text) ->
        text.replaceFirst("(name = \"tzdata\"[^\\[]*sha256:)[0-9a-f]{8}", "$1" + "00000000"));
    told.asked.clear();
    told.noted.clear();
    return told;
  }

  private void removeIndexes() throws IOException {
    for (String archive : List.of("debian", "debian-security")) {
      try (var files = Files.walk(directory.resolve("mirror").resolve(archive).resolve("dists"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (!file.endsWith("InRelease")) {
            Files.delete(file);
          }
        }
      }
    }
  }

  @Test
  void whatOthersChoseOfTheSameIndexesNeedsNoIndex() throws Exception {
    Told told = new Told();
    open(store("one"), told);
    removeIndexes();

    open(store("two"), told);

    assertThat(told.asked).hasSize(2);
    assertThat(told.noted).hasSize(1);
    assertThat(told.bases.get(1)).isEqualTo(told.bases.get(0));
  }

  @Test
  void whatOthersChoseIsForThoseAloneWhoAskThem() throws Exception {
    Told told = toldOtherwise();
    Store store = store("two");
    Digest theirs = chosen(store, told);

    Digest own = chosen(store, KnownChoices.NONE);

    assertThat(own).isNotEqualTo(theirs).isEqualTo(chosen(store("three"), KnownChoices.NONE));
  }

  @Test
  void whatOthersChoseIsNotAskedForTwice() throws Exception {
    Told told = toldOtherwise();
    Digest theirs = chosen(store("two"), told);

    assertThat(chosen(store("two"), told)).isEqualTo(theirs);
    assertThat(told.asked).hasSize(1);
  }

  @Test
  void whatOthersChoseIsNotNoted() throws Exception {
    Told told = toldOtherwise();
    chosen(store("two"), told);

    assertThat(told.asked).hasSize(1);
    assertThat(told.noted).isEmpty();
  }

  @Test
  void whatWasChosenHereIsForAll() throws Exception {
    Told told = toldOtherwise();
    Digest own = chosen(store("two"), KnownChoices.NONE);

    assertThat(chosen(store("two"), told)).isEqualTo(own);
    assertThat(told.asked).isEmpty();
  }

  @Test
  void aChangedIndexIsAnotherState() throws Exception {
    Told told = new Told();
    open(store("one"), told);
    published("2.42");
    open(store("two"), told);

    assertThat(Set.copyOf(told.asked)).hasSize(2);
    assertThat(told.bases.get(1)).isNotEqualTo(told.bases.get(0));
  }

  @Test
  void aNewDateOfTheSameIndexesIsNot() throws Exception {
    Told told = new Told();
    open(store("one"), told);
    date = "Fri, 02 Jan 2026 00:00:00 UTC";
    published("2.41");
    removeIndexes();
    open(store("two"), told);

    assertThat(Set.copyOf(told.asked)).hasSize(1);
  }

  @Test
  void anotherRequestIsNotAnswered() throws Exception {
    Told told = new Told();
    open(store("one"), told);
    DebianBases others = bases(store("two"), List.of("libc6")).with(told::base, told);
    others.open("debian:13", true, AMD64);

    assertThat(Set.copyOf(told.asked)).hasSize(2);
    assertThat(told.choices).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void aBrokenAnswerIsNone(UnaryOperator<String> broken) throws Exception {
    Told told = new Told();
    open(store("one"), told);
    Digest key = told.asked.getFirst();
    String good = told.choices.getOrDefault(key, "");
    String bad = broken.apply(good);
    assertThat(bad).isNotEqualTo(good);
    told.choices.put(key, bad);

    open(store("two"), told);

    assertThat(told.bases.get(1)).isEqualTo(told.bases.get(0));
    assertThat(told.choices).containsEntry(key, good);
  }

  static Stream<UnaryOperator<String>> broken() {
    return Stream.of(
        text -> "",
        text -> "not a lock",
        text -> text.substring(0, text.length() / 2),
        text -> text + "\n",
        text -> text.replace("version = 1\n", "version = 2\n"),
        text -> text.replace("debian:13", "debian:12"),
        text -> text.replace("20260301T000000Z", "../../elsewhere"),
        text -> text.replace("use = \"base\"", "use = \"system\""),
        text ->
            text.replace(
                "architecture = \"amd64\"\nrequested", "architecture = \"arm64\"\nrequested"),
        text -> text.replaceFirst("    \"tzdata\",\n", ""),
        text -> text.replace("    \"tzdata 2.41 amd64\",\n", ""),
        text -> text.replace("archive = \"debian\"", "archive = \"elsewhere\""),
        text -> text.replace("pool/main", "dists/main"),
        text -> text.replace("pool/main", "pool/main/../.."),
        text -> text.replace("pool/main", "pool/%2e%2e/%2e%2e/other"),
        text -> text.replace("pool/main", "pool/\u0001main"),
        text -> text.replaceFirst("sha256:[0-9a-f]{64}", "sha512:" + "0".repeat(128)),
        text -> text + "\n".repeat(1 << 20));
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
  void nothingIsLeftBehindWhenThereAreNoKeys() throws Exception {
    Store store = store("one");
    Path work = Files.createDirectories(store.root().resolve("work"));
    DebianBases bases =
        bases(
            store,
            List.of(),
            _ -> {
              throw new IOException("no keys");
            });

    assertThatThrownBy(() -> bases.open("debian:13", true, AMD64)).hasMessage("no keys");

    assertThat(work).isEmptyDirectory();
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
