package dev.garboard.image;

import dev.garboard.content.Digest;
import dev.garboard.oci.ImageFormat;
import dev.garboard.oci.MediaType;
import dev.garboard.oci.OciProblem;
import dev.garboard.oci.Platform;
import dev.garboard.registry.RegistryProblem;
import java.util.List;

/// Why there is no image. `base` is the base as the user named it.
public sealed interface AssemblyProblem {

  /// The text names no kind of base.
  record UnknownBase(String base, OciProblem reason) implements AssemblyProblem {}

  /// Nothing lies where the base should.
  record BaseNotFound(String base, String path) implements AssemblyProblem {}

  /// The base cannot be read, or is no image layout.
  record BaseUnreadable(String base, String detail) implements AssemblyProblem {}

  /// A document of the base is malformed.
  record BaseMalformed(String base, OciProblem reason) implements AssemblyProblem {}

  /// The base has no image of that tag.
  record BaseTagMissing(String base, String tag, List<String> available)
      implements AssemblyProblem {
    /// Copies.
    public BaseTagMissing {
      available = List.copyOf(available);
    }
  }

  /// The base holds several images, and the user named none.
  record BaseAmbiguous(String base, List<String> available) implements AssemblyProblem {
    /// Copies.
    public BaseAmbiguous {
      available = List.copyOf(available);
    }
  }

  /// The base has no image for the platform.
  record BasePlatformMissing(String base, Platform wanted, List<Platform> available)
      implements AssemblyProblem {
    /// Copies.
    public BasePlatformMissing {
      available = List.copyOf(available);
    }
  }

  /// The base points at a blob that it does not hold.
  record BaseBlobMissing(String base, Digest digest) implements AssemblyProblem {}

  /// A blob of the base is not what its descriptor says.
  record BaseBlobCorrupt(String base, Digest expected, Digest found) implements AssemblyProblem {}

  /// The base's manifest and configuration do not list the same layers.
  record BaseInconsistent(String base, int layers, int diffIds) implements AssemblyProblem {}

  /// The base has no Python that fits.
  ///
  /// @param wanted `X.Y` or `X.Y.Z`; empty for any
  /// @param available versions that the base has
  record BaseWithoutPython(String base, String wanted, List<String> available)
      implements AssemblyProblem {
    /// Copies.
    public BaseWithoutPython {
      available = List.copyOf(available);
    }
  }

  /// A layer is stored in a way that the base reader does not know.
  record LayerNotReadable(String base, Digest digest, String detail) implements AssemblyProblem {}

  /// More layers than engines can mount.
  record TooManyLayers(int base, int added, int limit) implements AssemblyProblem {}

  /// The format has no name for a layer of that type.
  record LayerTypeNotInFormat(Digest digest, MediaType type, ImageFormat format)
      implements AssemblyProblem {}

  /// The text is no user specification.
  record InvalidUser(String user) implements AssemblyProblem {}

  /// The image does not say which layers are its base's, and what the others rely on.
  record NotRebasable(String image) implements AssemblyProblem {}

  /// The image's layers do not run on the other base.
  record OtherRuntime(String image, RuntimeFacts needed, String base, BaseFacts found)
      implements AssemblyProblem {}

  /// The base cannot be had from its registry.
  record BaseInRegistry(String base, RegistryProblem reason) implements AssemblyProblem {}
}
