package dev.garboard.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.garboard.content.Digest;
import dev.garboard.content.Directories;
import dev.garboard.image.BaseImage;
import dev.garboard.image.OwnBase;
import dev.garboard.oci.ImageConfig;
import dev.garboard.oci.Platform;
import dev.garboard.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bases of [TinyDebian].
final class DebianBasesTest {

  private static final Platform AMD64 = Platform.linux("amd64");

  private final Path directory;
  private final TinyDebian debian;
  private final List<Digest> asked = new ArrayList<>();

  DebianBasesTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    this.debian = new TinyDebian(directory).publish();
  }

  @AfterEach
  void close() {
    debian.close();
  }

  private BaseImage.Existing open(Store store, KnownBases elsewhere) throws Exception {
    return (BaseImage.Existing)
        debian
            .bases(store, List.of())
            .with(elsewhere, KnownChoices.NONE)
            .open("debian:13", true, AMD64);
  }

  private Optional<OwnBase> remember(Digest key, Platform platform) {
    asked.add(key);
    return Optional.empty();
  }

  @Test
  void whatIsNotPinnedIsLookedForAndNotMadeWhereItExists() throws Exception {
    BaseImage.Existing made = open(debian.store("one"), this::remember);
    Directories.delete(directory.resolve("mirror/debian/pool"));
    OwnBase known =
        new OwnBase(
            new OwnBase.Statement(asked.getFirst(), "", ""),
            AMD64,
            made.layers(),
            made.config().history());

    BaseImage.Existing taken =
        open(
            debian.store("two"),
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
    Store store = debian.store("one");
    Path work = Files.createDirectories(store.root().resolve("work"));
    DebianBases bases =
        debian.bases(
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
    BaseImage.Existing made = open(debian.store("one"), this::remember);
    assertThat(open(debian.store("one"), this::remember).manifest()).isEqualTo(made.manifest());
    assertThat(asked).hasSize(1);
  }

  @Test
  void aBaseSaysWhatItsLayersHold() throws Exception {
    Store store = debian.store("one");
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
    ImageConfig config = open(debian.store("one"), KnownBases.NONE).config();
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
