package dev.garboard.destination;

import dev.garboard.oci.ImageReference;
import java.nio.file.Path;

/// A destination as the user names it, in skopeo's words; complete, as what the user left out has
/// been filled in.
public sealed interface DestinationSpec {

  /// `docker://REF`: an image in a registry.
  record Registry(ImageReference name) implements DestinationSpec {}

  /// `oci:DIR[:TAG]`: an image layout directory.
  record OciLayout(Path directory, String tag, ImageReference name) implements DestinationSpec {}

  /// `oci-archive:FILE[:TAG]`: a tar.
  record OciArchive(Path file, String tag, ImageReference name) implements DestinationSpec {}

  /// `docker-archive:FILE[:REF]`: a tar.
  record DockerArchive(Path file, ImageReference name) implements DestinationSpec {}

  /// `docker-daemon:REF`: a container engine of this machine.
  record Engine(ImageReference name) implements DestinationSpec {}

  /// Reads a destination.
  ///
  /// @param defaultName name of the image where the text gives none
  /// @throws DestinationException when the transport is unknown or what follows does not fit it
  static DestinationSpec parse(String text, ImageReference defaultName)
      throws DestinationException {
    return new SpecReader(text, defaultName.withDefaultTag()).read();
  }
}
