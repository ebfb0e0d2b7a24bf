package dev.garboard.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.garboard.http.HttpSettings;
import dev.garboard.image.BaseImage;
import dev.garboard.image.Image;
import dev.garboard.image.ImageLayer;
import dev.garboard.image.TestImages;
import dev.garboard.oci.Descriptor;
import dev.garboard.registry.BlobReadException;
import dev.garboard.registry.FakeRegistry;
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
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NearLayersTest {

  @TempDir private Path directory;
  private FakeRegistry fake;
  private HttpRegistry registry;
  private BaseImage.Existing base;

  @BeforeEach
  void publishABase() throws Exception {
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

  private byte[] read() throws IOException {
    Store store = new Store(directory.resolve("store"), InstantSource.system());
    return new NearLayers(store).of(base).layers().getFirst().content().readAll();
  }

  @Test
  void downloadsALayerOnceForAllWhoReadIt() throws Exception {
    byte[] first = read();
    assertThat(first).hasSize((int) base.layers().getFirst().descriptor().size());
    assertThat(read()).isEqualTo(first);
    assertThat(fake.requests()).filteredOn(r -> r.startsWith("GET ")).hasSize(1);
  }

  @Test
  void keepsNothingOfADownloadThatBreaks() throws Exception {
    fake.blobs("team/base").clear();
    assertThatThrownBy(this::read).isInstanceOf(IOException.class);
    assertThat(directory.resolve("store/v1/bases"))
        .satisfiesAnyOf(
            shelf -> assertThat(shelf).doesNotExist(),
            shelf -> assertThat(shelf).isEmptyDirectory());
  }

  @Test
  void keepsWhatItsReaderNeededOnlyTheBeginningOf() throws Exception {
    Store store = new Store(directory.resolve("store"), InstantSource.system());
    try (InputStream in = new NearLayers(store).of(base).layers().getFirst().content().open()) {
      assertThat(in.readNBytes(10)).hasSize(10);
    }
    assertThat(read()).hasSize((int) base.layers().getFirst().descriptor().size());
    assertThat(fake.requests()).filteredOn(r -> r.startsWith("GET ")).hasSize(1);
  }

  @Test
  void whoeverClosesItLearnsThatTheBytesWereOthers() throws Exception {
    Descriptor layer = base.layers().getFirst().descriptor();
    fake.blobs("team/base").put(layer.digest().toString(), new byte[(int) layer.size()]);
    Store store = new Store(directory.resolve("store"), InstantSource.system());
    InputStream in = new NearLayers(store).of(base).layers().getFirst().content().open();
    assertThat(in.read()).isZero();
    assertThatThrownBy(in::close).isInstanceOf(BlobReadException.class);
    assertThat(store.find(Shelf.BASES, layer.digest())).isEmpty();
  }

  @Test
  void leavesTheBaseItselfToDestinations() {
    Store store = new Store(directory.resolve("store"), InstantSource.system());
    BaseImage near = new NearLayers(store).of(base);
    assertThat(base.layers().getFirst().content()).isInstanceOf(RemoteBlob.class);
    assertThat(near.layers().getFirst().descriptor())
        .isEqualTo(base.layers().getFirst().descriptor());
  }
}
