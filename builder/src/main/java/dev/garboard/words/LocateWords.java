package dev.garboard.words;

import static dev.garboard.words.Phrases.code;

import dev.garboard.content.Digest;
import dev.garboard.locate.LocateProblem;
import java.util.List;
import java.util.stream.Collectors;

/// The words for why a file of the selection is not at hand.
final class LocateWords {

  private LocateWords() {}

  static Finding of(LocateProblem problem) {
    String file = code(problem.file());
    return switch (problem) {
      case LocateProblem.DigestMismatch(_, _, String location, var expected, var actual) ->
          Finding.of(
                  ExitCode.INTEGRITY,
                  file + ": the bytes are not those that were locked",
                  "From:   " + location,
                  "Locked: " + digests(expected),
                  "Found:  " + digests(actual),
                  "Somebody replaced the file, or a proxy changed it; nothing of it was kept")
              .help("Find out which file is right; if the new one is, lock it anew with uv");
      case LocateProblem.Truncated(_, _, String location, long expected, long actual) ->
          Finding.of(
                  ExitCode.INTEGRITY,
                  file + ": only " + actual + " of " + expected + " bytes",
                  "From: " + location,
                  "The file is shorter than the lockfile says, and its digest does not match")
              .help("Try again later; if it stays so, lock it anew with uv");
      case LocateProblem.FileNotFound(var name, _, String path) ->
          Finding.of(
                  ExitCode.PROJECT,
                  file + ": no such file: " + code(path),
                  "The lockfile takes " + code(name) + " from there")
              .help("Put the file there")
              .help("Name a directory that holds it: `--find-links DIR`");
      case LocateProblem.NotFound(_, _, var cause) ->
          HttpWords.of(file, cause)
              .help("Run `uv lock` if the index has dropped it")
              .help("Name a directory that holds it: `--find-links DIR`");
      case LocateProblem.Unauthorised(_, _, var cause) -> HttpWords.of(file, cause);
      case LocateProblem.OfflineMissing(_, _, var url) ->
          Finding.of(
                  ExitCode.WORLD,
                  file + ": not in the local store, and the network is forbidden",
                  "It would come from " + code(url))
              .help("Run once without `--offline`, `GARBOARD_OFFLINE` and `UV_OFFLINE`")
              .help("Name a directory that holds it: `--find-links DIR`");
      case LocateProblem.Unreachable(_, _, var cause) -> HttpWords.of(file, cause);
      case LocateProblem.BadLocation(_, _, var location) ->
          Finding.of(
              ExitCode.PROJECT,
              file + ": cannot be fetched from " + code(location),
              "Garboard fetches from `https:`, `http:` and `file:` URLs and from paths");
      case LocateProblem.StorageFailed(_, _, String store, String reason) ->
          WorldWords.storage(file + ": cannot be stored in " + code(store), reason);
    };
  }

  private static String digests(List<Digest> digests) {
    return digests.stream().map(Digest::toString).collect(Collectors.joining(" "));
  }
}
