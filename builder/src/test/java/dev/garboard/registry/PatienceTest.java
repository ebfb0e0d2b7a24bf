package dev.garboard.registry;

import static dev.garboard.registry.Faults.all;
import static dev.garboard.registry.Faults.always;
import static dev.garboard.registry.Faults.first;
import static dev.garboard.registry.Faults.page;
import static dev.garboard.registry.Faults.status;
import static dev.garboard.registry.Faults.truncate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.garboard.content.Content;
import dev.garboard.http.HttpProblem;
import dev.garboard.http.HttpSettings;
import dev.garboard.http.TestAuthority;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.ImageReference;
import dev.garboard.oci.MediaType;
import dev.garboard.words.RegistryWords;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How long a registry is waited for: counted in requests and in waits, which nobody sits out.
final class PatienceTest {

  private static final byte[] BYTES = "0123456789".repeat(20).getBytes(StandardCharsets.UTF_8);
  private static final Descriptor BLOB = Descriptor.of(MediaType.OCI_CONFIG, BYTES);
  private static final Upload UPLOAD = new Upload(BLOB, Content.of(BYTES), List.of());

  /// All that there are: five, each twice as long as the one before.
  private static final List<Duration> FULL =
      List.of(500L, 1000L, 2000L, 4000L, 8000L).stream().map(Duration::ofMillis).toList();

  private final List<Duration> waits = new CopyOnWriteArrayList<>();
  private FakeRegistry fake;

  @BeforeEach
  void start() throws Exception {
    fake = new FakeRegistry();
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  private HttpRegistry client(RegistrySettings settings) {
    return new HttpRegistry(settings, RegistryCredentials.none(), waits::add);
  }

  private HttpRegistry client() {
    return client(RegistrySettings.of(HttpSettings.from(Map.of())));
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

  @Test
  void whereNothingListensItIsSaidAfterTwoShortWaits() throws Exception {
    for (String host : List.of(TestRegistry.deadHost(), "no-such-host.invalid")) {
      for (ThrowingCallable call : operations(host)) {
        waits.clear();
        assertThat(problem(call))
            .isInstanceOfSatisfying(
                RegistryProblem.Unreachable.class,
                p -> {
                  assertThat(p.reason()).isInstanceOf(HttpProblem.Unreachable.class);
                  assertThat(p.attempts()).isEqualTo(3);
                });
        assertThat(waits).isEqualTo(FULL.subList(0, 2));
      }
    }
  }

  /// Lookup, pull and push, each with a client that knows nothing yet.
  private List<ThrowingCallable> operations(String host) {
    return List.of(
        () -> {
          try (HttpRegistry registry = client()) {
            registry.getManifest(tag(host));
          }
        },
        () -> {
          try (HttpRegistry registry = client()) {
            registry.openBlob(repository(host), BLOB).close();
          }
        },
        () -> {
          try (HttpRegistry registry = client()) {
            registry.putBlob(repository(host), UPLOAD);
          }
        });
  }

  @Test
  void aCertificateThatIsNotTrustedIsSaidAtOnce(@TempDir Path directory) throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(new TestAuthority(directory).serverContext()));
    server.start();
    String host = "127.0.0.1:" + server.getAddress().getPort();
    try (HttpRegistry registry = client()) {
      assertThat(problem(() -> registry.putBlob(repository(host), UPLOAD)))
          .isInstanceOfSatisfying(
              RegistryProblem.Unreachable.class,
              p -> assertThat(p.reason()).isInstanceOf(HttpProblem.TlsFailed.class));
    } finally {
      server.stop(0);
    }
    assertThat(waits).isEmpty();
  }

  @Test
  void aRegistryThatWentAwayIsWaitedFor() throws Exception {
    try (HttpRegistry registry = client()) {
      registry.putBlob(repository(fake.host()), UPLOAD);
      fake.close();
      assertThat(problem(() -> registry.getManifest(tag(fake.host()))))
          .isInstanceOfSatisfying(
              RegistryProblem.Unreachable.class, p -> assertThat(p.attempts()).isEqualTo(6));
    }
    assertThat(waits).isEqualTo(FULL);
  }

  @Test
  void afterAllAttemptsOfOneOperationTheOthersGetOneEach() throws Exception {
    fake.inject(always("/v2/app/", status(503, "X")));
    try (HttpRegistry registry = client()) {
      assertThat(problem(() -> registry.getManifest(tag(fake.host()))))
          .isInstanceOfSatisfying(
              RegistryProblem.ServerFailed.class, p -> assertThat(p.attempts()).isEqualTo(6));
      assertThat(problem(() -> registry.headManifest(tag(fake.host()), Access.PUSH)))
          .isInstanceOfSatisfying(
              RegistryProblem.ServerFailed.class, p -> assertThat(p.attempts()).isEqualTo(1));
      RegistryProblem last = problem(() -> registry.putBlob(repository(fake.host()), UPLOAD));
      assertThat(RegistryWords.of("push", last).facts())
          .as("what was done for this request, not for those before")
          .contains("Tried 1 time");
    }
    assertThat(waits).isEqualTo(FULL);
    assertThat(requests("GET .*/manifests/")).isEqualTo(6);
    assertThat(requests("HEAD .*/manifests/")).isEqualTo(1);
    assertThat(requests("POST .*/uploads/")).isEqualTo(1);
  }

  @Test
  void aRegistryThatWorksAgainIsWaitedForAgain() throws Exception {
    try (HttpRegistry registry = client()) {
      fake.inject(first(6, "/v2/app/manifests", status(503, "X")));
      assertThat(problem(() -> registry.getManifest(tag(fake.host()))))
          .isInstanceOf(RegistryProblem.ServerFailed.class);
      assertThat(registry.headManifest(tag(fake.host()), Access.PULL)).isEmpty();
      waits.clear();
      fake.inject(first(5, "/v2/app/manifests", page(429)));
      assertThat(registry.headManifest(tag(fake.host()), Access.PULL)).isEmpty();
    }
    assertThat(waits).isEqualTo(FULL);
  }

  @Test
  void questionsThatAreAnsweredBuyNoPatienceForUploads() throws Exception {
    fake.inject(always("POST .*/uploads/", status(503, "X")));
    Repository repository = repository(fake.host());
    try (HttpRegistry registry = client()) {
      for (int i = 0; i < 2; i++) {
        assertThat(problem(() -> registry.putBlob(repository, UPLOAD)))
            .isInstanceOf(RegistryProblem.ServerFailed.class);
        assertThat(registry.hasBlob(repository, BLOB, Access.PUSH)).isFalse();
      }
    }
    assertThat(waits).isEqualTo(FULL);
    assertThat(requests("POST .*/uploads/")).isEqualTo(7);
  }

  @Test
  void failedUploadsTakeNoPatienceFromReads() throws Exception {
    byte[] base = "base".repeat(100).getBytes(StandardCharsets.UTF_8);
    Descriptor layer = Descriptor.of(MediaType.OCI_CONFIG, base);
    fake.blobs("app").put(layer.digest().toString(), base);
    fake.inject(
        all(
            always("POST .*/uploads/", status(503, "X")),
            first(1, "GET .*/blobs/", truncate(base, 150))));
    Repository repository = repository(fake.host());
    try (HttpRegistry registry = client()) {
      assertThat(problem(() -> registry.putBlob(repository, UPLOAD)))
          .isInstanceOf(RegistryProblem.ServerFailed.class);
      waits.clear();
      try (InputStream in = registry.openBlob(repository, layer)) {
        assertThat(in.readAllBytes()).isEqualTo(base);
      }
    }
    assertThat(waits).isEqualTo(FULL.subList(0, 1));
    assertThat(requests("GET .*/blobs/")).isEqualTo(2);
  }

  /// Many ask at the same time, and any of them may be unlucky.
  @Test
  void whoeverIsThrottledToTheEndTakesNoPatienceFromTheOthers() throws Exception {
    fake.inject(first(8, "/v2/app/manifests", page(429, "Retry-After", "1")));
    try (HttpRegistry registry = client()) {
      assertThat(problem(() -> registry.getManifest(tag(fake.host()))))
          .isInstanceOfSatisfying(
              RegistryProblem.Throttled.class, p -> assertThat(p.attempts()).isEqualTo(6));
      waits.clear();
      assertThat(registry.headManifest(tag(fake.host()), Access.PULL)).isEmpty();
    }
    assertThat(waits).hasSize(2);
    assertThat(requests("HEAD .*/manifests/")).isEqualTo(3);
  }

  @Test
  void anInterruptWhileAnAnswerIsReadIsNoFailureOfTheRegistry() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    fake.inject(
        always(
            "GET .*/manifests/",
            exchange -> {
              exchange.sendResponseHeaders(200, 100);
              exchange.getResponseBody().write(1);
              exchange.getResponseBody().flush();
              begun.countDown();
              try {
                return over.await(1, TimeUnit.MINUTES);
              } catch (InterruptedException e) {
                return true;
              }
            }));
    try (HttpRegistry registry = client()) {
      FutureTask<Throwable> reading =
          new FutureTask<>(() -> catchThrowable(() -> registry.getManifest(tag(fake.host()))));
      Thread thread = Thread.ofVirtual().start(reading);
      assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
      while (!reading.isDone() && !isReadingABody(thread)) {
        Thread.sleep(Duration.ofMillis(2));
      }
      thread.interrupt();
      assertThat(reading.get(1, TimeUnit.MINUTES)).isInstanceOf(InterruptedException.class);
    } finally {
      over.countDown();
    }
    assertThat(waits).isEmpty();
    assertThat(requests("GET .*/manifests/")).isEqualTo(1);
  }

  private static boolean isReadingABody(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(frame -> frame.getClassName().endsWith(".BodyStream"));
  }
}
