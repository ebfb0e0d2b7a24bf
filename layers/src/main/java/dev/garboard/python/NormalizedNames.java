package dev.garboard.python;

import java.util.Locale;
import java.util.regex.Pattern;

/// The one normalisation that packages, extras and dependency groups share.
final class NormalizedNames {

  private static final Pattern VALID =
      Pattern.compile("[a-z0-9]|[a-z0-9][a-z0-9._-]*[a-z0-9]", Pattern.CASE_INSENSITIVE);
  private static final Pattern SEPARATORS = Pattern.compile("[-_.]+");

  private NormalizedNames() {}

  static String normalize(String text) {
    if (!VALID.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "not a valid name: `"
              + text
              + "`: names start and end with a letter or digit and hold"
              + " only letters, digits, `-`, `_` and `.`");
    }
    return SEPARATORS.matcher(text).replaceAll("-").toLowerCase(Locale.ROOT);
  }
}
