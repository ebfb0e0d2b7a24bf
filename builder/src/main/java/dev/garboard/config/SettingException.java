package dev.garboard.config;

import dev.garboard.stage.StageException;

/// A setting's value that is not of the setting's type.
public final class SettingException extends StageException {

  private final String where;
  private final String value;
  private final String expected;

  SettingException(String where, String value, String expected) {
    super(where + ": `" + value + "` is not " + expected);
    this.where = where;
    this.value = value;
    this.expected = expected;
  }

  /// The flag, variable or key that holds the value.
  public String where() {
    return where;
  }

  /// The value as given.
  public String value() {
    return value;
  }

  /// What was expected, for people.
  public String expected() {
    return expected;
  }
}
