package dev.garboard.words;

import dev.garboard.http.RedactedUrl;
import dev.garboard.project.ConflictItem;
import dev.garboard.project.PackageId;
import dev.garboard.project.PackageSource;
import dev.garboard.selection.Target;
import dev.garboard.selection.Target.TargetPlatform;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Turns of phrase that several messages share.
public final class Phrases {

  private static final Pattern USER_INFORMATION =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*://)[^\\s/`'\"]*@");

  private static final double MEGA = 1e6;

  private Phrases() {}

  /// A text that is safe to print: control and format characters are spelled out, so that foreign
  /// text does not command the terminal, and user names and passwords in URLs are gone.
  public static String printable(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          boolean format = Character.getType(c) == Character.FORMAT;
          if ((Character.isISOControl(c) && c != '\n') || format) {
            safe.append(String.format(Locale.ROOT, "\\u%04x", c));
          } else {
            safe.appendCodePoint(c);
          }
        });
    return USER_INFORMATION.matcher(safe).replaceAll("$1");
  }

  /// With a capital letter at the start.
  public static String sentence(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /// What an exception's text says, without its class.
  public static String reason(String text) {
    return text.replaceFirst("^[a-z.]*AccessDeniedException: ", "permission denied: ")
        .replaceFirst("^[a-z.]*NoSuchFileException: ", "no such file: ")
        .replaceFirst("^[a-z.]*[A-Z][A-Za-z]*(Exception|Error): ", "");
  }

  public static String code(Object text) {
    return "`" + text + "`";
  }

  public static String codes(Collection<?> texts) {
    return texts.stream().map(Phrases::code).collect(Collectors.joining(", "));
  }

  public static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /// "Did you mean `x`?", or nothing.
  public static List<String> didYouMean(List<String> nearest) {
    if (nearest.isEmpty()) {
      return List.of();
    }
    String names = nearest.stream().map(Phrases::code).collect(Collectors.joining(" or "));
    return List.of("Did you mean " + names + "?");
  }

  /// At most so many lines, and how many more there are.
  public static List<String> shortList(Collection<?> all, int shown) {
    List<String> lines = new ArrayList<>();
    all.stream().limit(shown).forEach(item -> lines.add("  " + item));
    if (all.size() > shown) {
      lines.add("  and " + (all.size() - shown) + " more");
    }
    return lines;
  }

  /// In the unit that people compare downloads in.
  public static String megabytes(long bytes) {
    return bytes < MEGA / 10
        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", bytes / MEGA);
  }

  /// `name` version, for a sentence.
  public static String named(Object name, String version) {
    return code(name) + (version.isEmpty() ? "" : " " + version);
  }

  /// Name, version and source.
  public static String identity(PackageId id) {
    return named(id.name(), id.version()) + " from " + source(id.source());
  }

  /// Where a package comes from.
  public static String source(PackageSource source) {
    return switch (source) {
      case PackageSource.Registry registry -> "index " + url(registry.location());
      case PackageSource.Git git ->
          "git repository " + url(git.url()) + " at " + code(shortCommit(git.commit()));
      case PackageSource.Url(String url, _) -> url(url);
      case PackageSource.PathArchive(String path) -> "file " + code(path);
      case PackageSource.Directory(String path) -> directory(path);
      case PackageSource.Editable(String path) -> directory(path);
      case PackageSource.Virtual(String path) -> directory(path);
    };
  }

  private static String directory(String path) {
    return "directory " + code(path.isEmpty() ? "." : path);
  }

  private static String shortCommit(String commit) {
    return commit.substring(0, Math.min(12, commit.length()));
  }

  public static String url(String url) {
    return code(new RedactedUrl(url));
  }

  /// `CPython 3.13.1 on x86_64 Linux with glibc 2.36`.
  public static String target(Target target) {
    String python = "CPython " + target.pythonFull() + (target.freeThreaded() ? "t" : "");
    return python
        + " on "
        + target.architecture()
        + switch (target.platform()) {
          case TargetPlatform.Glibc(int major, int minor) ->
              " Linux with glibc " + major + "." + minor;
          case TargetPlatform.Musl(int major, int minor) ->
              " Linux with musl " + major + "." + minor;
          case TargetPlatform.MacOs(int major, int minor) -> " macOS " + major + "." + minor;
        };
  }

  public static String conflictItem(ConflictItem item) {
    return switch (item) {
      case ConflictItem.Extra(var name, var extra) -> code(name + "[" + extra + "]");
      case ConflictItem.Group(var name, var group) -> "group " + code(name + ":" + group);
      case ConflictItem.Whole(var name) -> code(name);
    };
  }

  public static String conflictItems(List<? extends ConflictItem> items) {
    return items.stream().map(Phrases::conflictItem).collect(Collectors.joining(" and "));
  }

  /// `demo` → `pandas` → `numpy`.
  public static String path(List<String> why) {
    return why.stream().map(Phrases::code).collect(Collectors.joining(" → "));
  }
}
