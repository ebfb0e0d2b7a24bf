package dev.garboard.config;

import dev.garboard.config.SettingsLayer.Sourced;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All settings, resolved: for each, the first layer that says something decides.
public final class Settings {

  private final List<SettingsLayer> layers;

  /// Layers in order of precedence: flags, variables, member, workspace root, user's file.
  public Settings(List<SettingsLayer> layers) {
    this.layers = List.copyOf(layers);
  }

  /// The deciding value, if any layer has one.
  public Optional<Sourced> get(SettingKey setting) {
    return layers.stream().flatMap(layer -> layer.get(setting).stream()).findFirst();
  }

  /// Where the value of a setting comes from.
  public Origin origin(SettingKey setting) {
    return get(setting).map(Sourced::origin).orElseGet(Origin.Default::new);
  }

  /// The text of a setting.
  public Optional<String> text(SettingKey setting) {
    return get(setting).map(s -> (String) s.value());
  }

  /// The text of a setting, or what holds when nobody says anything.
  public String text(SettingKey setting, String otherwise) {
    return text(setting).orElse(otherwise);
  }

  /// The number of a setting.
  public long number(SettingKey setting, long otherwise) {
    return get(setting).map(s -> (Long) s.value()).orElse(otherwise);
  }

  /// The truth of a setting.
  public boolean truth(SettingKey setting, boolean otherwise) {
    return get(setting).map(s -> (Boolean) s.value()).orElse(otherwise);
  }

  /// The list of a setting; empty when nobody says anything.
  @SuppressWarnings("unchecked") // SettingsLayer holds nothing else for this type
  public List<String> list(SettingKey setting) {
    return get(setting).map(s -> (List<String>) s.value()).orElse(List.of());
  }

  /// The map of a setting; empty when nobody says anything.
  @SuppressWarnings("unchecked") // SettingsLayer holds nothing else for this type
  public Map<String, String> map(SettingKey setting) {
    return get(setting).map(s -> (Map<String, String>) s.value()).orElse(Map.of());
  }
}
