package dev.garboard.wheel;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A script that an installer writes: `name = module:function`.
public record EntryPoint(String name, String module, String function) {

  private static final Pattern VALUE =
      Pattern.compile(
          "([\\w\\-.]+)\\s*:\\s*([\\w\\-.]+)(?:\\s*\\[\\s*[^\\]]+\\])?\\s*",
          Pattern.UNICODE_CHARACTER_CLASS);

  /// Reads an object reference (entry points specification); extras in brackets are passed over.
  /// Empty when it does not name a module and a function.
  public static Optional<EntryPoint> parse(String name, String value) {
    Matcher matcher = VALUE.matcher(value);
    return matcher.matches()
        ? Optional.of(new EntryPoint(name, matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /// What the script imports from the module.
  public String importName() {
    int dot = function.indexOf('.');
    return dot < 0 ? function : function.substring(0, dot);
  }
}
