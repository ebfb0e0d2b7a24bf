package dev.garboard.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.garboard.http.HttpSettings;
import dev.garboard.image.Image;
import dev.garboard.image.ImageChecks;
import dev.garboard.image.TestImages;
import dev.garboard.oci.ImageReference;
import dev.garboard.registry.FakeRegistry;
import dev.garboard.registry.Faults;
import dev.garboard.registry.HttpRegistry;
import dev.garboard.registry.RegistryCredentials;
import dev.garboard.registry.RegistrySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One image for several places: everywhere, or nowhere.
class PublicationTest {

  @TempDir private Path directory;
  private FakeRegistry one;
  private FakeRegistry two;
  private HttpRegistry registry;

  @BeforeEach
  void start() throws IOException {
    one = new FakeRegistry();
    two = new FakeRegistry();
    registry =
        new HttpRegistry(
            RegistrySettings.of(HttpSettings.from(Map.of())).withRetries(1),
            RegistryCredentials.none(),
            _ -> {});
  }

  @AfterEach
  void stop() {
    registry.close();
    one.close();
    two.close();
  }

  private Destination tag(FakeRegistry at, String tag) {
    return new RegistryDestination(registry, new ImageReference(at.host(), "team/app", tag, ""));
  }

  private Destination archive() throws Exception {
    return ArchiveDestination.of(
        new DestinationSpec.OciArchive(
            directory.resolve("app.tar"), "1", ImageReference.parse("app:1")));
  }

  private Destination layout(String tag) throws Exception {
    return LayoutDestination.of(
        new DestinationSpec.OciLayout(
            directory.resolve("layout"), tag, ImageReference.parse("app:" + tag)));
  }

  @Test
  void severalTagsRegistriesAndFilesInOneRun() throws Exception {
    Image image = TestImages.onScratch();
    List<Destination> places =
        List.of(tag(one, "1"), tag(one, "latest"), archive(), tag(two, "1"), layout("a"));
    List<Published> published =
        Publication.publish(List.of(new Publication(image, places))).getFirst();
    assertThat(published).extracting(Published::descriptor).containsOnly(image.descriptor());
    assertThat(published.get(2).reference()).endsWith("app.tar");
    assertThat(one.manifest("team/app", "1")).isEqualTo(one.manifest("team/app", "latest"));
    assertThat(two.manifest("team/app", "1")).isNotEmpty();
    assertThat(ImageChecks.check(directory.resolve("app.tar"))).isEmpty();
    assertThat(ImageChecks.check(directory.resolve("layout"))).isEmpty();
    // The second tag of a repository sends no blob.
    assertThat(one.requests().stream().filter(r -> r.matches("PUT .*/blobs/.*"))).hasSize(3);
  }

  @Test
  void noTagMovesBeforeAllIsThere() throws Exception {
    two.inject(Faults.always("PUT /v2/team/app/blobs", Faults.status(403, "DENIED")));
    List<Destination> places = List.of(tag(one, "1"), archive(), layout("a"), tag(two, "1"));
    DestinationException e =
        catchThrowableOfType(
            DestinationException.class,
            () -> Publication.publish(List.of(new Publication(TestImages.onScratch(), places))));
    assertThat(e.problems()).singleElement().isInstanceOf(DestinationProblem.InRegistry.class);
    assertThat(one.manifest("team/app", "1")).isEmpty();
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void tagsAreTheLastThingThatHappens() throws Exception {
    List<Destination> places = List.of(tag(one, "1"), tag(two, "1"), archive());
    Publication.publish(List.of(new Publication(TestImages.onScratch(), places)));
    assertThat(one.requests().getLast()).isEqualTo("PUT /v2/team/app/manifests/1");
    assertThat(two.requests().getLast()).isEqualTo("PUT /v2/team/app/manifests/1");
    assertThat(Files.exists(directory.resolve("app.tar"))).isTrue();
  }

  @Test
  void severalImagesGoIntoOneLayout() throws Exception {
    Image image = TestImages.onScratch();
    Publication.publish(
        List.of(
            new Publication(image, List.of(layout("a"))),
            new Publication(image, List.of(layout("b")))));
    assertThat(ImageChecks.check(directory.resolve("layout"))).isEmpty();
    assertThat(Files.readString(directory.resolve("layout/index.json"))).contains("\"a\"", "\"b\"");
  }

  @Test
  void aTagThatIsThereIsNotWritten() throws Exception {
    Image image = TestImages.onScratch();
    tag(one, "1").publish(image);
    one.clearRequests();
    Publication.publish(List.of(new Publication(image, List.of(tag(one, "1"), tag(one, "2")))));
    assertThat(one.requests().stream().filter(r -> r.startsWith("PUT")))
        .containsExactly("PUT /v2/team/app/manifests/2");
  }
}
