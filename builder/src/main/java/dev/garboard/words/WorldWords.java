package dev.garboard.words;

import static dev.garboard.words.Phrases.code;

import dev.garboard.http.HttpFailedException;
import dev.garboard.wheel.WheelEntryException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/// The words for what the operating system refuses.
final class WorldWords {

  private WorldWords() {}

  static Finding of(IOException e) {
    return switch (e) {
      case ClosedByInterruptException _ -> Finding.of(ExitCode.INTERRUPTED, "interrupted");
      case WheelEntryException broken -> WheelWords.of(broken);
      case CharacterCodingException _ ->
          Finding.of(
                  ExitCode.PROJECT,
                  "a file of the project is not UTF-8 text",
                  String.valueOf(e.getMessage()))
              .help("Save `pyproject.toml` and `uv.lock` as UTF-8");
      case NoSuchFileException missing ->
          Finding.of(ExitCode.WORLD, "no such file or directory: " + code(missing.getFile()));
      case AccessDeniedException denied ->
          Finding.of(ExitCode.WORLD, "permission denied: " + code(denied.getFile()));
      case FileSystemException file ->
          storage(
              code(String.valueOf(file.getFile())),
              file.getReason() == null ? e.getClass().getSimpleName() : file.getReason());
      case IOException _ when e.getCause() instanceof HttpFailedException failed ->
          HttpWords.of(code(failed.problem().url()), failed.problem());
      case IOException _ -> storage("reading or writing failed", reason(e));
    };
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /// A failure to write, where the reason is the operating system's text.
  static Finding storage(String title, String reason) {
    String told = Phrases.reason(reason);
    String lower = told.toLowerCase(Locale.ROOT);
    if (lower.contains("no space left") || lower.contains("quota exceeded")) {
      return Finding.of(ExitCode.WORLD, title + ": no space left", told)
          .help("Free some space")
          .help("Put the store elsewhere: `GARBOARD_CACHE_DIR=DIRECTORY`");
    }
    if (lower.startsWith("permission denied") || lower.contains("read-only file system")) {
      return Finding.of(ExitCode.WORLD, title + ": writing is not permitted", told)
          .help("Put the store where you may write: `GARBOARD_CACHE_DIR=DIRECTORY`");
    }
    return Finding.of(ExitCode.WORLD, title + ": " + told);
  }
}
