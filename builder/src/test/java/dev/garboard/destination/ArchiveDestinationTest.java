package dev.garboard.destination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.image.BaseImage;
import dev.garboard.image.BaseLocation;
import dev.garboard.image.Image;
import dev.garboard.image.LayoutBase;
import dev.garboard.image.TestImages;
import dev.garboard.oci.ImageReference;
import dev.garboard.oci.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveDestinationTest {

  @TempDir Path dir;

  @Test
  void writesAnArchiveThatReadsBackAsTheSameImage() throws Exception {
    Image image = TestImages.onScratch();
    Path file = dir.resolve("app.tar");
    Published published =
        ArchiveDestination.of(
                new DestinationSpec.OciArchive(file, "latest", ImageReference.parse("app:latest")))
            .publish(image);

    assertThat(published.descriptor()).isEqualTo(image.descriptor());
    BaseImage read =
        LayoutBase.of(new BaseLocation.OciArchive(file, "latest")).open(Platform.linux("amd64"));
    assertThat(read.config()).isEqualTo(image.config());
    assertThat(((BaseImage.Existing) read).digest()).isEqualTo(image.descriptor().digest());
    try (var files = Files.list(dir)) {
      assertThat(files).containsExactly(file);
    }
  }
}
