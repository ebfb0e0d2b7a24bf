package dev.garboard.buildpack.cnb;

import java.util.List;

/// A `build.toml`: entries of the buildpack plan that stay unmet.
public record BuildToml(List<String> unmet) {
  /// Copies.
  public BuildToml {
    unmet = List.copyOf(unmet);
  }

  /// The file's text.
  public String text() {
    TomlWriter toml = new TomlWriter();
    unmet.forEach(name -> toml.item("unmet").put("name", name));
    return toml.text();
  }
}
