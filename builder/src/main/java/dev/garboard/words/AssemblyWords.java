package dev.garboard.words;

import static dev.garboard.words.Phrases.code;
import static dev.garboard.words.Phrases.codes;

import dev.garboard.image.AssemblyProblem;
import dev.garboard.image.BaseFacts;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The words for why a base cannot be used, or an image not be assembled.
final class AssemblyWords {

  private static final String KINDS =
      "A base is `debian:13`, an image reference, `oci:DIR[:TAG]`, `oci-archive:FILE[:TAG]` or"
          + " `scratch`";

  private static final String AGAIN = "Make or fetch the base again";

  private AssemblyWords() {}

  static Finding of(AssemblyProblem problem) {
    return switch (problem) {
      case AssemblyProblem.BaseInRegistry(String base, var reason) ->
          RegistryWords.of("the base " + code(base), reason);
      case AssemblyProblem.UnknownBase(String base, var reason) ->
          Finding.of(ExitCode.USAGE, "not a base: " + code(base), OciWords.of(reason)).help(KINDS);
      case AssemblyProblem.BaseNotFound(String base, String path) ->
          Finding.of(ExitCode.USAGE, "no such base: " + code(base), at(path));
      case AssemblyProblem.BaseUnreadable(String base, String detail) ->
          Finding.of(
              ExitCode.WORLD, "the base " + code(base) + " cannot be read", Phrases.reason(detail));
      case AssemblyProblem.BaseMalformed(String base, var reason) ->
          Finding.of(
              ExitCode.INTEGRITY, "the base " + code(base) + " is malformed", OciWords.of(reason));
      case AssemblyProblem.BaseTagMissing(String base, String tag, var available) ->
          Finding.of(
              ExitCode.USAGE,
              "the base " + code(base) + " has no image " + code(tag),
              images(available));
      case AssemblyProblem.BaseAmbiguous(String base, var available) ->
          Finding.of(
                  ExitCode.USAGE,
                  "the base " + code(base) + " holds several images",
                  images(available))
              .help("Name one after a colon: `--base " + base + ":TAG`");
      case AssemblyProblem.BasePlatformMissing(String base, var wanted, var available) ->
          Finding.of(
                  ExitCode.USAGE,
                  "the base " + code(base) + " has no image for " + code(wanted),
                  available.isEmpty() ? "It has none at all" : "It has: " + codes(available))
              .help("Take a base for " + code(wanted))
              .help("Build for what the base has: `--platform`");
      case AssemblyProblem.BaseWithoutPython(String base, String wanted, var available) ->
          withoutPython(base, wanted, available);
      case AssemblyProblem.BaseBlobMissing(String base, var digest) ->
          Finding.of(
                  ExitCode.INTEGRITY,
                  "the base " + code(base) + " is incomplete",
                  "Missing: " + digest)
              .help(AGAIN);
      case AssemblyProblem.BaseBlobCorrupt(String base, var expected, var found) ->
          Finding.of(
                  ExitCode.INTEGRITY,
                  "the base " + code(base) + " is damaged: a blob does not have its digest",
                  "Expected: " + expected,
                  "Found:    " + found)
              .help(AGAIN);
      case AssemblyProblem.BaseInconsistent(String base, int layers, int diffIds) ->
          Finding.of(
              ExitCode.INTEGRITY,
              "the base " + code(base) + " contradicts itself",
              "Its manifest lists " + layers + " layers, its configuration " + diffIds);
      case AssemblyProblem.LayerNotReadable(String base, var digest, String detail) ->
          Finding.of(
                  ExitCode.INTEGRITY,
                  "a layer of the base " + code(base) + " cannot be read",
                  "Layer: " + digest,
                  detail)
              .help(AGAIN);
      case AssemblyProblem.TooManyLayers(int base, int added, int limit) ->
          Finding.of(
                  ExitCode.USAGE,
                  "too many layers: " + (base + added) + ", engines mount at most " + limit,
                  "The base has " + base + ", the project adds " + added)
              .help("Lower `--layer-budget`, or `layers.budget` in `[tool.garboard]`");
      case AssemblyProblem.LayerTypeNotInFormat(var digest, var type, var format) ->
          Finding.of(
                  ExitCode.USAGE,
                  "an image of format "
                      + code(formatName(format))
                      + " cannot hold the base's layer",
                  "The layer " + code(digest) + " is of type " + code(type))
              .help("Use `--format oci`");
      case AssemblyProblem.NotRebasable(String image) ->
          Finding.of(
                  ExitCode.USAGE,
                  code(image) + " cannot be put on another base",
                  "It does not say which of its layers are its base's")
              .help("Build it anew with this version of Garboard");
      case AssemblyProblem.OtherRuntime(String image, var needed, String base, var found) ->
          Finding.of(
                  ExitCode.USAGE,
                  code(image) + " does not run on the base " + code(base),
                  "It needs "
                      + python(needed.python())
                      + " of that minor version, and "
                      + libc(needed.libc())
                      + " or newer",
                  "The base has "
                      + (found.pythons().isEmpty()
                          ? "no Python"
                          : found.pythons().stream()
                              .map(AssemblyWords::python)
                              .collect(Collectors.joining(", ")))
                      + ", and "
                      + libc(found.libc()))
              .help("Build it anew on that base: `garboard build --base " + base + "`");
      case AssemblyProblem.InvalidUser(String user) ->
          Finding.of(ExitCode.USAGE, "not a user: " + code(user))
              .help("Write `USER`, `UID`, `USER:GROUP` or `UID:GID`, each ID at most 4294967294");
    };
  }

  private static String python(BaseFacts.PythonInstallation python) {
    return "Python " + python.version() + " at " + code(python.path());
  }

  private static String libc(BaseFacts.Libc libc) {
    return switch (libc) {
      case BaseFacts.Libc.Glibc(int major, int minor) -> "glibc " + major + "." + minor;
      case BaseFacts.Libc.Musl(int major, int minor) -> "musl " + major + "." + minor;
      case BaseFacts.Libc.None() -> "no C library";
    };
  }

  private static String formatName(Enum<?> format) {
    return format.name().toLowerCase(Locale.ROOT);
  }

  private static Finding withoutPython(String base, String wanted, List<String> available) {
    Finding finding =
        Finding.of(
            ExitCode.USAGE,
            "the base " + code(base) + " has no Python" + (wanted.isEmpty() ? "" : " " + wanted),
            available.isEmpty() ? "It has none at all" : "It has: " + String.join(", ", available));
    if (base.equals("scratch")) {
      return finding.help("Say which Python will be there: `--python X.Y`");
    }
    return available.isEmpty()
        ? finding.help("Take a base with CPython, such as one made from Debian's `python3`")
        : finding
            .help("Take what it has: `--python " + available.getFirst() + "`")
            .help("Take another base: `--base`");
  }

  private static String at(String path) {
    return "Nothing lies at " + code(path);
  }

  private static String images(List<String> available) {
    return available.isEmpty() ? "Its images have no names" : "It has: " + codes(available);
  }
}
