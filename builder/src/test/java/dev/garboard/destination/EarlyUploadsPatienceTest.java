package dev.garboard.destination;

import static dev.garboard.registry.Faults.always;
import static dev.garboard.registry.Faults.first;
import static dev.garboard.registry.Faults.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.garboard.http.HttpSettings;
import dev.garboard.image.Image;
import dev.garboard.image.ImageLayer;
import dev.garboard.image.TestImages;
import dev.garboard.oci.ImageReference;
import dev.garboard.registry.FakeRegistry;
import dev.garboard.registry.HttpRegistry;
import dev.garboard.registry.RegistryCredentials;
import dev.garboard.registry.RegistryProblem;
import dev.garboard.registry.RegistrySettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Sending ahead and publishing wait for a registry once, together.
final class EarlyUploadsPatienceTest {

  private static final String BEGIN = "POST .*/blobs/uploads/";

  /// Of one operation with all its attempts.
  private static final int WAITS = 5;

  private final List<Duration> waits = new CopyOnWriteArrayList<>();
  private final Image image = TestImages.onScratch();
  private FakeRegistry fake;
  private HttpRegistry registry;

  @BeforeEach
  void start() throws Exception {
    fake = new FakeRegistry();
    registry =
        new HttpRegistry(
            RegistrySettings.of(HttpSettings.from(Map.of())),
            RegistryCredentials.none(),
            waits::add);
  }

  @AfterEach
  void stop() {
    registry.close();
    fake.close();
  }

  private RegistryDestination destination() {
    return new RegistryDestination(registry, new ImageReference(fake.host(), "app", "1", ""));
  }

  private void sendAhead() throws InterruptedException {
    try (EarlyUploads uploads = new EarlyUploads()) {
      ImageLayer layer = image.layers().getFirst();
      uploads.send(layer, List.of(destination()));
      uploads.finish();
    }
  }

  private RegistryProblem publishingFails() {
    DestinationException e =
        catchThrowableOfType(DestinationException.class, () -> destination().publish(image));
    return ((DestinationProblem.InRegistry) e.problems().getFirst()).reason();
  }

  private List<String> requests(String pattern) {
    return fake.requests().stream().filter(r -> r.matches(pattern + ".*")).toList();
  }

  @Test
  void aRegistryThatTakesNoUploadsIsWaitedForOnce() throws Exception {
    fake.inject(always(BEGIN, status(503, "X")));
    sendAhead();
    assertThat(waits).hasSize(WAITS);
    assertThat(requests(BEGIN)).hasSize(WAITS + 1);

    assertThat(publishingFails()).isInstanceOf(RegistryProblem.ServerFailed.class);
    assertThat(waits).hasSize(WAITS);
    // One attempt for each of the blobs, which are sent at the same time.
    assertThat(requests(BEGIN)).hasSizeLessThanOrEqualTo(WAITS + 1 + image.layers().size() + 1);
    assertThat(fake.references("app")).isEmpty();
  }

  @Test
  void aDeadRegistryIsWaitedForOnce() throws Exception {
    fake.inject(always("/v2/app/", status(502, "X")));
    sendAhead();
    assertThat(publishingFails()).isInstanceOf(RegistryProblem.ServerFailed.class);
    assertThat(waits).hasSize(WAITS);
    assertThat(requests(".*/v2/app/")).hasSize(WAITS + 1 + 1);
  }

  @Test
  void aRegistryThatHasRecoveredMeanwhileGetsTheImage() throws Exception {
    fake.inject(first(WAITS + 1, BEGIN, status(503, "X")));
    sendAhead();
    destination().publish(image);
    assertThat(fake.references("app")).contains("1");
    assertThat(waits).hasSize(WAITS);
  }
}
