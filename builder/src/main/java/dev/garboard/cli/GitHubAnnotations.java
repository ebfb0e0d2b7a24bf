package dev.garboard.cli;

import dev.garboard.words.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Failures as GitHub's workflow commands, which show them at the lines of a pull request.
final class GitHubAnnotations {

  /// A finding that begins with its place, as [ProjectWords] writes it.
  private static final Pattern PLACE =
      Pattern.compile("(?:- )?([^\\s:`]+):(\\d+)(?::(\\d+))?: (.+)");

  private final Session session;

  GitHubAnnotations(Session session) {
    this.session = session;
  }

  /// One command for each finding that has a place, else one for the failure; none outside GitHub.
  List<String> of(Failure failure) {
    if (!session.variable("GITHUB_ACTIONS").equals("true")) {
      return List.of();
    }
    List<String> commands = new ArrayList<>();
    place(failure.title(), String.join("\n", failure.details())).ifPresent(commands::add);
    for (String detail : failure.details()) {
      place(detail, "").ifPresent(commands::add);
    }
    return commands.isEmpty()
        ? List.of("::error title=garboard::" + data(message(failure)))
        : commands;
  }

  private static String message(Failure failure) {
    List<String> lines = new ArrayList<>(List.of(failure.title()));
    lines.addAll(failure.details());
    return String.join("\n", lines);
  }

  private Optional<String> place(String text, String more) {
    Matcher matcher = PLACE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return file(matcher.group(1))
        .map(file -> {
          String column = matcher.group(3) == null ? "" : ",col=" + matcher.group(3);
          String line = ",line=" + matcher.group(2);
          String message = more.isEmpty() ? matcher.group(4) : matcher.group(4) + "\n" + more;
          return "::error title=garboard,file="
              + property(file)
              + line
              + column
              + "::"
              + data(message);
        });
  }

  /// The file as seen from the checkout: problems name it as seen from the workspace's root, which
  /// is this directory or one above.
  private Optional<String> file(String name) {
    Path checkout = Path.of(session.variable("GITHUB_WORKSPACE"));
    for (Path at = session.directory(); at != null; at = at.getParent()) {
      Path file = at.resolve(name).normalize();
      if (Files.isRegularFile(file)) {
        return file.startsWith(checkout)
            ? Optional.of(checkout.relativize(file).toString())
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
