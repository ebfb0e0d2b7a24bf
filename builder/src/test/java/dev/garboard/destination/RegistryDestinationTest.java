package dev.garboard.destination;

import static dev.garboard.registry.Faults.hang;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.garboard.content.Digest;
import dev.garboard.http.HttpSettings;
import dev.garboard.image.AssemblyException;
import dev.garboard.image.BaseImage;
import dev.garboard.image.Image;
import dev.garboard.image.ImageAssembler;
import dev.garboard.image.ImageIndex;
import dev.garboard.image.ImageLayer;
import dev.garboard.image.NewLayer;
import dev.garboard.image.RegistryBase;
import dev.garboard.image.TestImages;
import dev.garboard.image.TestLayers;
import dev.garboard.layer.LayerBlob;
import dev.garboard.oci.ImageReference;
import dev.garboard.oci.Index;
import dev.garboard.oci.Platform;
import dev.garboard.registry.FakeRegistry;
import dev.garboard.registry.HttpRegistry;
import dev.garboard.registry.RegistryCredentials;
import dev.garboard.registry.RegistrySettings;
import dev.garboard.registry.RemoteBlob;
import dev.garboard.registry.TestRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistryDestinationTest extends DestinationContract {

  private final FakeRegistry fake = TestRegistry.fake();
  private final HttpRegistry registry = client();

  private static HttpRegistry client() {
    RegistrySettings settings = RegistrySettings.of(HttpSettings.from(Map.of()));
    return new HttpRegistry(settings, RegistryCredentials.none(), _ -> {});
  }

  @AfterEach
  void stop() {
    registry.close();
    fake.close();
  }

  private ImageReference name(String repository, String tag) {
    return new ImageReference(fake.host(), repository, tag, "");
  }

  @Override
  Destination destination() {
    return new RegistryDestination(registry, name("app", "latest"));
  }

  @Override
  Map<String, Digest> seen() {
    TreeMap<String, Digest> seen = new TreeMap<>();
    for (String reference : fake.references("app")) {
      seen.put(reference, digest(fake.manifest("app", reference)));
    }
    return seen;
  }

  @Override
  Digest readBack() throws Exception {
    BaseImage base =
        new RegistryBase(registry, name("app", "latest")).open(Platform.linux("amd64"));
    return ((BaseImage.Existing) base).digest();
  }

  @Test
  void saysWhereTheImageIs() throws Exception {
    Image image = TestImages.onScratch();
    assertThat(destination().publish(image).reference())
        .isEqualTo(fake.host() + "/app:latest@" + image.descriptor().digest());
  }

  @Test
  void theTagComesLast() throws Exception {
    destination().publish(TestImages.onScratch());
    assertThat(fake.requests().getLast()).isEqualTo("PUT /v2/app/manifests/latest");
    assertThat(fake.openUploads()).isZero();
  }

  @Test
  void anEqualTagCostsOneRequest() throws Exception {
    destination().publish(TestImages.onScratch());
    fake.clearRequests();
    destination().publish(TestImages.onScratch());
    assertThat(fake.requests()).containsExactly("HEAD /v2/app/manifests/latest");
  }

  @Test
  void sendsOnlyWhatIsMissing() throws Exception {
    destination().publish(TestImages.onScratch());
    fake.clearRequests();
    LayerBlob added = TestLayers.gzip(Map.of("app/other", "text"));
    try (HttpRegistry fresh = client()) {
      new RegistryDestination(fresh, name("app", "next"))
          .publish(
              image(
                  new BaseImage.Scratch(Platform.linux("amd64")),
                  TestLayers.single("opt/venv/pyvenv.cfg", "home = /usr/bin\n"),
                  new NewLayer(added, "k", "t")));
    }
    // The configuration and the new layer.
    assertThat(fake.requests().stream().filter(r -> r.startsWith("PUT /v2/app/blobs"))).hasSize(2);
  }

  @Test
  void severalTagsPointAtOneImage() throws Exception {
    Image image = TestImages.onScratch();
    new RegistryDestination(registry, name("app", "1"), List.of("1.2", "1")).publish(image);
    assertThat(seen())
        .containsOnly(
            Map.entry("1", image.descriptor().digest()),
            Map.entry("1.2", image.descriptor().digest()),
            Map.entry(image.descriptor().digest().toString(), image.descriptor().digest()));
  }

  @Test
  void aBaseOfTheSameRegistryIsMountedAndNeverRead() throws Exception {
    new RegistryDestination(registry, name("base", "1")).publish(TestImages.onScratch());
    BaseImage base = new RegistryBase(registry, name("base", "1")).open(Platform.linux("amd64"));
    fake.clearRequests();
    Image image = image(base, TestLayers.single("app/x", "y"));
    destination().publish(image);
    assertThat(fake.requests().stream().filter(r -> r.contains("?mount="))).hasSize(2);
    assertThat(fake.requests().stream().filter(r -> r.startsWith("GET"))).isEmpty();
    assertThat(readBack()).isEqualTo(image.descriptor().digest());
  }

  @Test
  void aBaseOfAnotherRegistryIsStreamed() throws Exception {
    try (FakeRegistry other = new FakeRegistry()) {
      ImageReference from = new ImageReference(other.host(), "base", "1", "");
      new RegistryDestination(registry, from).publish(TestImages.onScratch());
      BaseImage base = new RegistryBase(registry, from).open(Platform.linux("amd64"));
      Image image = image(base, TestLayers.single("app/x", "y"));
      destination().publish(image);
    }
    assertThat(fake.blobs("app")).hasSize(4);
  }

  @Test
  void severalPlatformsShareOneTag() throws Exception {
    BaseImage arm = new BaseImage.Scratch(Platform.linux("arm64"));
    NewLayer shared = TestLayers.single("app/main.py", "print('hello')\n");
    List<Image> images = List.of(TestImages.onScratch(), image(arm, shared));
    RegistryDestination destination = new RegistryDestination(registry, name("app", "latest"));
    Published published = destination.publish(new ImageIndex(images));
    Index index = Index.parse("index", fake.manifest("app", "latest"));
    assertThat(index.manifests())
        .extracting(d -> d.platform().orElseThrow().toString())
        .containsExactly("linux/amd64", "linux/arm64");
    assertThat(published.descriptor().digest()).isEqualTo(digest(fake.manifest("app", "latest")));
    for (Image image : images) {
      BaseImage.Existing pulled =
          (BaseImage.Existing)
              new RegistryBase(registry, name("app", "latest")).open(image.config().platform());
      assertThat(pulled.digest()).isEqualTo(image.descriptor().digest());
    }
    AssemblyException e =
        catchThrowableOfType(
            AssemblyException.class,
            () -> new RegistryBase(registry, name("app", "latest")).open(Platform.linux("s390x")));
    assertThat(e.problems().toString()).contains("PlatformMissing", "s390x", "arm64");
  }

  @Test
  void theImagesOfAnIndexAreSentOnceForAllItsTags() throws Exception {
    BaseImage arm = new BaseImage.Scratch(Platform.linux("arm64"));
    ImageIndex index =
        new ImageIndex(
            List.of(TestImages.onScratch(), image(arm, TestLayers.single("app/x", "y"))));
    for (String tag : List.of("1", "1.2", "1.2.3")) {
      new RegistryDestination(registry, name("app", tag)).publish(index);
    }
    assertThat(fake.requests())
        .filteredOn(request -> request.startsWith("PUT /v2/app/manifests/"))
        .hasSize(2 + 3);
  }

  @Test
  void oneBrokenPlatformPublishesNothing() throws Exception {
    fake.inject(exchange -> {
      boolean blob = exchange.getRequestURI().getPath().contains("/blobs/uploads/");
      if (blob && exchange.getRequestMethod().equals("PUT")) {
        FakeRegistry.fail(exchange, 403, "DENIED");
        return true;
      }
      return false;
    });
    DestinationException e =
        catchThrowableOfType(
            DestinationException.class,
            () ->
                new RegistryDestination(registry, name("app", "latest"))
                    .publish(new ImageIndex(List.of(TestImages.onScratch()))));
    assertThat(e.problems().toString()).contains("Denied", "403", "said the registry");
    assertThat(seen()).isEmpty();
  }

  @Test
  void aBlobThatVanishesOnTheWayIsSentAgain() throws Exception {
    String[] done = {""};
    fake.inject(exchange -> {
      if (exchange.getRequestURI().getPath().endsWith("/manifests/latest")
          && exchange.getRequestMethod().equals("PUT")
          && done[0].isEmpty()) {
        done[0] = "collected";
        fake.blobs("app").clear();
      }
      return false;
    });
    Image image = TestImages.onScratch();
    destination().publish(image);
    assertThat(readBack()).isEqualTo(image.descriptor().digest());
  }

  @Test
  void anInterruptedPushEndsAtOnceAndMovesNoTag() throws Exception {
    CountDownLatch sending = new CountDownLatch(1);
    fake.inject(exchange -> {
      if (exchange.getRequestMethod().equals("PUT")) {
        sending.countDown();
        return hang(15_000).to(exchange);
      }
      return false;
    });
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread publisher =
        Thread.ofVirtual()
            .start(() ->
                thrown.set(catchThrowable(() -> destination().publish(TestImages.onScratch()))));
    sending.await();
    publisher.interrupt();
    assertThat(publisher.join(Duration.ofSeconds(10))).isTrue();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(seen()).isEmpty();
  }

  @Test
  void uploadsSeveralBlobsAtATimeButNotAll() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    fake.inject(exchange -> {
      if (exchange.getRequestURI().getPath().contains("/blobs/")) {
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        try {
          TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        now.decrementAndGet();
      }
      return false;
    });
    NewLayer[] layers =
        IntStream.range(0, 30)
            .mapToObj(i -> TestLayers.single("app/" + i, "text " + i))
            .toArray(NewLayer[]::new);
    destination().publish(image(new BaseImage.Scratch(Platform.linux("amd64")), layers));
    assertThat(most.get()).isBetween(2, 8);
    assertThat(fake.blobs("app")).hasSize(31);
  }

  @Test
  void layersKnowTheirPlace() throws Exception {
    destination().publish(TestImages.onScratch());
    BaseImage base = new RegistryBase(registry, name("app", "")).open(Platform.linux("amd64"));
    assertThat(base.layers())
        .allSatisfy(layer -> assertThat(layer.content()).isInstanceOf(RemoteBlob.class));
    for (ImageLayer.Remote layer : base.layers()) {
      assertThat(digest(layer.content().readAll())).isEqualTo(layer.descriptor().digest());
    }
  }

  private static Image image(BaseImage base, NewLayer... layers) throws AssemblyException {
    return ImageAssembler.assemble(base, List.of(layers), TestImages.settings());
  }
}
