package dev.garboard.cli;

import dev.garboard.content.CanonicalJson;
import dev.garboard.words.Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Prints results, failures and warnings: the result alone on standard output, all else on standard
/// error.
final class Report {

  private static final int JSON_VERSION = 1;

  private final Session session;
  private final boolean json;

  Report(Session session, boolean json) {
    this.session = session;
    this.json = json;
  }

  /// Prints the one JSON document of a command; the schema's version leads the rest.
  void document(Map<String, Object> document) {
    session.out().println(text(document));
  }

  /// The text of a JSON document.
  static String text(Map<String, Object> document) {
    Map<String, Object> versioned = new LinkedHashMap<>(document);
    versioned.put("version", JSON_VERSION);
    return CanonicalJson.write(versioned);
  }

  /// Prints why a command stops.
  ///
  /// @return its exit code
  int failure(Failure failure) {
    new GitHubAnnotations(session).of(failure).forEach(session.err()::println);
    if (json) {
      document(
          Map.of(
              "error",
              Map.of(
                  "exit", failure.exit(), "title", failure.title(), "details", failure.details())));
      return failure.exit();
    }
    session.err().println("error: " + failure.title());
    print(failure.details());
    return failure.exit();
  }

  /// Prints a warning.
  void warning(String title, List<String> details) {
    session.err().println("warning: " + title);
    print(details);
  }

  private void print(List<String> details) {
    for (String detail : details) {
      detail.lines().forEach(line -> session.err().println("  " + line));
    }
  }
}
