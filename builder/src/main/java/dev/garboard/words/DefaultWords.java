package dev.garboard.words;

import dev.garboard.config.SettingKey;
import dev.garboard.image.ImageSettings;

/// What holds where nobody says anything, in words.
public final class DefaultWords {

  private DefaultWords() {}

  public static String of(SettingKey key) {
    return switch (key) {
      case BASE -> "the newest Debian whose Python the project accepts";
      case PYTHON -> ".python-version, else what the base has";
      case PLATFORMS -> "linux on this machine's architecture";
      case GROUPS,
          EXTRAS,
          INCLUDE,
          EXCLUDE,
          SYSTEM_PACKAGES,
          DEBIAN_KEEP,
          DEBIAN_DROP,
          LAYERS_ALONE,
          CMD,
          ENV,
          PORTS,
          LABELS,
          ANNOTATIONS ->
          "none";
      case DEBIAN_MIRROR -> "this machine's apt sources, then the official archive";
      case PROJECT -> "source";
      case BYTECODE -> "true where an interpreter for it can be found";
      case COMPRESSION -> "splice";
      case LAYERS_BUDGET -> "40, or 64 above 150 wheels";
      case ENTRYPOINT -> "the only entry of [project.scripts], else python";
      case USER -> ImageSettings.Launch.DEFAULT_USER;
      case WORKDIR -> "/app";
      case SYNC_VENV -> "central";
      case SYNC_STORE -> "~/.local/share/garboard/envs";
      case SYNC_LINK_MODE -> "UV_LINK_MODE, else auto";
    };
  }
}
