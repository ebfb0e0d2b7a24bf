package dev.garboard.wheel;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The one spelling of a version that all equal spellings share (PEP 440, "Normalization"), without
/// trailing zeros of the release. Text that is no version stands for itself.
final class VersionForm {

  private static final Pattern VERSION =
      Pattern.compile(
          """
          v?(?:(?<epoch>[0-9]+)!)?(?<release>[0-9]+(?:\\.[0-9]+)*)\
          (?:[-_.]?(?<pre>alpha|beta|preview|pre|a|b|c|rc)[-_.]?(?<preNumber>[0-9]*))?\
          (?:-(?<implicitPost>[0-9]+)|[-_.]?(?<post>post|rev|r)[-_.]?(?<postNumber>[0-9]*))?\
          (?:[-_.]?(?<dev>dev)[-_.]?(?<devNumber>[0-9]*))?\
          (?:\\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?\
          """);

  private VersionForm() {}

  static String of(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    Matcher matcher = VERSION.matcher(lower);
    if (!matcher.matches()) {
      return lower;
    }
    StringBuilder form = new StringBuilder();
    form.append(number(matcher.group("epoch"))).append('!').append(release(matcher));
    if (matcher.group("pre") != null) {
      form.append(pre(matcher.group("pre"))).append(number(matcher.group("preNumber")));
    }
    if (matcher.group("implicitPost") != null) {
      form.append(".post").append(number(matcher.group("implicitPost")));
    } else if (matcher.group("post") != null) {
      form.append(".post").append(number(matcher.group("postNumber")));
    }
    if (matcher.group("dev") != null) {
      form.append(".dev").append(number(matcher.group("devNumber")));
    }
    if (matcher.group("local") != null) {
      form.append('+');
      for (String part : matcher.group("local").split("[-_.]", -1)) {
        form.append(part.chars().allMatch(Character::isDigit) ? number(part) : part).append('.');
      }
    }
    return form.toString();
  }

  /// The form without its local segment.
  static String withoutLocal(String text) {
    String form = of(text);
    int plus = form.indexOf('+');
    return plus < 0 ? form : form.substring(0, plus);
  }

  private static String release(Matcher matcher) {
    StringBuilder release = new StringBuilder();
    for (String part : matcher.group("release").split("\\.", -1)) {
      release.append(release.isEmpty() ? "" : ".").append(number(part));
    }
    return release.toString().replaceAll("(\\.0)+$", "");
  }

  private static String pre(String word) {
    return switch (word) {
      case "a", "alpha" -> "a";
      case "b", "beta" -> "b";
      default -> "rc";
    };
  }

  private static String number(@Nullable String digits) {
    String stripped = digits == null ? "" : digits.replaceFirst("^0+", "");
    return stripped.isEmpty() ? "0" : stripped;
  }
}
