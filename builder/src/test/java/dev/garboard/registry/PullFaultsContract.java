package dev.garboard.registry;

import static dev.garboard.registry.Faults.all;
import static dev.garboard.registry.Faults.always;
import static dev.garboard.registry.Faults.answer;
import static dev.garboard.registry.Faults.body;
import static dev.garboard.registry.Faults.cut;
import static dev.garboard.registry.Faults.first;
import static dev.garboard.registry.Faults.hang;
import static dev.garboard.registry.Faults.page;
import static dev.garboard.registry.Faults.status;
import static dev.garboard.registry.Faults.truncate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.garboard.content.Content;
import dev.garboard.http.HttpSettings;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.ImageConfig;
import dev.garboard.oci.ImageReference;
import dev.garboard.oci.MediaType;
import dev.garboard.oci.Platform;
import dev.garboard.registry.FakeRegistry.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What a pull makes of faults: the bytes that the digest promises, or a failure with a name.
public abstract class PullFaultsContract {

  private static final byte[] LAYER = RegistryContract.random(400_000, 1);
  private static final byte[] CONFIG = ImageConfig.empty(Platform.linux("amd64")).toJson().bytes();
  private static final byte[] DOCUMENT =
      RegistryContract.manifest(RegistryContract.descriptor(CONFIG)).bytes();
  private static final String BLOB = "GET /v2/app/blobs/" + FakeRegistry.digest(LAYER);
  private static final String CONFIG_BLOB = "GET /v2/app/blobs/" + FakeRegistry.digest(CONFIG);
  private static final String MANIFEST = "GET /v2/app/manifests";
  private static final String OCI = MediaType.OCI_MANIFEST.value();

  /// A registry with nothing in it.
  protected abstract TestRegistry open() throws Exception;

  private record Case(String name, Function<TestRegistry, Fault> fault, List<Class<?>> ends) {}

  private static Case heals(String name, Fault fault) {
    return new Case(name, _ -> fault, List.of());
  }

  private static Case fails(String name, Fault fault, Class<?> end) {
    return new Case(name, _ -> fault, List.of(end));
  }

  @TestFactory
  Stream<DynamicTest> manifests() {
    return tests(
        heals("manifest: 503 once", first(1, MANIFEST, status(503, "X"))),
        heals("manifest: cut", first(1, MANIFEST, cut(0))),
        heals("manifest: silence", first(1, MANIFEST, hang(700))),
        heals(
            "manifest: ends early", first(1, MANIFEST, truncate(LAYER, 100, "Content-Type", OCI))),
        heals(
            "manifest: damaged on the way",
            first(
                1,
                MANIFEST,
                body(
                    new byte[] {'{', '}'},
                    "Content-Type",
                    OCI,
                    "Docker-Content-Digest",
                    FakeRegistry.digest(CONFIG)))),
        heals(
            "manifest: no digest in the answer",
            first(1, MANIFEST, body(DOCUMENT, "Content-Type", OCI))),
        heals(
            "manifest: called plain JSON",
            first(1, MANIFEST, body(DOCUMENT, "Content-Type", "application/json"))),
        fails(
            "manifest: a login page",
            always(MANIFEST, body(new byte[] {'<'})),
            RegistryProblem.Malformed.class),
        fails(
            "manifest: no image",
            always(MANIFEST, body(new byte[] {'{', '}'})),
            RegistryProblem.Malformed.class),
        fails(
            "manifest: endless",
            always(MANIFEST, body(new byte[5 << 20])),
            RegistryProblem.TooLarge.class),
        fails(
            "manifest: gone",
            always(MANIFEST, status(404, "MANIFEST_UNKNOWN")),
            RegistryProblem.NotFound.class),
        fails(
            "manifest: forbidden",
            always(MANIFEST, status(403, "DENIED")),
            RegistryProblem.Denied.class),
        fails(
            "manifest: throttled",
            always(MANIFEST, page(429, "Retry-After", "x")),
            RegistryProblem.Throttled.class),
        fails(
            "manifest: redirected in a circle",
            always(MANIFEST, answer(307, "Location", "/v2/app/manifests/latest")),
            RegistryProblem.BadAnswer.class),
        fails(
            "manifest: redirected to a file",
            always(MANIFEST, answer(302, "Location", "file:///etc/passwd")),
            RegistryProblem.BadAnswer.class));
  }

  @TestFactory
  Stream<DynamicTest> blobs() {
    byte[] other = RegistryContract.random(LAYER.length, 2);
    byte[] longer = Arrays.copyOf(LAYER, LAYER.length + 10);
    byte[] shorter = Arrays.copyOf(LAYER, LAYER.length - 10);
    return tests(
        heals("config: 502 once", first(1, CONFIG_BLOB, page(502))),
        heals("config: cut in the middle", first(1, CONFIG_BLOB, truncate(CONFIG, 10))),
        fails(
            "config: other bytes",
            always(CONFIG_BLOB, body(RegistryContract.random(CONFIG.length, 3))),
            RegistryProblem.WrongDigest.class),
        heals("layer: 500 once", first(1, BLOB, status(500, "X"))),
        heals(
            "layer: cut, and cut again",
            all(first(1, BLOB, truncate(LAYER, 1000)), first(2, BLOB, cut(0)))),
        heals("layer: without a length", first(1, BLOB, endless(LAYER))),
        heals("layer: a longer length than it has", first(1, BLOB, lying(LAYER))),
        heals(
            "layer: cut, and ranges unknown",
            all(first(1, BLOB, truncate(LAYER, 100_000)), first(1, BLOB, body(LAYER)))),
        heals(
            "layer: cut, and ranges refused",
            all(
                first(1, BLOB, truncate(LAYER, 100_000)),
                first(1, BLOB, status(416, "RANGE_INVALID")))),
        heals("layer: stalls in the middle", first(1, BLOB, stall())),
        heals("layer: shorter once", first(1, BLOB, body(shorter))),
        fails("layer: other bytes", always(BLOB, body(other)), RegistryProblem.WrongDigest.class),
        fails("layer: longer", always(BLOB, body(longer)), RegistryProblem.WrongSize.class),
        fails(
            "layer: gone",
            always(BLOB, status(404, "BLOB_UNKNOWN")),
            RegistryProblem.NotFound.class),
        fails(
            "layer: another range than asked",
            all(
                first(1, BLOB, truncate(LAYER, 1000)),
                always(BLOB, answer(206, "Content-Range", "bytes 7-9/400000"))),
            RegistryProblem.BadAnswer.class),
        fails(
            "layer: 503 for ever",
            always(BLOB, status(503, "X")),
            RegistryProblem.ServerFailed.class),
        fails("layer: never starts", always(BLOB, hang(700)), RegistryProblem.Unreachable.class));
  }

  private static Faults.Deed endless(byte[] bytes) {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(bytes);
      return true;
    };
  }

  private static Faults.Deed lying(byte[] bytes) {
    return exchange -> {
      exchange.sendResponseHeaders(200, bytes.length + 1);
      exchange.getResponseBody().write(bytes);
      exchange.getResponseBody().flush();
      exchange.close();
      return true;
    };
  }

  private static Faults.Deed stall() {
    return exchange -> {
      exchange.sendResponseHeaders(200, LAYER.length);
      exchange.getResponseBody().write(LAYER, 0, 5000);
      exchange.getResponseBody().flush();
      return hang(900).to(exchange);
    };
  }

  private Stream<DynamicTest> tests(Case... cases) {
    return Stream.of(cases).map(c -> DynamicTest.dynamicTest(c.name, () -> run(c)));
  }

  private void run(Case c) throws Exception {
    try (TestRegistry fake = open();
        HttpRegistry registry = client()) {
      ImageReference latest = prepare(fake, registry);
      fake.inject(c.fault.apply(fake));
      Throwable thrown = catchThrowable(() -> pull(registry, latest));
      if (c.ends.isEmpty()) {
        assertThat(thrown).isNull();
        return;
      }
      RegistryProblem problem =
          switch (thrown) {
            case RegistryException e -> e.problem();
            case BlobReadException e -> e.problem();
            default -> throw new AssertionError(thrown);
          };
      assertThat(problem).isInstanceOf(c.ends.getFirst());
    }
  }

  private static ImageReference prepare(TestRegistry fake, HttpRegistry registry) throws Exception {
    Repository repository = new Repository(fake.host(), "app");
    registry.putBlob(repository, RegistryContract.upload(LAYER));
    registry.putBlob(repository, RegistryContract.upload(CONFIG));
    ImageReference latest = new ImageReference(fake.host(), "app", "latest", "");
    registry.putManifest(latest, MediaType.OCI_MANIFEST, Content.of(DOCUMENT));
    return latest;
  }

  private static void pull(HttpRegistry registry, ImageReference latest) throws Exception {
    PulledImage image = PulledImage.pull(registry, latest, Platform.linux("amd64"));
    Descriptor layer = RegistryContract.descriptor(LAYER);
    assertThat(image.blob(registry, layer).readAll()).isEqualTo(LAYER);
  }

  @Test
  void aDigestThatIsAskedForIsVerified() throws Exception {
    try (TestRegistry fake = open();
        HttpRegistry registry = client()) {
      ImageReference latest = prepare(fake, registry);
      String asked = FakeRegistry.digest(CONFIG);
      fake.inject(
          always(MANIFEST, body(DOCUMENT, "Content-Type", OCI, "Docker-Content-Digest", asked)));
      ImageReference pinned = new ImageReference(fake.host(), "app", "", asked);
      RegistryException e = (RegistryException) catchThrowable(() -> registry.getManifest(pinned));
      assertThat(e.problem()).isInstanceOf(RegistryProblem.WrongDigest.class);
      assertThat(latest.digest()).isEmpty();
    }
  }

  @Test
  void aBlobThatFailedIsNotAskedForAgainNorDoesItEnd() throws Exception {
    try (TestRegistry fake = open();
        HttpRegistry registry = client()) {
      prepare(fake, registry);
      AtomicInteger asked = new AtomicInteger();
      Faults.Deed other = body(RegistryContract.random(LAYER.length, 2));
      fake.inject(
          always(
              BLOB,
              exchange -> {
                asked.incrementAndGet();
                return other.to(exchange);
              }));
      Repository repository = new Repository(fake.host(), "app");
      try (InputStream in = registry.openBlob(repository, RegistryContract.descriptor(LAYER))) {
        assertThat(catchThrowable(in::readAllBytes)).isInstanceOf(BlobReadException.class);
        assertThat(catchThrowable(in::read)).isInstanceOf(IOException.class);
      }
      assertThat(asked).hasValue(1);
    }
  }

  @Test
  void aBlobMayLieOnAnotherHostWhichGetsNoToken() throws Exception {
    try (TestRegistry fake = open();
        FakeRegistry storage = new FakeRegistry();
        HttpRegistry registry = client()) {
      ImageReference latest = prepare(fake, registry);
      StringBuilder seen = new StringBuilder();
      storage.inject(exchange -> {
        seen.append(FakeRegistry.header(exchange, "Authorization"));
        return body(LAYER).to(exchange);
      });
      String elsewhere = "http://" + storage.host() + "/signed?x=1";
      fake.inject(
          all(new TokenGate(fake.host(), 1000), always(BLOB, answer(307, "Location", elsewhere))));
      pull(registry, latest);
      assertThat(storage.requests()).containsExactly("GET /signed?x=1");
      assertThat(seen).isEmpty();
    }
  }

  private static HttpRegistry client() {
    HttpSettings http =
        HttpSettings.from(Map.of()).withTimeouts(Duration.ofSeconds(2), Duration.ofMillis(500));
    return new HttpRegistry(RegistrySettings.of(http), RegistryCredentials.none(), _ -> {});
  }
}
