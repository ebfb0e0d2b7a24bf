package dev.garboard.reuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.oci.MediaType;
import dev.garboard.parallel.Parallel;
import dev.garboard.registry.FakeRegistry;
import dev.garboard.registry.Faults;
import dev.garboard.registry.HttpRegistry;
import dev.garboard.registry.RegistryException;
import dev.garboard.registry.Repository;
import dev.garboard.registry.TestRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChoiceIndexTest {

  private static final Digest KEY = Hashing.sha256("a request and a state");
  private static final Digest OTHER = Hashing.sha256("another");
  private static final String TEXT = "version = 1\nrelease = \"debian:13\"\n".repeat(300);

  private final FakeRegistry fake = TestRegistry.fake();
  private final HttpRegistry registry = TestRegistry.client();
  private final ChoiceIndex index =
      new ChoiceIndex(registry, new Repository(fake.host(), "org/layers"));

  @AfterEach
  void stop() {
    registry.close();
    fake.close();
  }

  @Test
  void isFoundWithOneRequest() throws Exception {
    index.put(KEY, TEXT);
    fake.clearRequests();

    assertThat(index.find(KEY)).contains(TEXT);
    assertThat(fake.requests()).hasSize(1).allMatch(request -> request.startsWith("GET"));
    assertThat(index.find(OTHER)).isEmpty();
  }

  @Test
  void theLastOfSeveralWritersWinsWhole() throws Exception {
    List<String> texts = List.of(TEXT + 1, TEXT + 2, TEXT + 3, TEXT + 4);
    Parallel.map(
        texts,
        4,
        text -> {
          try (HttpRegistry other = TestRegistry.client()) {
            new ChoiceIndex(other, index.repository()).put(KEY, text);
          }
          return text;
        });

    assertThat(index.find(KEY).orElseThrow()).isIn(texts);
    assertThat(fake.openUploads()).isZero();
  }

  @Test
  void whatIsNotOursIsNone() throws Exception {
    index.put(KEY, TEXT);
    String kept = new String(fake.manifest("org/layers", KEY.hex()), StandardCharsets.UTF_8);
    for (String foreign :
        List.of(
            kept.replace(KEY.hex(), OTHER.hex()),
            kept.replace("debian-choice.v1+toml", "layer.v1"),
            kept.replaceFirst("\"data\":\"....", "\"data\":\"AAAA"),
            kept.replaceFirst("\"data\":\"[^\"]*\",", ""))) {
      assertThat(foreign).isNotEqualTo(kept);
      registry.putManifest(
          index.repository().tagged(KEY.hex()),
          MediaType.OCI_MANIFEST,
          Content.of(foreign.getBytes(StandardCharsets.UTF_8)));

      assertThat(index.find(KEY)).as(foreign).isEmpty();
    }
    index.put(KEY, TEXT);
    assertThat(index.find(KEY)).contains(TEXT);
  }

  @Test
  void whatCannotBeAskedIsSaid() throws Exception {
    index.put(KEY, TEXT);
    fake.inject(Faults.always("manifests", Faults.status(403, "DENIED")));

    assertThatThrownBy(() -> index.find(KEY)).isInstanceOf(RegistryException.class);
  }
}
