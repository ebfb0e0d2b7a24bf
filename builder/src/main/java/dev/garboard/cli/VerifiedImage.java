package dev.garboard.cli;

import dev.garboard.image.AssemblyException;
import dev.garboard.image.BaseImage;
import dev.garboard.image.BaseLocation;
import dev.garboard.image.ImageChecks;
import dev.garboard.image.ImageFault;
import dev.garboard.image.LayoutBase;
import dev.garboard.oci.Platform;
import dev.garboard.words.ExitCode;
import dev.garboard.words.Failure;
import dev.garboard.words.Failure.FailureException;
import java.nio.file.Path;
import java.util.List;

/// An image that lies in a layout and is to be checked.
record VerifiedImage(String name, Path layout, LayoutBase source) {

  static VerifiedImage named(String name) throws AssemblyException, FailureException {
    return switch (BaseLocation.parse(name)) {
      case BaseLocation.OciLayout found ->
          new VerifiedImage(name, found.directory(), LayoutBase.of(found));
      case BaseLocation.OciArchive found ->
          new VerifiedImage(name, found.file(), LayoutBase.of(found));
      case BaseLocation.Scratch _, BaseLocation.DebianRelease _, BaseLocation.InRegistry _ ->
          throw Failure.of(
                  ExitCode.USAGE,
                  "`" + name + "` cannot be verified",
                  "Say `oci:DIR[:TAG]` or `oci-archive:FILE[:TAG]`; `skopeo copy` makes one")
              .exception();
    };
  }

  /// Recomputes every size, digest and diffID of the layout.
  void requireSound() throws FailureException {
    List<ImageFault> faults = ImageChecks.check(layout);
    if (!faults.isEmpty()) {
      throw new Failure(
              ExitCode.INTEGRITY,
              name + " is damaged",
              faults.stream().map(VerifiedImage::words).toList())
          .exception();
    }
  }

  BaseImage.Existing open(Platform platform) throws AssemblyException, FailureException {
    return switch (source.open(platform)) {
      case BaseImage.Existing existing -> existing;
      case BaseImage.Scratch _ -> throw new IllegalStateException(name);
    };
  }

  private static String words(ImageFault fault) {
    return switch (fault) {
      case ImageFault.Unreadable(String path, String detail) -> path + ": " + detail;
      case ImageFault.MissingBlob(var digest) -> digest + ": missing";
      case ImageFault.WrongSize(var digest, long expected, long found) ->
          digest + ": " + found + " bytes, not " + expected;
      case ImageFault.WrongDigest(var expected, var found) ->
          expected + ": the content's digest is " + found;
      case ImageFault.WrongDiffId(var layer, var expected, var found) ->
          layer + ": the diffID is " + found + ", not " + expected;
      case ImageFault.BrokenLayer(var layer, String detail) ->
          layer + ": cannot be uncompressed: " + detail;
      case ImageFault.WrongLayerCount(var manifest, int layers, int diffIds) ->
          manifest + ": " + layers + " layers, but " + diffIds + " diffIDs";
      case ImageFault.Malformed(var problem) -> problem.toString();
    };
  }
}
