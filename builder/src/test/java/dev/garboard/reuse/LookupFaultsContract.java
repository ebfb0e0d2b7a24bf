package dev.garboard.reuse;

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

import dev.garboard.destination.RegistryDestination;
import dev.garboard.http.HttpSettings;
import dev.garboard.image.AssemblyException;
import dev.garboard.image.BaseImage;
import dev.garboard.image.Image;
import dev.garboard.image.ImageAssembler;
import dev.garboard.image.ImageLayer;
import dev.garboard.image.NewLayer;
import dev.garboard.image.RegistryBase;
import dev.garboard.image.TestImages;
import dev.garboard.image.TestLayers;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.ImageReference;
import dev.garboard.oci.MediaType;
import dev.garboard.oci.Platform;
import dev.garboard.registry.FakeRegistry.Fault;
import dev.garboard.registry.HttpRegistry;
import dev.garboard.registry.RegistryCredentials;
import dev.garboard.registry.RegistryProblem;
import dev.garboard.registry.RegistrySettings;
import dev.garboard.registry.Repository;
import dev.garboard.registry.TestRegistry;
import dev.garboard.registry.TokenGate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What a look at earlier images and at the repository of layers makes of faults: a hit that is
/// one, or a miss. Whichever it is, the image that is made with it is the same to the last byte,
/// and whole.
public abstract class LookupFaultsContract {

  private static final Platform AMD64 = Platform.linux("amd64");
  private static final NewLayer LOWER = TestLayers.single("opt/venv/a.py", "A = 1\n");
  private static final NewLayer UPPER = TestLayers.single("opt/venv/b.py", "B = 2\n");

  /// In the repository of layers alone.
  private static final NewLayer KEPT =
      new NewLayer(
          TestLayers.gzip(Map.of("opt/venv/c.py", "C = 3\n")), "sha256:" + "c".repeat(64), "c");

  private static final List<NewLayer> ALL = List.of(LOWER, UPPER, KEPT);
  private static final Image PREVIOUS = assembled(List.of(LOWER, UPPER));
  private static final SpoiledImage SPOILED = new SpoiledImage(PREVIOUS);
  private static final byte[] DOCUMENT = PREVIOUS.manifest().toJson().bytes();
  private static final byte[] CONFIG = PREVIOUS.config().toJson().bytes();
  private static final String OCI = MediaType.OCI_MANIFEST.value();
  private static final String MANIFEST = "GET /v2/app/manifests/latest";
  private static final String CONFIG_BLOB = "GET /v2/app/blobs/";
  private static final String ASK = "HEAD /v2/app/blobs/";
  private static final String ENTRY = "GET /v2/layers/manifests/";
  private static final String ENTRY_BLOB = "HEAD /v2/layers/blobs/";

  private static final Set<NewLayer> BOTH = Set.of(LOWER, UPPER);

  /// A registry with nothing in it.
  protected abstract TestRegistry open() throws Exception;

  /// Makes a fault in front of a registry that holds the previous image and the kept layer.
  private interface Spoiler {
    Fault spoil(TestRegistry place, HttpRegistry registry) throws Exception;
  }

  /// @param hits besides the kept layer, whose place has no fault; or it alone
  /// @param said why something could not be taken over; none when there is nothing to say
  private record Case(
      String name, Spoiler spoiler, Set<NewLayer> hits, List<Class<?>> said, boolean fires) {}

  private static Case hits(String name, Fault fault) {
    return new Case(name, (_, _) -> fault, Set.copyOf(ALL), List.of(), true);
  }

  private static Case misses(String name, Fault fault, Class<?>... said) {
    return new Case(name, (_, _) -> fault, Set.of(KEPT), List.of(said), true);
  }

  private static Case misses(String name, Spoiler spoiler, Class<?>... said) {
    return new Case(name, spoiler, Set.of(KEPT), List.of(said), false);
  }

  private static Case missesKept(String name, Fault fault, Class<?>... said) {
    return new Case(name, (_, _) -> fault, BOTH, List.of(said), true);
  }

  private static Case missesKept(String name, Spoiler spoiler, Class<?>... said) {
    return new Case(name, spoiler, BOTH, List.of(said), false);
  }

  @TestFactory
  Stream<DynamicTest> manifests() {
    return tests(
        hits("manifest: 503 once", first(1, MANIFEST, status(503, "X"))),
        hits("manifest: 429 with Retry-After", first(2, MANIFEST, page(429, "Retry-After", "3"))),
        hits("manifest: connection cut", first(1, MANIFEST, cut(0))),
        hits("manifest: silence", first(1, MANIFEST, hang(700))),
        hits(
            "manifest: ends early",
            first(1, MANIFEST, truncate(DOCUMENT, 99, "Content-Type", OCI))),
        hits(
            "manifest: no digest in the answer",
            first(1, MANIFEST, body(DOCUMENT, "Content-Type", OCI))),
        hits(
            "manifest: other bytes than its digest says, once",
            first(1, MANIFEST, body(CONFIG, "Docker-Content-Digest", text(PREVIOUS.descriptor())))),
        misses(
            "manifest: other bytes than its digest says, always",
            always(MANIFEST, body(CONFIG, "Docker-Content-Digest", text(PREVIOUS.descriptor()))),
            RegistryProblem.WrongDigest.class),
        misses(
            "manifest: 500 for ever",
            always(MANIFEST, status(500, "X")),
            RegistryProblem.ServerFailed.class),
        misses(
            "manifest: throttled for ever",
            always(MANIFEST, page(429)),
            RegistryProblem.Throttled.class),
        misses(
            "manifest: forbidden",
            always(MANIFEST, status(403, "DENIED")),
            RegistryProblem.Denied.class),
        misses(
            "manifest: 404 though it is there", always(MANIFEST, status(404, "MANIFEST_UNKNOWN"))),
        misses(
            "manifest: a login page",
            always(MANIFEST, body(new byte[] {'<'}, "Content-Type", "text/html")),
            RegistryProblem.Malformed.class),
        misses(
            "manifest: an index for other platforms",
            always(
                MANIFEST,
                body(
                    "{\"schemaVersion\":2,\"manifests\":[]}".getBytes(StandardCharsets.UTF_8),
                    "Content-Type",
                    MediaType.OCI_INDEX.value())),
            RegistryProblem.PlatformMissing.class),
        misses(
            "manifest: an artifact, no image",
            (place, registry) ->
                SPOILED.configured(place, registry, "{}".getBytes(StandardCharsets.UTF_8), 2),
            RegistryProblem.Malformed.class),
        misses(
            "manifest: fewer layers than the configuration says",
            (place, registry) -> SPOILED.configured(place, registry, CONFIG, 1),
            RegistryProblem.BadAnswer.class));
  }

  @TestFactory
  Stream<DynamicTest> configurations() {
    return tests(
        hits("config: 502 once", first(1, CONFIG_BLOB, page(502))),
        hits("config: ends early", first(1, CONFIG_BLOB, truncate(CONFIG, 100))),
        hits("config: connection cut", first(2, CONFIG_BLOB, cut(0))),
        new Case(
            "config: token expires again and again",
            (place, _) -> new TokenGate(place.host(), 3),
            Set.copyOf(ALL),
            List.of(),
            true),
        misses(
            "config: ends early, always",
            always(CONFIG_BLOB, truncate(CONFIG, 100)),
            RegistryProblem.Unreachable.class),
        misses(
            "config: shorter than the manifest says",
            always(CONFIG_BLOB, body(Arrays.copyOf(CONFIG, 100))),
            RegistryProblem.Unreachable.class),
        misses(
            "config: other bytes",
            always(CONFIG_BLOB, body(new byte[CONFIG.length])),
            RegistryProblem.WrongDigest.class),
        misses("config: vanished", always(CONFIG_BLOB, status(404, "BLOB_UNKNOWN"))),
        misses(
            "config: redirected to nobody",
            always(CONFIG_BLOB, answer(307, "Location", "http://127.0.0.1:1/x")),
            RegistryProblem.Unreachable.class),
        misses("label: no JSON", (place, registry) -> SPOILED.labelled(place, registry, "}{")),
        misses("label: no object", (place, registry) -> SPOILED.labelled(place, registry, "[1]")),
        misses(
            "label: keys that are no texts",
            (place, registry) -> SPOILED.labelled(place, registry, "{\"keys\":[1,{}]}")),
        misses(
            "label: keys of other layers",
            (place, registry) ->
                SPOILED.labelled(
                    place,
                    registry,
                    "{\"chain-id\":\"sha256:00\",\"keys\":[\"" + LOWER.key() + "\",\"x\"]}")),
        misses(
            "label: more keys than layers",
            (place, registry) ->
                SPOILED.labelled(place, registry, "{\"keys\":[\"1\",\"2\",\"3\",\"4\"]}")));
  }

  @TestFactory
  Stream<DynamicTest> blobs() {
    return tests(
        hits("blob asked: 502 once", first(1, ASK, page(502))),
        hits("blob asked: 503 with Retry-After", first(2, ASK, page(503, "Retry-After", "2"))),
        hits("blob asked: connection cut", first(2, ASK, cut(0))),
        hits("blob asked: silence", first(1, ASK, hang(700))),
        misses("blob asked: 404 though it is there", first(2, ASK, status(404, "BLOB_UNKNOWN"))),
        misses(
            "blob asked: there, but of another length",
            first(2, ASK, answer(200, "Content-Length", "3"))),
        misses(
            "blob asked: forbidden",
            first(2, ASK, status(403, "DENIED")),
            RegistryProblem.Denied.class,
            RegistryProblem.Denied.class),
        misses(
            "blob asked: no HEAD",
            first(2, ASK, status(405, "UNSUPPORTED")),
            RegistryProblem.Refused.class,
            RegistryProblem.Refused.class),
        misses(
            "blob asked: throttled for ever",
            always(ASK, page(429)),
            RegistryProblem.Throttled.class,
            RegistryProblem.Throttled.class),
        misses(
            "blobs: collected",
            (place, registry) -> {
              SPOILED.configured(place, registry, CONFIG, 2);
              place.collect("app");
              return always(CONFIG_BLOB, body(CONFIG));
            }));
  }

  @TestFactory
  Stream<DynamicTest> index() {
    return tests(
        hits("layer's entry: 503 once", first(1, ENTRY, status(503, "X"))),
        hits("layer's entry: connection cut", first(1, ENTRY, cut(0))),
        hits("layer's blob asked: 502 once", first(1, ENTRY_BLOB, page(502))),
        missesKept(
            "layer's entry: 404 though it is there",
            always(ENTRY, status(404, "MANIFEST_UNKNOWN"))),
        missesKept(
            "layer's entry: forbidden",
            always(ENTRY, status(403, "DENIED")),
            RegistryProblem.Denied.class),
        missesKept(
            "layer's entry: 500 for ever",
            always(ENTRY, status(500, "X")),
            RegistryProblem.ServerFailed.class),
        missesKept("layer's entry: no JSON", always(ENTRY, body(new byte[] {'<'}))),
        missesKept("layer's entry: an image", always(ENTRY, body(DOCUMENT, "Content-Type", OCI))),
        missesKept(
            "layer's blob asked: 404 though it is there",
            always(ENTRY_BLOB, status(404, "BLOB_UNKNOWN"))),
        missesKept(
            "layer's blob: collected",
            (place, _) -> {
              place.collect("layers");
              return _ -> false;
            }));
  }

  private static String text(Descriptor descriptor) {
    return descriptor.digest().toString();
  }

  private Stream<DynamicTest> tests(Case... cases) {
    return Stream.of(cases).map(c -> DynamicTest.dynamicTest(c.name, () -> run(c)));
  }

  private void run(Case c) throws Exception {
    try (TestRegistry place = open();
        HttpRegistry before = client();
        HttpRegistry registry = client();
        HttpRegistry pushing = client();
        HttpRegistry after = client()) {
      ImageReference name = new ImageReference(place.host(), "app", "latest", "");
      new RegistryDestination(before, name).publish(PREVIOUS);
      new LayerIndex(before, layers(place)).put(List.of(entry()));
      CountDownLatch fired = new CountDownLatch(c.fires ? 1 : 0);
      Fault fault = c.spoiler.spoil(place, before);
      place.inject(exchange -> {
        boolean dealt = fault.intercept(exchange);
        if (dealt) {
          fired.countDown();
        }
        return dealt;
      });
      PreviousImages found = lookup(registry, place);
      place.inject(_ -> false);

      assertThat(found.layers().keySet())
          .containsExactlyInAnyOrderElementsOf(c.hits.stream().map(NewLayer::key).toList());
      assertThat(found.problems()).hasSameSizeAs(c.said);
      for (int i = 0; i < c.said.size(); i++) {
        assertThat(found.problems().get(i)).isInstanceOf(c.said.get(i));
      }
      assertThat(fired.await(10, TimeUnit.SECONDS)).as("the fault happened").isTrue();
      Image image = assembled(ALL.stream().map(layer -> taken(found, layer)).toList());
      assertThat(image.descriptor()).isEqualTo(assembled(ALL).descriptor());
      new RegistryDestination(pushing, name).publish(image);
      BaseImage pulled = new RegistryBase(after, name).open(AMD64);
      assertThat(((BaseImage.Existing) pulled).digest()).isEqualTo(image.descriptor().digest());
      for (ImageLayer layer : pulled.layers()) {
        assertThat(layer.content().readAll()).hasSize((int) layer.descriptor().size());
      }
    }
  }

  private static Repository layers(TestRegistry place) {
    return new Repository(place.host(), "layers");
  }

  private static LayerIndex.Entry entry() {
    ImageLayer layer = assembled(List.of(KEPT)).layers().getFirst();
    return new LayerIndex.Entry(
        KEPT.key(), layer.descriptor(), layer.diffId(), layer.content(), List.of());
  }

  /// As a build asks: the previous image first, then the repository of layers for the rest.
  private static PreviousImages lookup(HttpRegistry registry, TestRegistry place)
      throws InterruptedException {
    ImageReference latest = new ImageReference(place.host(), "app", "latest", "");
    List<String> keys = ALL.stream().map(NewLayer::key).toList();
    PreviousImages there =
        PreviousImages.read(registry, List.of(latest), AMD64).verified(registry, keys);
    return there.plus(new LayerIndex(registry, layers(place)).find(List.of(KEPT.key())));
  }

  private static NewLayer taken(PreviousImages found, NewLayer made) {
    return found
        .find(made.key())
        .map(known -> known.asNewLayer(made.title(), made.blob().uncompressedSize()))
        .orElse(made);
  }

  private static Image assembled(List<NewLayer> layers) {
    try {
      return ImageAssembler.assemble(new BaseImage.Scratch(AMD64), layers, TestImages.settings());
    } catch (AssemblyException e) {
      throw new AssertionError(e);
    }
  }

  private static HttpRegistry client() {
    HttpSettings http =
        HttpSettings.from(Map.of()).withTimeouts(Duration.ofSeconds(2), Duration.ofMillis(500));
    return new HttpRegistry(RegistrySettings.of(http), RegistryCredentials.none(), _ -> {});
  }
}
