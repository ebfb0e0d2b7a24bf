package dev.garboard.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.oci.ImageConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysLabelTest {

  private static final ImageConfig OURS = TestImages.onScratch().config();
  private static final List<String> KEYS =
      List.of("key-of-opt/venv/pyvenv.cfg", "key-of-app/main.py");

  /// The configuration with its diffIDs in these words.
  private static ImageConfig withLayers(String... diffIds) throws Exception {
    String ids = String.join("\",\"", diffIds);
    String text =
        OURS.toJson()
            .text()
            .replaceFirst("\"diff_ids\":\\[[^]]*]", "\"diff_ids\":[\"" + ids + "\"]");
    return ImageConfig.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String own(int layer) {
    return OURS.diffIds().get(layer).toString();
  }

  private static String foreign() {
    Digest digest = Hashing.sha256("a layer of somebody");
    return digest.toString();
  }

  @Test
  void namesTheTopmostLayersWhateverLiesBelow() throws Exception {
    assertThat(KeysLabel.read(OURS)).isEqualTo(KEYS);
    assertThat(KeysLabel.read(withLayers(foreign(), own(0), own(1)))).isEqualTo(KEYS);
  }

  /// As `FROM` and `RUN` of a Dockerfile leave it: the label is inherited.
  @Test
  void saysNothingOfAnImageThatWasMadeFromOurs() throws Exception {
    assertThat(KeysLabel.read(withLayers(own(0), own(1), foreign()))).isEmpty();
    assertThat(KeysLabel.read(withLayers(foreign()))).isEmpty();
    assertThat(KeysLabel.read(withLayers(own(1), own(0)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{}", "{\"keys\":[\"a\"]}", "{\"keys\":7}", "nothing"})
  void saysNothingByALabelOfSomebodyElse(String label) throws Exception {
    String text = OURS.toJson().text();
    String ours = OURS.process().labels().getOrDefault(KeysLabel.NAME, "").replace("\"", "\\\"");
    assertThat(text).contains(ours);
    String changed = text.replace(ours, label.replace("\"", "\\\""));
    assertThat(KeysLabel.read(ImageConfig.parse(changed.getBytes(StandardCharsets.UTF_8))))
        .isEmpty();
  }
}
