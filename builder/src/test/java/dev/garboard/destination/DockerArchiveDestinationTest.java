package dev.garboard.destination;

import dev.garboard.content.Digest;
import dev.garboard.image.BaseImage;
import dev.garboard.image.BaseLocation;
import dev.garboard.image.LayoutBase;
import dev.garboard.oci.Platform;
import java.nio.file.Path;

class DockerArchiveDestinationTest extends FileDestinationContract {

  @Override
  Path place() {
    return dir.resolve("app.tar");
  }

  @Override
  Destination at(Path path) {
    return ArchiveDestination.of(new DestinationSpec.DockerArchive(path, name()));
  }

  @Override
  Digest readBack() throws Exception {
    BaseImage image =
        LayoutBase.of(new BaseLocation.OciArchive(place(), "")).open(Platform.linux("amd64"));
    return ((BaseImage.Existing) image).digest();
  }
}
