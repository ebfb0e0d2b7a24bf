package dev.garboard.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.http.HttpSettings;
import dev.garboard.image.BaseImage;
import dev.garboard.image.Image;
import dev.garboard.image.ImageLayer;
import dev.garboard.image.TestImages;
import dev.garboard.oci.Descriptor;
import dev.garboard.registry.BlobReadException;
import dev.garboard.registry.FakeRegistry;
import dev.garboard.registry.Faults;
import dev.garboard.registry.HttpRegistry;
import dev.garboard.registry.RegistryCredentials;
import dev.garboard.registry.RegistrySettings;
import dev.garboard.registry.RemoteBlob;
import dev.garboard.registry.Repository;
import dev.garboard.registry.Upload;
import dev.garboard.store.Shelf;
import dev.garboard.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NearLayersTest {

  @TempDir private Path directory;
  private FakeRegistry fake;
  private HttpRegistry registry;
  private BaseImage.Existing base;
  private Store store;

  @BeforeEach
  void publishABase() throws Exception {
    store = new Store(directory.resolve("store"), InstantSource.system());
    fake = new FakeRegistry();
    registry =
        new HttpRegistry(
            RegistrySettings.of(HttpSettings.from(Map.of())), RegistryCredentials.none(), _ -> {});
    Repository repository = new Repository(fake.host(), "team/base");
    Image image = TestImages.onScratch();
    ImageLayer layer = image.layers().getFirst();
    registry.putBlob(repository, new Upload(layer.descriptor(), layer.content(), List.of()));
    base =
        new BaseImage.Existing(
            "base",
            "base",
            Descriptor.of(layer.descriptor().mediaType(), new byte[0]),
            image.config(),
            List.of(
                new ImageLayer.Remote(
                    layer.descriptor(),
                    layer.diffId(),
                    new RemoteBlob(registry, repository, layer.descriptor()))));
    fake.clearRequests();
  }

  @AfterEach
  void stop() {
    registry.close();
    fake.close();
  }

  private Content near() {
    return new NearLayers(store).of(base).layers().getFirst().content();
  }

  private InputStream open() throws IOException {
    return near().open();
  }

  private byte[] read() throws IOException {
    return near().readAll();
  }

  private Digest digest() {
    return base.layers().getFirst().descriptor().digest();
  }

  private byte[] layer() {
    return Objects.requireNonNull(fake.blobs("team/base").get(digest().toString()));
  }

  private void replaceLayer() {
    fake.blobs("team/base").put(digest().toString(), new byte[layer().length]);
  }

  private List<String> downloads() {
    return fake.requests().stream().filter(r -> r.startsWith("GET /v2/team/")).toList();
  }

  /// Neither the blob nor what was written aside.
  private void assertNothingIsKept() throws IOException {
    assertThat(store.find(Shelf.BASES, digest())).isEmpty();
    try (Stream<Path> files = Files.walk(directory)) {
      assertThat(files).filteredOn(Files::isRegularFile).isEmpty();
    }
  }

  @Test
  void downloadsALayerOnceForAllWhoReadIt() throws Exception {
    byte[] first = read();
    assertThat(first).hasSize((int) base.layers().getFirst().descriptor().size());
    assertThat(read()).isEqualTo(first);
    assertThat(downloads()).hasSize(1);
  }

  @Test
  void keepsNothingOfADownloadThatNeverBegins() throws Exception {
    fake.blobs("team/base").clear();
    assertThatThrownBy(this::read).isInstanceOf(IOException.class);
    assertNothingIsKept();
  }

  @Test
  void keepsNothingOfADownloadThatBreaks() throws Exception {
    fake.inject(Faults.always("GET /v2/.+/blobs/", Faults.truncate(layer(), 20)));
    assertThatThrownBy(this::read).isInstanceOf(BlobReadException.class);
    assertNothingIsKept();
  }

  @Test
  void keepsNothingOfOtherBytes() throws Exception {
    replaceLayer();
    assertThatThrownBy(this::read).isInstanceOf(BlobReadException.class);
    assertNothingIsKept();
  }

  @Test
  void keepsNothingOfOtherBytesWhoseReaderGoesOnAfterTheFailure() throws Exception {
    replaceLayer();
    try (InputStream in = open()) {
      assertThatThrownBy(in::readAllBytes).isInstanceOf(BlobReadException.class);
      assertThatThrownBy(in::read).isInstanceOf(IOException.class);
    }
    assertNothingIsKept();
  }

  @Test
  void asksForNothingMoreWhenItsReaderLeavesEarly() throws Exception {
    fake.inject(Faults.first(1, "GET /v2/.+/blobs/", Faults.truncate(layer(), 20)));
    try (InputStream in = open()) {
      assertThat(in.readNBytes(10)).hasSize(10);
    }
    assertThat(downloads()).hasSize(1);
    assertNothingIsKept();
  }

  @Test
  void asksForNothingThatItCannotKeep() throws Exception {
    Files.writeString(directory.resolve("store"), "no directory");
    assertThatThrownBy(this::read).isInstanceOf(IOException.class);
    assertThat(fake.requests()).isEmpty();
  }

  @Test
  void leavesTheBaseItselfToDestinations() {
    BaseImage near = new NearLayers(store).of(base);
    assertThat(base.layers().getFirst().content()).isInstanceOf(RemoteBlob.class);
    assertThat(near.layers().getFirst().descriptor())
        .isEqualTo(base.layers().getFirst().descriptor());
  }
}
