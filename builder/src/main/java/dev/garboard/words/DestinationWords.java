package dev.garboard.words;

import static dev.garboard.words.Phrases.code;

import dev.garboard.destination.DestinationProblem;

/// The words for why an image is not where it should be.
final class DestinationWords {

  private static final String KINDS =
      "A destination is `oci:DIR[:TAG]`, `oci-archive:FILE[:TAG]`, `docker-archive:FILE[:REF]`,"
          + " `docker-daemon:REF` or `docker://REF`";

  private DestinationWords() {}

  static Finding of(DestinationProblem problem) {
    return switch (problem) {
      case DestinationProblem.InRegistry(String name, var reason) ->
          RegistryWords.of("cannot push " + code(name), reason);
      case DestinationProblem.OtherDigest(String name, var named, var image) ->
          Finding.of(
              ExitCode.USAGE,
              "cannot push " + code(name) + ": the image has another digest",
              "Named: " + named,
              "Image: " + image);
      case DestinationProblem.UnknownTransport(String text, String transport, var nearest) ->
          Finding.of(
                  ExitCode.USAGE,
                  "`--to " + text + "`: unknown kind of destination: " + code(transport))
              .fact(Phrases.didYouMean(nearest))
              .help(KINDS);
      case DestinationProblem.MissingPath(String text, String transport) ->
          Finding.of(
                  ExitCode.USAGE, "`--to " + text + "`: nothing follows " + code(transport + ":"))
              .help(KINDS);
      case DestinationProblem.InvalidName(String text, var reason) ->
          Finding.of(ExitCode.USAGE, "`--to " + text + "`: not a valid name", OciWords.of(reason));
      case DestinationProblem.IsDirectory(var path) ->
          Finding.of(
                  ExitCode.USAGE, "cannot write the archive " + code(path) + ": it is a directory")
              .help("Name a file in it")
              .help("Use `oci:DIR` for an image layout in a directory");
      case DestinationProblem.NotDirectory(var path) ->
          Finding.of(
                  ExitCode.USAGE,
                  "cannot write the layout " + code(path) + ": it is not a directory")
              .help("Use `oci-archive:FILE` for a file");
      case DestinationProblem.ParentMissing(var path, var parent) ->
          Finding.of(
                  ExitCode.USAGE,
                  "cannot write "
                      + code(path)
                      + ": the directory "
                      + code(parent)
                      + " does not exist")
              .help("Make the directory, or name another place");
      case DestinationProblem.NotPermitted(var path) ->
          Finding.of(ExitCode.WORLD, "cannot write " + code(path) + ": not permitted")
              .help("Name a place where you may write");
      case DestinationProblem.NoSpace(var path, long needed) ->
          Finding.of(
                  ExitCode.WORLD,
                  "cannot write " + code(path) + ": no space left",
                  "The image takes " + Phrases.megabytes(needed))
              .help("Free some space, or name a place on another disk");
      case DestinationProblem.NotALayout(var path) ->
          Finding.of(
                  ExitCode.USAGE,
                  "cannot write the layout " + code(path) + ": it holds something else",
                  "It has files, but no `oci-layout`")
              .help("Name a new or empty directory");
      case DestinationProblem.LayoutMalformed(var path, var reason) ->
          Finding.of(
                  ExitCode.WORLD, "the layout " + code(path) + " is malformed", OciWords.of(reason))
              .help("Name another directory, or remove this one");
      case DestinationProblem.WriteFailed(var path, String detail) ->
          Finding.of(ExitCode.WORLD, "cannot write " + code(path), Phrases.reason(detail));
      case DestinationProblem.BlobUnreadable(var digest, String detail) ->
          Finding.of(
              ExitCode.WORLD,
              "a blob of the image cannot be read: " + code(digest),
              Phrases.reason(detail));
      case DestinationProblem.BlobCorrupt(var expected, var found, long size) ->
          Finding.of(
                  ExitCode.INTEGRITY,
                  "a blob of the image is damaged",
                  "Expected: " + expected,
                  "Found:    " + found + " (" + size + " bytes)")
              .help("Clear the store, whose copy is damaged, or fetch the base again");
      case DestinationProblem.NoEngine(String name, var tried) ->
          Finding.of(ExitCode.USAGE, "no container engine to load " + code(name) + " into")
              .fact(tried)
              .help("Write a file: `--to oci-archive:FILE`")
              .help("Write a directory: `--to oci:DIR`")
              .help("Start Docker, or install Podman");
      case DestinationProblem.NotForEngine(String engine, String name, var own, var available) ->
          Finding.of(
                  ExitCode.USAGE,
                  code(name) + " has no image for " + engine + ", which runs " + own,
                  "There are: " + Phrases.codes(available))
              .help("Build for it, too, with `--platform`")
              .help("Write a file that holds all of them: `--to oci-archive:FILE`");
      case DestinationProblem.EngineRefused(String engine, String name, String detail) ->
          Finding.of(ExitCode.WORLD, engine + " did not take the image " + code(name), detail);
    };
  }
}
