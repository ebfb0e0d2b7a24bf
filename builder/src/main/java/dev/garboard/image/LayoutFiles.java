package dev.garboard.image;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import java.io.IOException;
import java.util.Optional;

/// The files of an image layout (OCI image specification, "Image Layout"), wherever they lie.
interface LayoutFiles {

  /// The file at a path below the layout's root, `/` between segments.
  ///
  /// @throws IOException when the layout cannot be read
  Optional<Content> file(String path) throws IOException;

  /// The blob of a digest.
  ///
  /// @throws IOException when the layout cannot be read
  default Optional<Content> blob(Digest digest) throws IOException {
    return file("blobs/" + digest.algorithm().id() + "/" + digest.hex());
  }
}
