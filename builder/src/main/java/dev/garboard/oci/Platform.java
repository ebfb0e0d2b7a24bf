package dev.garboard.oci;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What an image runs on, in Go's words (OCI image specification, "Image Index", `platform`).
///
/// @param variant of the processor, such as `v7`; empty when there is none
public record Platform(String os, String architecture, String variant) {

  /// Normalises: `x86_64` is `amd64`, `aarch64` is `arm64`, and `v8` is what every `arm64` is.
  public Platform {
    os = os.toLowerCase(Locale.ROOT);
    architecture =
        switch (architecture.toLowerCase(Locale.ROOT)) {
          case "x86_64", "x86-64" -> "amd64";
          case "aarch64" -> "arm64";
          default -> architecture.toLowerCase(Locale.ROOT);
        };
    if (architecture.equals("arm64") && variant.equals("v8")) {
      variant = "";
    }
  }

  /// Linux on this architecture.
  public static Platform linux(String architecture) {
    return new Platform("linux", architecture, "");
  }

  /// Reads `os/architecture[/variant]`.
  ///
  /// @throws OciException when the text is not of that form
  public static Platform parse(String text) throws OciException {
    List<String> parts = List.of(text.split("/", -1));
    boolean plain = parts.stream().allMatch(part -> part.matches("[A-Za-z0-9_.-]+"));
    if (!plain || parts.size() < 2 || parts.size() > 3) {
      throw new OciException(new OciProblem.InvalidPlatform(text));
    }
    return new Platform(parts.get(0), parts.get(1), parts.size() == 3 ? parts.get(2) : "");
  }

  static Optional<Platform> read(JsonObject json) {
    return json.text("os")
        .flatMap(os ->
            json.text("architecture")
                .map(arch -> new Platform(os, arch, json.text("variant").orElse(""))));
  }

  /// Whether an image for `offered` serves who wants this: same system and architecture, and the
  /// same variant if this names one.
  public boolean accepts(Platform offered) {
    return os.equals(offered.os)
        && architecture.equals(offered.architecture)
        && (variant.isEmpty() || variant.equals(offered.variant));
  }

  JsonObject toJson() {
    JsonObject json = JsonObject.EMPTY.with("os", os).with("architecture", architecture);
    return variant.isEmpty() ? json : json.with("variant", variant);
  }

  @Override
  public String toString() {
    return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
  }
}
