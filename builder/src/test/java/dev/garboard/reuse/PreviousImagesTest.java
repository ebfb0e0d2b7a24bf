package dev.garboard.reuse;

import static dev.garboard.registry.Faults.always;
import static dev.garboard.registry.Faults.first;
import static dev.garboard.registry.Faults.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.destination.RegistryDestination;
import dev.garboard.image.BaseImage;
import dev.garboard.image.Image;
import dev.garboard.image.ImageAssembler;
import dev.garboard.image.ImageSettings;
import dev.garboard.image.NewLayer;
import dev.garboard.image.TestImages;
import dev.garboard.image.TestLayers;
import dev.garboard.oci.ImageFormat;
import dev.garboard.oci.ImageReference;
import dev.garboard.oci.Platform;
import dev.garboard.registry.FakeRegistry;
import dev.garboard.registry.HttpRegistry;
import dev.garboard.registry.RegistryProblem;
import dev.garboard.registry.TestRegistry;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PreviousImagesTest {

  private static final Platform AMD64 = Platform.linux("amd64");
  private static final String KEY = "key-of-app/main.py";

  private final FakeRegistry fake = TestRegistry.fake();
  private final HttpRegistry registry = TestRegistry.client();

  @AfterEach
  void stop() {
    registry.close();
    fake.close();
  }

  private ImageReference name(String repository, String tag) {
    return new ImageReference(fake.host(), repository, tag, "");
  }

  private Image publish(ImageReference name, NewLayer... layers) throws Exception {
    Image image =
        ImageAssembler.assemble(
            new BaseImage.Scratch(AMD64), List.of(layers), TestImages.settings());
    return publish(name, image);
  }

  private static Image publish(ImageReference name, Image image) throws Exception {
    try (HttpRegistry other = TestRegistry.client()) {
      new RegistryDestination(other, name).publish(image);
    }
    return image;
  }

  @Test
  void findsLayersByTheirKeysWithTwoRequestsAndOneForEachHit() throws Exception {
    Image image = publish(name("app", "latest"), TestImages.onScratch());
    fake.clearRequests();
    PreviousImages images =
        PreviousImages.read(registry, List.of(name("app", "")), AMD64)
            .verified(registry, Set.of(KEY, "unknown"));
    KnownLayer known = images.find(KEY).orElseThrow();
    assertThat(known.descriptor()).isEqualTo(image.layers().get(1).descriptor());
    assertThat(known.diffId()).isEqualTo(image.layers().get(1).diffId());
    assertThat(images.find("unknown")).isEmpty();
    assertThat(fake.requests())
        .hasSize(4)
        .filteredOn(request -> !request.startsWith("HEAD"))
        .containsExactly(
            "GET /v2/",
            "GET /v2/app/manifests/latest",
            "GET /v2/app/blobs/" + image.manifest().config().digest());
  }

  @Test
  void aLabelDoesWhereAnnotationsAreLost() throws Exception {
    Image oci = TestImages.onScratch();
    Image docker =
        ImageAssembler.assemble(
            new BaseImage.Scratch(AMD64),
            List.of(
                TestLayers.single("opt/venv/pyvenv.cfg", "home = /usr/bin\n"),
                TestLayers.single("app/main.py", "print('hello')\n")),
            new ImageSettings(
                ImageFormat.DOCKER,
                TestImages.settings().created(),
                TestImages.settings().environment(),
                TestImages.settings().launch(),
                TestImages.settings().metadata()));
    publish(name("app", "latest"), docker);
    PreviousImages images = PreviousImages.read(registry, List.of(name("app", "latest")), AMD64);
    assertThat(images.find(KEY).orElseThrow().descriptor().digest())
        .isEqualTo(oci.layers().get(1).descriptor().digest());
    assertThat(images.find(KEY).orElseThrow().descriptor().annotations())
        .containsEntry(ImageAssembler.KEY_ANNOTATION, KEY);
  }

  @Test
  void aVanishedBlobIsAMiss() throws Exception {
    Image image = publish(name("app", "latest"), TestImages.onScratch());
    fake.blobs("app").remove(image.layers().get(1).descriptor().digest().toString());
    PreviousImages images = PreviousImages.read(registry, List.of(name("app", "latest")), AMD64);
    assertThat(images.find(KEY)).isPresent();
    assertThat(images.verified(registry, Set.of(KEY)).find(KEY)).isEmpty();
  }

  @Test
  void theFirstReferenceWins() throws Exception {
    publish(name("app", "a"), TestLayers.single("app/x", "1"));
    publish(name("other", "b"), TestLayers.single("app/x", "2"), TestLayers.single("app/y", "2"));
    PreviousImages images =
        PreviousImages.read(registry, List.of(name("app", "a"), name("other", "b")), AMD64);
    assertThat(images.find("key-of-app/x").orElseThrow().content().repository().name())
        .isEqualTo("app");
    assertThat(images.find("key-of-app/y").orElseThrow().content().repository().name())
        .isEqualTo("other");
  }

  @Test
  void aKnownLayerIsPushedWithoutItsBytes() throws Exception {
    publish(name("cache", "latest"), TestImages.onScratch());
    KnownLayer known =
        PreviousImages.read(registry, List.of(name("cache", "latest")), AMD64)
            .find(KEY)
            .orElseThrow();
    assertThat(known.asLayer().descriptor()).isEqualTo(known.descriptor());
    Image image =
        ImageAssembler.assemble(
            new BaseImage.Scratch(AMD64),
            List.of(known.asNewLayer("app", 1)),
            TestImages.settings());
    assertThat(image.layers().getFirst().descriptor()).isEqualTo(known.descriptor());
    fake.clearRequests();
    new RegistryDestination(registry, name("app", "latest")).publish(image);
    assertThat(fake.requests().stream().filter(r -> r.contains("?mount="))).hasSize(1);
    assertThat(fake.requests().stream().filter(r -> r.startsWith("GET /v2/cache/blobs"))).isEmpty();
  }

  @Test
  void whatCannotBeReadIsNoHit() throws Exception {
    publish(name("app", "latest"), TestImages.onScratch());
    assertThat(PreviousImages.read(registry, List.of(name("app", "none")), AMD64).problems())
        .isEmpty();
    assertThat(
            PreviousImages.read(registry, List.of(name("app", "latest")), Platform.linux("s390x"))
                .problems())
        .singleElement()
        .isInstanceOf(RegistryProblem.PlatformMissing.class);
    fake.inject(always("manifests", status(500, "X")));
    PreviousImages images = PreviousImages.read(registry, List.of(name("app", "latest")), AMD64);
    assertThat(images.layers()).isEmpty();
    assertThat(images.problems()).singleElement().isInstanceOf(RegistryProblem.ServerFailed.class);
  }

  @Test
  void aQuestionThatFailsIsAMissAndOneThatPassesAHit() throws Exception {
    publish(name("app", "latest"), TestImages.onScratch());
    PreviousImages images = PreviousImages.read(registry, List.of(name("app", "latest")), AMD64);
    fake.inject(always("HEAD", status(403, "DENIED")));
    assertThat(images.verified(registry, Set.of(KEY)).find(KEY)).isEmpty();
    assertThat(images.verified(registry, Set.of(KEY)).problems()).hasSize(1);
    fake.inject(first(2, "HEAD", status(503, "X")));
    assertThat(images.verified(registry, Set.of(KEY)).find(KEY)).isPresent();
  }
}
