package dev.garboard.project;

import dev.garboard.tree.UnixPath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The rules of `.dockerignore`: patterns anchored at the root, `*` and `?` within a segment, `**`
/// over segments, `!` brings back, the last match decides; a pattern that matches a directory holds
/// for all below it.
///
/// Specification: Docker build context, "`.dockerignore` files".
final class DockerIgnore implements IgnoreRules {

  private record Rule(Pattern pattern, boolean exception, List<String> segments) {
    static Rule of(String pattern, boolean exception) {
      return new Rule(Pattern.compile(regex(pattern)), exception, List.of(pattern.split("/", -1)));
    }
  }

  private final List<Rule> rules = new ArrayList<>();

  /// Reads the lines of an ignore file.
  DockerIgnore(List<String> lines) {
    for (String line : lines) {
      String text = line.strip();
      if (text.isEmpty() || line.startsWith("#")) {
        continue;
      }
      boolean exception = text.startsWith("!");
      String pattern = clean(exception ? text.substring(1).strip() : text);
      if (!pattern.isEmpty()) {
        rules.add(Rule.of(pattern, exception));
      }
    }
  }

  private static String clean(String pattern) {
    List<String> kept = new ArrayList<>();
    for (String segment : pattern.split("/", -1)) {
      if (!segment.isEmpty() && !segment.equals(".")) {
        kept.add(segment);
      }
    }
    return String.join("/", kept);
  }

  private static String regex(String pattern) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (pattern.startsWith("**/", i)) {
        out.append("(?:.*/)?");
        i += 2;
      } else if (pattern.startsWith("**", i)) {
        out.append(".*");
        i++;
      } else if (c == '*') {
        out.append("[^/]*");
      } else if (c == '?') {
        out.append("[^/]");
      } else if (c == '[' && pattern.indexOf(']', i) > i) {
        int end = pattern.indexOf(']', i);
        out.append(pattern, i, end + 1);
        i = end;
      } else {
        boolean escaped = c == '\\' && i + 1 < pattern.length();
        out.append(Pattern.quote(String.valueOf(escaped ? pattern.charAt(++i) : c)));
      }
    }
    return out.toString();
  }

  @Override
  public void enter(UnixPath directory, Path onDisk) {
    // One file at the root says it all.
  }

  @Override
  public boolean ignores(UnixPath path, boolean directory) {
    boolean ignored = false;
    for (Rule rule : rules) {
      if (rule.exception == ignored && matchesOrHolds(rule, path)) {
        ignored = !rule.exception;
      }
    }
    return ignored;
  }

  private static boolean matchesOrHolds(Rule rule, UnixPath path) {
    for (UnixPath at = path; !at.isRoot(); at = at.parent()) {
      if (rule.pattern.matcher(at.value()).matches()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean mayReincludeBelow(UnixPath directory) {
    return rules.stream().anyMatch(Rule::exception);
  }

  /// Whether some pattern could match a path below this directory.
  boolean mayMatchBelow(UnixPath directory) {
    return rules.stream().anyMatch(rule -> !rule.exception && mayMatchBelow(rule, directory));
  }

  private static boolean mayMatchBelow(Rule rule, UnixPath directory) {
    List<String> path = directory.segments();
    for (int i = 0; i < path.size(); i++) {
      if (i >= rule.segments.size() || rule.segments.get(i).contains("**")) {
        return true;
      }
      if (!path.get(i).matches(regex(rule.segments.get(i)))) {
        return false;
      }
    }
    return true;
  }
}
