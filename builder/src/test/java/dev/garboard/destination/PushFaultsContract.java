package dev.garboard.destination;

import static dev.garboard.registry.Faults.all;
import static dev.garboard.registry.Faults.always;
import static dev.garboard.registry.Faults.answer;
import static dev.garboard.registry.Faults.body;
import static dev.garboard.registry.Faults.cut;
import static dev.garboard.registry.Faults.first;
import static dev.garboard.registry.Faults.hang;
import static dev.garboard.registry.Faults.loseAnswer;
import static dev.garboard.registry.Faults.page;
import static dev.garboard.registry.Faults.silently;
import static dev.garboard.registry.Faults.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.garboard.content.Content;
import dev.garboard.content.Hashing;
import dev.garboard.http.HttpSettings;
import dev.garboard.image.AssemblyException;
import dev.garboard.image.BaseImage;
import dev.garboard.image.Image;
import dev.garboard.image.ImageAssembler;
import dev.garboard.image.NewLayer;
import dev.garboard.image.RegistryBase;
import dev.garboard.image.TestImages;
import dev.garboard.layer.Compression;
import dev.garboard.layer.DiffId;
import dev.garboard.layer.LayerBlob;
import dev.garboard.oci.ImageReference;
import dev.garboard.oci.Platform;
import dev.garboard.parallel.Parallel;
import dev.garboard.registry.FakeRegistry;
import dev.garboard.registry.FakeRegistry.Fault;
import dev.garboard.registry.Faults.Deed;
import dev.garboard.registry.HttpRegistry;
import dev.garboard.registry.RegistryCredentials;
import dev.garboard.registry.RegistryProblem;
import dev.garboard.registry.RegistrySettings;
import dev.garboard.registry.TestRegistry;
import dev.garboard.registry.TokenGate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What a push makes of faults: the image is there, whole; or the failure has a name, and the tag
/// points where it pointed before.
public abstract class PushFaultsContract {

  private static final String TAG = "HEAD /v2/app/manifests";
  private static final String ASK = "HEAD /v2/app/blobs";
  private static final String BEGIN = "POST /v2/app/blobs/uploads/$";
  private static final String SEND = "PUT /v2/app/blobs/uploads";
  private static final String PIECE = "PATCH /v2/app/blobs/uploads";
  private static final String POINT = "PUT /v2/app/manifests";
  private static final String DIGEST = "sha256:" + "0".repeat(64);
  private static final int LARGE = 600_000;

  /// A registry with nothing in it.
  protected abstract TestRegistry open() throws Exception;

  private record Case(String name, Function<TestRegistry, Fault> fault, List<Class<?>> ends) {}

  private static Case heals(String name, Fault fault) {
    return new Case(name, _ -> fault, List.of());
  }

  private static Case healsWith(String name, Function<TestRegistry, Fault> fault) {
    return new Case(name, fault, List.of());
  }

  private static Case fails(String name, Fault fault, Class<? extends RegistryProblem> end) {
    return new Case(name, _ -> fault, List.of(end));
  }

  @TestFactory
  Stream<DynamicTest> questions() {
    return tests(
        heals("tag asked: 503 once", first(1, TAG, status(503, "X"))),
        heals("tag asked: 429 twice", first(2, TAG, page(429, "Retry-After", "7"))),
        heals("tag asked: connection cut", first(1, TAG, cut(0))),
        heals("tag asked: no digest in the answer", first(1, TAG, answer(200))),
        fails("tag asked: 500 for ever", always(TAG, status(500, "X")), p("ServerFailed")),
        fails("tag asked: 403", always(TAG, status(403, "DENIED")), p("Denied")),
        heals("blob asked: 502 once", first(1, ASK, page(502))),
        heals("blob asked: connection cut", first(3, ASK, cut(0))),
        heals("blob asked: silence", first(1, ASK, hang(700))),
        heals("blob asked: 404 though it is there", first(9, ASK, status(404, "BLOB_UNKNOWN"))),
        heals("tag asked: 404 though it is there", first(1, TAG, status(404, "MANIFEST_UNKNOWN"))),
        heals(
            "blob asked: there, but of another length",
            first(1, ASK, answer(200, "Content-Length", "3"))),
        fails("blob asked: 401 without a challenge", always(ASK, page(401)), p("Denied")));
  }

  @TestFactory
  Stream<DynamicTest> beginnings() {
    return tests(
        heals("upload begun: 503 once", first(1, BEGIN, status(503, "X"))),
        heals("upload begun: connection cut", first(1, BEGIN, cut(0))),
        fails("upload begun: 429 for ever", always(BEGIN, page(429)), p("Throttled")),
        fails("upload begun: no Location", always(BEGIN, answer(202)), p("BadAnswer")),
        fails(
            "upload begun: Location of another kind",
            always(BEGIN, answer(202, "Location", "ftp://elsewhere/x")),
            p("BadAnswer")),
        fails(
            "upload begun: no such repository",
            always(BEGIN, status(404, "NAME_UNKNOWN")),
            p("NotFound")),
        fails("upload begun: forbidden", always(BEGIN, status(403, "DENIED")), p("Denied")));
  }

  @TestFactory
  Stream<DynamicTest> uploads() {
    return tests(
        heals("upload: cut in the middle", first(2, SEND, cut(100))),
        heals("upload: 500 once", first(1, SEND, status(500, "UNKNOWN"))),
        heals("upload: 504 of a proxy", first(1, SEND, page(504))),
        heals("upload: session forgotten", first(1, SEND, status(404, "BLOB_UPLOAD_UNKNOWN"))),
        heals("upload: damaged on the way", first(1, SEND, status(400, "DIGEST_INVALID"))),
        heals("upload: too large for one request", first(9, SEND, tooLarge())),
        heals("upload: not supported in one request", first(1, SEND, status(405, "UNSUPPORTED"))),
        healsWith("upload: answer lost", registry -> first(1, SEND, loseAnswer(registry))),
        heals("upload: silence once", first(1, SEND, hang(2000))),
        heals(
            "upload: redirected",
            first(
                1,
                SEND,
                exchange -> {
                  exchange.getResponseHeaders().set("Location", exchange.getRequestURI() + "&x=1");
                  exchange.sendResponseHeaders(307, -1);
                  return true;
                })),
        fails("upload: 503 for ever", always(SEND, status(503, "X")), p("ServerFailed")),
        fails("upload: silence for ever", always(SEND, hang(1500)), p("Unreachable")),
        fails(
            "upload: another digest stored",
            always(SEND, answer(201, "Docker-Content-Digest", DIGEST)),
            p("WrongDigest")),
        fails(
            "upload: damaged for ever", always(SEND, status(400, "DIGEST_INVALID")), p("Refused")),
        fails("upload: quota", always(SEND, status(403, "DENIED")), p("Denied")));
  }

  private static Deed tooLarge() {
    return exchange -> {
      String length = exchange.getRequestHeaders().getFirst("Content-Length");
      if (length == null || Long.parseLong(length) < LARGE) {
        return false;
      }
      FakeRegistry.fail(exchange, 413, "SIZE_INVALID");
      return true;
    };
  }

  @TestFactory
  Stream<DynamicTest> pieces() {
    Fault inPieces = always(SEND, tooLarge());
    return tests(
        heals("pieces: cut in the middle", all(inPieces, first(1, PIECE, cut(1000)))),
        heals("pieces: 503 once", all(inPieces, first(1, PIECE, status(503, "X")))),
        heals("pieces: out of step", all(inPieces, first(1, PIECE, status(416, "RANGE_INVALID")))),
        healsWith(
            "pieces: answer lost",
            registry -> all(inPieces, first(1, PIECE, loseAnswer(registry)))),
        heals(
            "pieces: session forgotten",
            all(inPieces, first(1, PIECE, status(404, "BLOB_UPLOAD_UNKNOWN")))),
        heals(
            "pieces: still too large", all(inPieces, first(1, PIECE, status(413, "SIZE_INVALID")))),
        fails(
            "pieces: 500 for ever",
            all(inPieces, always(PIECE, status(500, "X"))),
            p("ServerFailed")));
  }

  @TestFactory
  Stream<DynamicTest> manifests() {
    return tests(
        heals("manifest: 503 once", first(1, POINT, status(503, "X"))),
        heals("manifest: 429 once", first(1, POINT, page(429, "Retry-After", "1"))),
        heals("manifest: connection cut", first(1, POINT, cut(10))),
        healsWith("manifest: answer lost", registry -> first(1, POINT, loseAnswer(registry))),
        healsWith(
            "manifest: says nothing of the digest",
            registry -> first(1, POINT, silently(registry))),
        fails("manifest: refused", always(POINT, status(400, "MANIFEST_INVALID")), p("Refused")),
        fails("manifest: tag is immutable", always(POINT, status(409, "CONFLICT")), p("Refused")),
        fails("manifest: forbidden", always(POINT, status(403, "DENIED")), p("Denied")),
        fails(
            "manifest: another digest stored",
            always(POINT, answer(201, "Docker-Content-Digest", DIGEST)),
            p("WrongDigest")),
        fails(
            "manifest: blobs missing for ever",
            always(POINT, status(400, "MANIFEST_BLOB_UNKNOWN")),
            p("Refused")));
  }

  /// A registry that takes manifests without their blobs could not be told from a sound one.
  @TestFactory
  Stream<DynamicTest> collections() throws Exception {
    try (TestRegistry registry = open()) {
      Assumptions.assumeTrue(registry.checksManifests(), "takes manifests without their blobs");
    }
    return tests(
        healsWith(
            "manifest: blobs collected meanwhile",
            registry ->
                first(
                    1,
                    POINT,
                    exchange -> {
                      registry.collect("app");
                      registry.answer(exchange);
                      return true;
                    })));
  }

  @TestFactory
  Stream<DynamicTest> tokens() {
    return tests(
        // More often than the uploads beside one could use a new token up before its turn comes.
        healsWith("token: expires again and again", registry -> new TokenGate(registry.host(), 8)),
        healsWith(
            "token: service 503 once",
            registry ->
                all(first(1, "/token", status(503, "X")), new TokenGate(registry.host(), 99))),
        healsWith(
            "token: service cut",
            registry -> all(first(1, "/token", cut(0)), new TokenGate(registry.host(), 99))),
        new Case(
            "token: service sends no JSON",
            registry ->
                all(always("/token", body(new byte[] {'x'})), new TokenGate(registry.host(), 99)),
            List.of(p("BadAnswer"))),
        new Case(
            "token: service refuses",
            registry -> all(always("/token", status(401, "X")), new TokenGate(registry.host(), 99)),
            List.of(p("TokenRefused"))),
        new Case(
            "token: never good enough",
            registry -> new TokenGate(registry.host(), 0),
            List.of(p("Denied"))));
  }

  @SuppressWarnings("unchecked")
  private static Class<? extends RegistryProblem> p(String name) {
    return (Class<? extends RegistryProblem>)
        Stream.of(RegistryProblem.class.getPermittedSubclasses())
            .filter(type -> type.getSimpleName().equals(name))
            .findFirst()
            .orElseThrow();
  }

  private Stream<DynamicTest> tests(Case... cases) {
    return Stream.of(cases).map(c -> DynamicTest.dynamicTest(c.name, () -> run(c)));
  }

  private void run(Case c) throws Exception {
    try (TestRegistry fake = open();
        HttpRegistry before = client();
        HttpRegistry registry = client();
        HttpRegistry after = client()) {
      ImageReference name = new ImageReference(fake.host(), "app", "latest", "");
      Image old = TestImages.onScratch();
      new RegistryDestination(before, name).publish(old);
      CountDownLatch fired = new CountDownLatch(1);
      Fault fault = c.fault.apply(fake);
      fake.inject(exchange -> {
        boolean dealt = fault.intercept(exchange);
        if (dealt) {
          fired.countDown();
        }
        return dealt;
      });
      Image image = image();
      RegistryDestination destination = new RegistryDestination(registry, name);
      if (c.ends.isEmpty()) {
        assertThat(destination.publish(image).descriptor()).isEqualTo(image.descriptor());
      } else {
        DestinationException e =
            catchThrowableOfType(DestinationException.class, () -> destination.publish(image));
        assertThat(e.problems()).singleElement().isInstanceOf(DestinationProblem.InRegistry.class);
        DestinationProblem.InRegistry problem =
            (DestinationProblem.InRegistry) e.problems().getFirst();
        assertThat(problem.reason()).isInstanceOf(c.ends.getFirst());
      }
      fake.inject(_ -> false);
      assertThat(fired.await(10, TimeUnit.SECONDS)).as("the fault happened").isTrue();
      BaseImage found = new RegistryBase(after, name).open(Platform.linux("amd64"));
      assertThat(((BaseImage.Existing) found).digest())
          .isEqualTo((c.ends.isEmpty() ? image : old).descriptor().digest());
      for (var layer : found.layers()) {
        assertThat(layer.content().readAll()).hasSize((int) layer.descriptor().size());
      }
    }
  }

  @Test
  void twoProcessesMayPushTheSameAtTheSameTime() throws Exception {
    try (TestRegistry fake = open()) {
      Image image = image();
      ImageReference name = new ImageReference(fake.host(), "app", "latest", "");
      List<Published> published =
          Parallel.map(
              List.of(1, 2, 3),
              3,
              _ -> {
                try (HttpRegistry registry = client()) {
                  return new RegistryDestination(registry, name).publish(image);
                }
              });
      assertThat(published)
          .extracting(p -> p.descriptor().digest())
          .containsOnly(image.descriptor().digest());
    }
  }

  @Test
  void waitsAsLongAsTheRegistryAsks() throws Exception {
    List<Duration> waits = new CopyOnWriteArrayList<>();
    try (TestRegistry fake = open();
        HttpRegistry registry =
            new HttpRegistry(settings(), RegistryCredentials.none(), waits::add)) {
      fake.inject(
          all(
              first(1, TAG, page(429, "Retry-After", "7")),
              first(1, TAG, page(503, "Retry-After", "0")),
              first(1, TAG, page(503, "Retry-After", "3600"))));
      ImageReference name = new ImageReference(fake.host(), "app", "latest", "");
      new RegistryDestination(registry, name).publish(image());
    }
    assertThat(waits)
        .containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(1), Duration.ofMinutes(1));
  }

  private static HttpRegistry client() {
    return new HttpRegistry(settings(), RegistryCredentials.none(), _ -> {});
  }

  private static RegistrySettings settings() {
    HttpSettings http =
        HttpSettings.from(Map.of()).withTimeouts(Duration.ofSeconds(2), Duration.ofMillis(500));
    return RegistrySettings.of(http)
        .withTimes(Duration.ofSeconds(1), Duration.ofMinutes(30))
        .withChunk(250_000);
  }

  private static Image image() throws AssemblyException {
    byte[] bytes = new byte[LARGE];
    new Random(7).nextBytes(bytes);
    LayerBlob blob =
        new LayerBlob(
            Hashing.sha256(bytes),
            new DiffId(Hashing.sha256(bytes)),
            Compression.SPLICE,
            LARGE,
            Content.of(bytes));
    return ImageAssembler.assemble(
        new BaseImage.Scratch(Platform.linux("amd64")),
        List.of(new NewLayer(blob, "k", "t")),
        TestImages.settings());
  }
}
