package dev.garboard.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.image.Image;
import dev.garboard.image.ImageLayer;
import dev.garboard.image.TestImages;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.MediaType;
import dev.garboard.parallel.Parallel;
import dev.garboard.registry.FakeRegistry;
import dev.garboard.registry.Faults;
import dev.garboard.registry.HttpRegistry;
import dev.garboard.registry.Repository;
import dev.garboard.registry.TestRegistry;
import dev.garboard.reuse.LayerIndex.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LayerIndexTest {

  private static final String KEY = "sha256:" + "ab".repeat(32);
  private static final String TAG = "ab".repeat(32);
  private static final String OTHER = "sha256:" + "cd".repeat(32);

  private final FakeRegistry fake = TestRegistry.fake();
  private final HttpRegistry registry = TestRegistry.client();
  private final LayerIndex index =
      new LayerIndex(registry, new Repository(fake.host(), "org/layers"));

  @AfterEach
  void stop() {
    registry.close();
    fake.close();
  }

  private static Entry entry(String key, Repository... mountFrom) {
    Image image = TestImages.onScratch();
    ImageLayer layer = image.layers().get(key.equals(KEY) ? 0 : 1);
    return new Entry(key, layer.descriptor(), layer.diffId(), layer.content(), List.of(mountFrom));
  }

  @Test
  void findsWhatWasKept() throws Exception {
    index.put(List.of(entry(KEY)));
    PreviousImages found = index.find(List.of(KEY, OTHER));
    KnownLayer layer = found.find(KEY).orElseThrow();
    assertThat(layer.descriptor().digest()).isEqualTo(entry(KEY).descriptor().digest());
    assertThat(layer.diffId()).isEqualTo(entry(KEY).diffId());
    assertThat(layer.content().readAll()).hasSize((int) layer.descriptor().size());
    assertThat(found.find(OTHER)).isEmpty();
    assertThat(found.problems()).isEmpty();
  }

  @Test
  void writersNeedNotKnowOfEachOther() throws Exception {
    List<Entry> all = new ArrayList<>(List.of(entry(KEY), entry(OTHER)));
    List<Entry> reversed = new ArrayList<>(all);
    Collections.reverse(reversed);
    Parallel.map(
        List.of(all, reversed, all, reversed),
        4,
        entries -> {
          try (HttpRegistry other = TestRegistry.client()) {
            new LayerIndex(other, index.repository()).put(entries);
          }
          return 1;
        });
    assertThat(index.find(List.of(KEY, OTHER)).layers()).containsOnlyKeys(KEY, OTHER);
    assertThat(fake.openUploads()).isZero();
    byte[] manifest = fake.manifest("org/layers", TAG);
    index.put(reversed);
    assertThat(fake.manifest("org/layers", TAG)).isEqualTo(manifest);
  }

  @Test
  void whatIsKeptIsNotWrittenAgain() throws Exception {
    index.put(List.of(entry(KEY)));
    fake.clearRequests();
    index.put(List.of(entry(KEY)));
    assertThat(fake.requests()).allMatch(request -> request.startsWith("HEAD"));
  }

  @Test
  void mountsWhatThePushedImageHas() throws Exception {
    Repository pushed = new Repository(fake.host(), "team/app");
    Entry entry = entry(KEY, pushed);
    fake.blobs("team/app").put(entry.descriptor().digest().toString(), entry.content().readAll());
    index.put(List.of(entry));
    assertThat(fake.requests()).anyMatch(r -> r.contains("?mount="));
    assertThat(fake.requests().stream().filter(r -> r.matches("PUT .*/blobs/.*"))).hasSize(1);
  }

  @Test
  void aVanishedBlobIsAMissAndIsKeptAgain() throws Exception {
    index.put(List.of(entry(KEY)));
    fake.blobs("org/layers").remove(entry(KEY).descriptor().digest().toString());
    try (HttpRegistry other = TestRegistry.client()) {
      LayerIndex again = new LayerIndex(other, index.repository());
      assertThat(again.find(List.of(KEY)).layers()).isEmpty();
      again.put(List.of(entry(KEY)));
      assertThat(again.find(List.of(KEY)).layers()).containsOnlyKeys(KEY);
    }
  }

  @Test
  void aTagThatPointsAtSomethingElseIsAMiss() throws Exception {
    index.put(List.of(entry(OTHER)));
    byte[] foreign = fake.manifest("org/layers", "cd".repeat(32));
    registry.putManifest(
        index.repository().tagged(TAG),
        MediaType.OCI_MANIFEST,
        dev.garboard.content.Content.of(foreign));
    assertThat(index.find(List.of(KEY)).layers()).isEmpty();
    index.put(List.of(entry(KEY)));
    Descriptor kept = index.find(List.of(KEY)).find(KEY).orElseThrow().descriptor();
    assertThat(kept.digest()).isEqualTo(entry(KEY).descriptor().digest());
  }

  @Test
  void whatCannotBeAskedIsAMiss() throws Exception {
    index.put(List.of(entry(KEY)));
    fake.inject(Faults.always("manifests", Faults.status(403, "DENIED")));
    PreviousImages found = index.find(List.of(KEY));
    assertThat(found.layers()).isEmpty();
    assertThat(found.problems()).hasSize(1);
  }
}
