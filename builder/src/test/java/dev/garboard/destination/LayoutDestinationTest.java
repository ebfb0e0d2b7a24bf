package dev.garboard.destination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.content.Digest;
import dev.garboard.image.BaseImage;
import dev.garboard.image.BaseLocation;
import dev.garboard.image.Image;
import dev.garboard.image.ImageChecks;
import dev.garboard.image.ImageFault;
import dev.garboard.image.LayoutBase;
import dev.garboard.image.TestBases;
import dev.garboard.image.TestImages;
import dev.garboard.image.TestLayers;
import dev.garboard.oci.Index;
import dev.garboard.oci.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayoutDestinationTest extends FileDestinationContract {

  @Override
  Path place() {
    return dir.resolve("layout");
  }

  @Override
  Destination at(Path path) {
    return LayoutDestination.of(new DestinationSpec.OciLayout(path, "latest", name()));
  }

  @Override
  Digest readBack() throws Exception {
    BaseImage image =
        LayoutBase.of(new BaseLocation.OciLayout(place(), "latest")).open(Platform.linux("amd64"));
    return ((BaseImage.Existing) image).digest();
  }

  @Test
  void addsToALayoutAndLeavesItsOtherImages() throws Exception {
    Files.createDirectory(place());
    TestBases.in(place()).image("amd64", "base", "{}", TestLayers.gzip(Map.of("a", "b")));
    Image image = TestImages.onScratch();
    destination().publish(image);
    destination().publish(image);
    Index index = Index.parse("index", Files.readAllBytes(place().resolve("index.json")));
    assertThat(index.manifests())
        .extracting(entry -> entry.annotations().get("org.opencontainers.image.ref.name"))
        .containsExactly("base", "latest");
    assertThat(ImageChecks.check(place())).isEmpty();
  }

  @Test
  void fillsAnEmptyDirectory() throws Exception {
    Files.createDirectory(place());
    destination().publish(TestImages.onScratch());
    assertThat(ImageChecks.check(place())).isEmpty();
  }

  @Test
  void leavesOtherDirectoriesAlone() throws Exception {
    Files.createDirectory(place());
    Files.writeString(place().resolve("thesis.txt"), "irreplaceable");
    assertThat(problem(place())).isEqualTo(new DestinationProblem.NotALayout(place()));
    assertThat(seen()).containsOnlyKeys("layout/thesis.txt");
  }

  @Test
  void namesAFileInTheWay() throws Exception {
    Path file = Files.writeString(dir.resolve("file"), "x");
    assertThat(problem(file)).isEqualTo(new DestinationProblem.NotDirectory(file));
  }

  @Test
  void namesABrokenIndex() throws Exception {
    destination().publish(TestImages.onScratch());
    Files.writeString(place().resolve("index.json"), "{");
    assertThat(problem(place())).isInstanceOf(DestinationProblem.LayoutMalformed.class);
  }

  @Test
  void checksFindWhatIsWrong() throws Exception {
    Image image = TestImages.onScratch();
    destination().publish(image);
    Digest layer = image.layers().getFirst().descriptor().digest();
    Digest other = image.layers().getLast().descriptor().digest();
    Path path = place().resolve("blobs/sha256/" + layer.hex());
    Files.write(path, Files.readAllBytes(place().resolve("blobs/sha256/" + other.hex())));
    assertThat(ImageChecks.check(place()))
        .contains(new ImageFault.WrongDigest(layer, other))
        .contains(
            new ImageFault.WrongDiffId(
                layer, image.config().diffIds().getFirst(), image.config().diffIds().getLast()));
    Files.delete(path);
    assertThat(ImageChecks.check(place())).containsExactly(new ImageFault.MissingBlob(layer));
  }
}
