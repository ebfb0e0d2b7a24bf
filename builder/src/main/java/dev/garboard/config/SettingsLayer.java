package dev.garboard.config;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What one source says: values of the types that [SettingKey.Type] names (`String`, `Long`,
/// `Boolean`, `List<String>`, `Map<String, String>`), each with its origin.
public final class SettingsLayer {

  /// A value and where it came from.
  public record Sourced(Object value, Origin origin) {}

  private final Map<SettingKey, Sourced> values;

  private SettingsLayer(Map<SettingKey, Sourced> values) {
    this.values = values;
  }

  /// Values that share one origin.
  public static SettingsLayer of(Origin origin, Map<SettingKey, Object> values) {
    EnumMap<SettingKey, Sourced> sourced = new EnumMap<>(SettingKey.class);
    values.forEach((setting, value) -> sourced.put(setting, new Sourced(value, origin)));
    return new SettingsLayer(sourced);
  }

  /// Values with an origin each.
  static SettingsLayer sourced(Map<SettingKey, Sourced> values) {
    return new SettingsLayer(Map.copyOf(values));
  }

  /// The values of all `GARBOARD_*` variables that are set and not empty. Lists are separated by
  /// commas, maps are `name=value` pairs separated by commas.
  ///
  /// @throws SettingException when a value is not of the setting's type
  public static SettingsLayer ofVariables(Map<String, String> environment) throws SettingException {
    EnumMap<SettingKey, Sourced> sourced = new EnumMap<>(SettingKey.class);
    for (SettingKey setting : SettingKey.values()) {
      String text = environment.getOrDefault(setting.variable(), "");
      if (!text.isEmpty()) {
        Object value = parse(setting, text);
        sourced.put(setting, new Sourced(value, new Origin.Variable(setting.variable())));
      }
    }
    return new SettingsLayer(sourced);
  }

  /// What this source says of a setting.
  public Optional<Sourced> get(SettingKey setting) {
    return Optional.ofNullable(values.get(setting));
  }

  private static Object parse(SettingKey setting, String text) throws SettingException {
    return switch (setting.type()) {
      case TEXT -> text;
      case NUMBER -> number(setting, text);
      case TRUTH -> truth(setting, text);
      case LIST -> split(text);
      case MAP -> pairs(setting, split(text));
    };
  }

  private static List<String> split(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private static Long number(SettingKey setting, String text) throws SettingException {
    try {
      return Long.valueOf(text.strip());
    } catch (NumberFormatException e) {
      throw new SettingException(setting.variable(), text, "a whole number");
    }
  }

  private static Boolean truth(SettingKey setting, String text) throws SettingException {
    Function<String, Boolean> is = text.strip()::equalsIgnoreCase;
    if (is.apply("1") || is.apply("true") || is.apply("yes") || is.apply("on")) {
      return true;
    }
    if (is.apply("0") || is.apply("false") || is.apply("no") || is.apply("off")) {
      return false;
    }
    throw new SettingException(setting.variable(), text, "true or false");
  }

  private static Map<String, String> pairs(SettingKey setting, List<String> pairs)
      throws SettingException {
    Map<String, String> map = new LinkedHashMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals <= 0) {
        throw new SettingException(setting.variable(), pair, "name=value");
      }
      map.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return map;
  }
}
