package dev.garboard.destination;

import dev.garboard.content.Digest;
import dev.garboard.oci.OciProblem;
import dev.garboard.oci.Platform;
import dev.garboard.registry.RegistryProblem;
import java.nio.file.Path;
import java.util.List;

/// Why an image is not where it should be.
public sealed interface DestinationProblem {

  /// The text begins with no transport that is known.
  ///
  /// @param nearest known transports that look alike, best first
  record UnknownTransport(String text, String transport, List<String> nearest)
      implements DestinationProblem {
    /// Copies.
    public UnknownTransport {
      nearest = List.copyOf(nearest);
    }
  }

  /// The transport is known, but what follows is not what it needs.
  record MissingPath(String text, String transport) implements DestinationProblem {}

  /// The name in the text is no image reference.
  record InvalidName(String text, OciProblem reason) implements DestinationProblem {}

  /// A file was named, and a directory lies there.
  record IsDirectory(Path path) implements DestinationProblem {}

  /// A directory was named, and something else lies there.
  record NotDirectory(Path path) implements DestinationProblem {}

  /// The directory that should hold the destination does not exist.
  record ParentMissing(Path path, Path parent) implements DestinationProblem {}

  /// The operating system does not permit writing there.
  record NotPermitted(Path path) implements DestinationProblem {}

  /// The disk is full.
  ///
  /// @param needed bytes that the image takes in all
  record NoSpace(Path path, long needed) implements DestinationProblem {}

  /// The directory holds something that is no image layout.
  record NotALayout(Path path) implements DestinationProblem {}

  /// The layout that lies there is malformed.
  record LayoutMalformed(Path path, OciProblem reason) implements DestinationProblem {}

  /// Writing failed for another reason.
  record WriteFailed(Path path, String detail) implements DestinationProblem {}

  /// A blob of the image cannot be read.
  record BlobUnreadable(Digest digest, String detail) implements DestinationProblem {}

  /// A blob of the image is not what its descriptor says.
  ///
  /// @param size number of bytes that were read
  record BlobCorrupt(Digest expected, Digest found, long size) implements DestinationProblem {}

  /// No container engine answers.
  ///
  /// @param tried the engines looked for, with what was found
  record NoEngine(String name, List<String> tried) implements DestinationProblem {
    /// Copies.
    public NoEngine {
      tried = List.copyOf(tried);
    }
  }

  /// The engine did not take the image.
  record EngineRefused(String engine, String name, String detail) implements DestinationProblem {}

  /// None of the images is for the engine's platform.
  record NotForEngine(String engine, String name, Platform own, List<Platform> available)
      implements DestinationProblem {
    /// Copies.
    public NotForEngine {
      available = List.copyOf(available);
    }
  }

  /// The registry, or the way to it, is at fault.
  record InRegistry(String name, RegistryProblem reason) implements DestinationProblem {}

  /// The name's digest is not that of the image.
  record OtherDigest(String name, Digest named, Digest image) implements DestinationProblem {}
}
