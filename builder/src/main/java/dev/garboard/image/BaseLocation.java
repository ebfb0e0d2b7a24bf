package dev.garboard.image;

import dev.garboard.oci.ImageReference;
import dev.garboard.oci.OciException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A base as the user names it.
public sealed interface BaseLocation {

  /// The empty base: `scratch`.
  record Scratch() implements BaseLocation {}

  /// An image layout directory: `oci:DIR[:TAG]`.
  ///
  /// @param tag empty when none was named
  record OciLayout(Path directory, String tag) implements BaseLocation {}

  /// An image layout in a tar: `oci-archive:FILE[:TAG]`.
  ///
  /// @param tag empty when none was named
  record OciArchive(Path file, String tag) implements BaseLocation {}

  /// A Debian release, made from packages: `debian:13`, `debian:testing`, with `-bare` for no
  /// command-line tools.
  record DebianRelease(String release, boolean bare) implements BaseLocation {}

  /// An image in a registry.
  record InRegistry(ImageReference reference) implements BaseLocation {}

  /// Reads a base's name.
  ///
  /// @throws AssemblyException when the text is no name of a base
  static BaseLocation parse(String text) throws AssemblyException {
    if (text.equals("scratch")) {
      return new Scratch();
    }
    if (text.startsWith("oci:") && text.length() > 4) {
      PathAndTag named = PathAndTag.of(text.substring(4));
      return new OciLayout(named.path, named.tag);
    }
    if (text.startsWith("oci-archive:") && text.length() > 12) {
      PathAndTag named = PathAndTag.of(text.substring(12));
      return new OciArchive(named.path, named.tag);
    }
    Matcher debian = Pattern.compile("debian:([0-9]+|testing)(-bare)?").matcher(text);
    if (debian.matches()) {
      return new DebianRelease(debian.group(1), debian.group(2) != null);
    }
    try {
      String reference = text.startsWith("docker://") ? text.substring(9) : text;
      return new InRegistry(ImageReference.parse(reference).withDefaultTag());
    } catch (OciException e) {
      throw new AssemblyException(new AssemblyProblem.UnknownBase(text, e.problem()));
    }
  }

  /// A path and what follows its first colon, as skopeo splits it.
  record PathAndTag(Path path, String tag) {
    static PathAndTag of(String text) {
      int colon = text.indexOf(':');
      return colon < 0
          ? new PathAndTag(Path.of(text), "")
          : new PathAndTag(Path.of(text.substring(0, colon)), text.substring(colon + 1));
    }
  }
}
