package dev.garboard.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.image.BaseImage;
import dev.garboard.image.Image;
import dev.garboard.image.ImageAssembler;
import dev.garboard.image.NewLayer;
import dev.garboard.image.TestImages;
import dev.garboard.image.TestLayers;
import dev.garboard.layer.LayerBlob;
import dev.garboard.oci.ImageReference;
import dev.garboard.oci.OciException;
import dev.garboard.oci.Platform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What every destination promises.
abstract class DestinationContract {

  /// A destination where nothing lies yet; always the same place within one test.
  abstract Destination destination() throws Exception;

  /// All that can be seen at the place, half-written things included, by name and digest.
  abstract Map<String, Digest> seen() throws Exception;

  /// The digest of the image that readers find at the place.
  abstract Digest readBack() throws Exception;

  static ImageReference name() {
    try {
      return ImageReference.parse("app:latest");
    } catch (OciException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void publishesTheImageItWasGiven() throws Exception {
    Image image = TestImages.onScratch();
    Published published = destination().publish(image);
    assertThat(published.descriptor()).isEqualTo(image.descriptor());
    assertThat(readBack()).isEqualTo(image.descriptor().digest());
  }

  @Test
  void publishingTwiceChangesNothing() throws Exception {
    destination().publish(TestImages.onScratch());
    Map<String, Digest> first = seen();
    destination().publish(TestImages.onScratch());
    assertThat(seen()).isEqualTo(first);
  }

  @Test
  void aNewImageTakesThePlaceOfTheOldOne() throws Exception {
    destination().publish(TestImages.onScratch());
    Image next = image(TestLayers.gzip(Map.of("app/other", "text")));
    destination().publish(next);
    assertThat(readBack()).isEqualTo(next.descriptor().digest());
  }

  @Test
  void takesAnImageThatHasOneLayerTwice() throws Exception {
    LayerBlob blob = TestLayers.gzip(Map.of("app/x", "y"));
    Image image = image(blob, blob);
    destination().publish(image);
    assertThat(readBack()).isEqualTo(image.descriptor().digest());
  }

  @Test
  void aLayerThatCannotBeReadLeavesNothing() throws Exception {
    LayerBlob good = TestLayers.gzip(Map.of("app/x", "y"));
    assertNothingLeft(good, failing(good.content()), DestinationProblem.BlobUnreadable.class);
  }

  @Test
  void aLayerThatIsNotItsDigestLeavesNothing() throws Exception {
    LayerBlob good = TestLayers.gzip(Map.of("app/x", "y"));
    byte[] bytes = good.content().readAll();
    bytes[bytes.length - 1] ^= 1;
    assertNothingLeft(good, Content.of(bytes), DestinationProblem.BlobCorrupt.class);
  }

  @Test
  void aLayerThatIsShortOrLongLeavesNothing() throws Exception {
    LayerBlob good = TestLayers.gzip(Map.of("app/x", "y"));
    byte[] bytes = good.content().readAll();
    byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
    byte[] more = Arrays.copyOf(bytes, bytes.length + 1);
    assertNothingLeft(
        good, sized(good.size(), Content.of(cut)), DestinationProblem.BlobCorrupt.class);
    assertNothingLeft(
        good, sized(good.size(), Content.of(more)), DestinationProblem.BlobCorrupt.class);
  }

  @Test
  void anInterruptionLeavesWhatWasThere() throws Exception {
    destination().publish(TestImages.onScratch());
    Map<String, Digest> before = seen();
    LayerBlob good = TestLayers.gzip(Map.of("app/x", "y"));
    Image image = image(withContent(good, interrupting(good.content())));
    assertThatThrownBy(() -> destination().publish(image)).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
    assertThat(seen()).isEqualTo(before);
  }

  private void assertNothingLeft(
      LayerBlob blob, Content content, Class<? extends DestinationProblem> problem)
      throws Exception {
    Image image = image(withContent(blob, content));
    DestinationException e =
        catchThrowableOfType(DestinationException.class, () -> destination().publish(image));
    assertThat(e.problems()).hasOnlyElementsOfType(problem);
    assertThat(seen()).isEmpty();
  }

  private static Image image(LayerBlob... blobs) throws Exception {
    List<NewLayer> layers =
        List.of(blobs).stream().map(blob -> new NewLayer(blob, "k", "t")).toList();
    return ImageAssembler.assemble(
        new BaseImage.Scratch(Platform.linux("amd64")), layers, TestImages.settings());
  }

  private static LayerBlob withContent(LayerBlob blob, Content content) {
    return new LayerBlob(
        blob.digest(), blob.diffId(), blob.compression(), blob.uncompressedSize(), content);
  }

  private static Content sized(long size, Content content) {
    return new Content() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public InputStream open() throws IOException {
        return content.open();
      }
    };
  }

  private static Content failing(Content content) {
    return reading(
        content,
        () -> {
          throw new IOException("the disk has a fault");
        });
  }

  private static Content interrupting(Content content) {
    return reading(content, () -> Thread.currentThread().interrupt());
  }

  private interface Event {
    void happen() throws IOException;
  }

  /// Content of which something happens on the first read.
  private static Content reading(Content content, Event event) {
    return new Content() {
      @Override
      public long size() {
        return content.size();
      }

      @Override
      public InputStream open() throws IOException {
        byte[] all = content.readAll();
        return new ByteArrayInputStream(all) {
          @Override
          public int read(byte[] buffer) throws IOException {
            event.happen();
            return super.read(buffer);
          }
        };
      }
    };
  }

  static Digest digest(byte[] bytes) {
    return Hashing.sha256(bytes);
  }
}
