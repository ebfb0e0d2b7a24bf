package dev.garboard.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.garboard.content.Digest;
import dev.garboard.image.BaseImage;
import dev.garboard.image.BaseLocation;
import dev.garboard.image.LayoutBase;
import dev.garboard.image.TestImages;
import dev.garboard.oci.Platform;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OciArchiveDestinationTest extends FileDestinationContract {

  @Override
  Path place() {
    return dir.resolve("app.tar");
  }

  @Override
  Destination at(Path path) {
    return ArchiveDestination.of(new DestinationSpec.OciArchive(path, "latest", name()));
  }

  @Override
  Digest readBack() throws Exception {
    BaseImage image =
        LayoutBase.of(new BaseLocation.OciArchive(place(), "latest")).open(Platform.linux("amd64"));
    return ((BaseImage.Existing) image).digest();
  }

  @Test
  void namesADirectoryInTheWay() throws Exception {
    Path path = Files.createDirectory(dir.resolve("taken"));
    assertThat(problem(path)).isEqualTo(new DestinationProblem.IsDirectory(path));
  }

  @Test
  void namesAFullDisk() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "no /dev/full here");
    assertThat(problem(full)).isInstanceOf(DestinationProblem.NoSpace.class);
  }

  @Test
  void writesToADeviceWithoutReplacingIt() throws Exception {
    Path device = Path.of("/dev/null");
    at(device).publish(TestImages.onScratch());
    assertThat(Files.isRegularFile(device)).isFalse();
  }

  @Test
  void keepsALinkAndReplacesWhatItPointsAt() throws Exception {
    Path real = Files.writeString(dir.resolve("real.tar"), "old");
    Path link = Files.createSymbolicLink(place(), Path.of("real.tar"));
    destination().publish(TestImages.onScratch());
    assertThat(link).isSymbolicLink();
    assertThat(Files.size(real)).isGreaterThan(1000);
  }

  @Test
  void isOneImageForOldAndNewReaders() throws Exception {
    destination().publish(TestImages.onScratch());
    byte[] bytes = Files.readAllBytes(place());
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    assertThat(bytes.length % 10240).isZero();
    assertThat(text)
        .contains("{\"imageLayoutVersion\":\"1.0.0\"}")
        .contains("\"io.containerd.image.name\":\"docker.io/library/app:latest\"")
        .contains("\"RepoTags\":[\"app:latest\"]")
        .contains("\"Config\":\"blobs/sha256/");
  }
}
