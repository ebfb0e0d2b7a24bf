package dev.garboard.words;

import static dev.garboard.words.Phrases.code;

import dev.garboard.layer.LayerProblem;
import java.util.Locale;

/// The words for why a layer cannot be written.
final class LayerWords {

  private static final String CHANGED =
      "Build again if a file changed meanwhile; else clear the store, whose copy is damaged";

  private LayerWords() {}

  static Finding of(LayerProblem problem) {
    String path = code(problem.path().absolute());
    return switch (problem) {
      case LayerProblem.SizeMismatch(_, long recorded, long actual) ->
          Finding.of(
                  ExitCode.INTEGRITY, path + ": expected " + recorded + " bytes, found " + actual)
              .help(CHANGED);
      case LayerProblem.Changed(_) ->
          Finding.of(ExitCode.INTEGRITY, path + ": its file changed during the build")
              .help("Build again");
      case LayerProblem.ChecksumMismatch(_, int recorded, int actual) ->
          Finding.of(
                  ExitCode.INTEGRITY,
                  path + ": its bytes do not have the checksum that its wheel records",
                  String.format(
                      Locale.ROOT, "CRC-32 recorded: %08x, found: %08x", recorded, actual))
              .help(CHANGED);
      case LayerProblem.DeflatedSizeMismatch(_, long recorded, long actual) ->
          Finding.of(
                  ExitCode.INTEGRITY,
                  path + ": its compressed bytes end at " + actual + " instead of " + recorded)
              .help(CHANGED);
      case LayerProblem.InvalidDeflate(_, var fault, long bitOffset) ->
          Finding.of(
                  ExitCode.INTEGRITY,
                  path + ": its compressed bytes are corrupt",
                  "At byte " + bitOffset / 8 + ": " + words(fault))
              .help(CHANGED);
      case LayerProblem.ParentNotDirectory(_, var parent) ->
          Finding.of(
              ExitCode.PROJECT,
              path + ": lies below " + code(parent.absolute()) + ", which is not a directory");
      case LayerProblem.DanglingHardLink(_, var target) ->
          Finding.of(
                  ExitCode.INTERNAL,
                  path + ": a hard link to " + code(target.absolute()) + ", which is not a file")
              .help(ErrorReport.OURS);
      case LayerProblem.UnencodableName(_, String name) ->
          Finding.of(ExitCode.PROJECT, path + ": a layer cannot hold this name: " + code(name))
              .help("Rename the file, or leave it out with `--exclude`");
    };
  }

  private static String words(Enum<?> fault) {
    return fault.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
