package dev.garboard.registry;

import static dev.garboard.registry.Faults.always;
import static dev.garboard.registry.Faults.drip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.garboard.content.Content;
import dev.garboard.http.HttpSettings;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.ImageReference;
import dev.garboard.oci.MediaType;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How long one operation at a registry may take, however much patience with silence there is.
final class OperationTimeTest {

  private static final byte[] BYTES = "0123456789".repeat(20).getBytes(StandardCharsets.UTF_8);
  private static final Descriptor BLOB = Descriptor.of(MediaType.OCI_CONFIG, BYTES);
  private static final Upload UPLOAD = new Upload(BLOB, Content.of(BYTES), List.of());
  private static final Duration LIMIT = Duration.ofMillis(600);

  private FakeRegistry fake;

  @BeforeEach
  void start() throws Exception {
    fake = new FakeRegistry();
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  private static HttpRegistry client(RegistrySettings settings) {
    return new HttpRegistry(settings, RegistryCredentials.none(), _ -> {});
  }

  private static RegistryProblem problem(ThrowingCallable call) {
    return catchThrowableOfType(RegistryException.class, call).problem();
  }

  private static ImageReference tag(String host) {
    return new ImageReference(host, "app", "1", "");
  }

  private static Repository repository(String host) {
    return new Repository(host, "app");
  }

  private long requests(String pattern) {
    return fake.requests().stream().filter(r -> r.matches(pattern + ".*")).count();
  }

  /// Such as one byte a second: never silent for long, and never done.
  @Test
  void anAnswerThatTricklesInEndsWithTheOperationsTime() throws Exception {
    fake.inject(always("GET .*/manifests/", drip(BYTES, 20)));
    try (HttpRegistry registry = acquainted()) {
      assertThat(problem(() -> registry.getManifest(tag(fake.host()))))
          .isEqualTo(
              new RegistryProblem.TimedOut(
                  new RegistryRequest(repository(fake.host()), "GET manifest", "1"), LIMIT));
    }
    assertThat(requests("GET .*/manifests/")).isLessThanOrEqualTo(1);
  }

  @Test
  void aBlobThatTricklesInEndsWithTheOperationsTime() throws Exception {
    fake.inject(always("GET .*/blobs/", drip(BYTES, 20)));
    try (HttpRegistry registry = acquainted()) {
      Throwable failure =
          catchThrowable(() -> {
            try (InputStream in = registry.openBlob(repository(fake.host()), BLOB)) {
              in.readAllBytes();
            }
          });
      // Where the machine is busy the time may be over before the first byte.
      RegistryProblem problem =
          failure instanceof BlobReadException e
              ? e.problem()
              : ((RegistryException) failure).problem();
      assertThat(problem).isInstanceOf(RegistryProblem.TimedOut.class);
    }
    assertThat(requests("GET .*/blobs/")).isLessThanOrEqualTo(1);
  }

  /// Where a registry knows no ranges an attempt that ends in the middle was for nothing.
  @Test
  void aLargeBlobThatTakesLongerThanOtherAnswersComesInOneAttempt() throws Exception {
    byte[] large = new byte[4 << 20];
    Descriptor layer = Descriptor.of(MediaType.OCI_CONFIG, large);
    fake.inject(
        always(
            "GET .*/blobs/",
            exchange -> {
              exchange.sendResponseHeaders(200, large.length);
              exchange.getResponseBody().write(large, 0, large.length / 2);
              exchange.getResponseBody().flush();
              pause(LIMIT.multipliedBy(2));
              exchange.getResponseBody().write(large, large.length / 2, large.length / 2);
              return true;
            }));
    try (HttpRegistry registry = acquainted();
        InputStream in = registry.openBlob(repository(fake.host()), layer)) {
      assertThat(in.readAllBytes()).isEqualTo(large);
    }
    assertThat(requests("GET .*/blobs/")).isEqualTo(1);
  }

  private static void hold(CountDownLatch over) {
    try {
      assertThat(over.await(5, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void anUploadWithoutAnAnswerEndsWithTheOperationsTime() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    fake.inject(
        always(
            "PUT .*/uploads/",
            exchange -> {
              hold(over);
              return true;
            }));
    try (HttpRegistry registry = acquainted()) {
      FutureTask<RegistryProblem> pushing =
          new FutureTask<>(() -> problem(() -> registry.putBlob(repository(fake.host()), UPLOAD)));
      Thread.ofVirtual().start(pushing);
      assertThat(pushing.get(1, TimeUnit.MINUTES)).isInstanceOf(RegistryProblem.TimedOut.class);
    } finally {
      over.countDown();
    }
    assertThat(requests("PUT .*/uploads/")).isLessThanOrEqualTo(1);
  }

  @Test
  void aLargeBlobMayTakeLonger() {
    RegistrySettings settings = RegistrySettings.of(HttpSettings.from(Map.of()));
    assertThat(settings.limit(0)).isEqualTo(Duration.ofHours(2));
    assertThat(settings.limit(18L << 30)).isEqualTo(Duration.ofHours(2).plusSeconds(18 << 12));
  }

  /// A hurried client that has spoken with the fake: what it does next is about the request alone.
  private HttpRegistry acquainted() throws Exception {
    HttpRegistry registry = client(hurried());
    for (int i = 0; i < 50; i++) {
      if (answers(registry)) {
        return registry;
      }
    }
    throw new AssertionError("the fake never answers in time");
  }

  private boolean answers(HttpRegistry registry) throws InterruptedException {
    try {
      return !registry.hasBlob(repository(fake.host()), BLOB, Access.PUSH);
    } catch (RegistryException e) {
      // The machine is busy.
      return false;
    }
  }

  /// Much patience with silence, and little time.
  private static RegistrySettings hurried() {
    return RegistrySettings.of(HttpSettings.from(Map.of())).withTimes(Duration.ofMinutes(5), LIMIT);
  }
}
