package dev.garboard.cli;

import dev.garboard.config.Origin;
import dev.garboard.config.SettingKey;
import dev.garboard.config.Settings;
import dev.garboard.environment.CentralStore;
import dev.garboard.words.ExitCode;
import dev.garboard.words.Failure;
import dev.garboard.words.Failure.FailureException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where an environment lies.
sealed interface Place {

  /// The setting for the environment that is active.
  String ACTIVE = "active";

  /// The setting for the central store.
  String CENTRAL = "central";

  /// At a path.
  record At(Path path) implements Place {}

  /// In the central store, under the project's own name.
  record Central(CentralStore store) implements Place {}

  /// What flags, variables and settings say, in this order; uv's variable counts where ours does
  /// not.
  ///
  /// @param root the project's directory
  static Place of(Settings settings, Session session, Path root) throws FailureException {
    Origin origin = settings.origin(SettingKey.SYNC_VENV);
    String said = settings.text(SettingKey.SYNC_VENV, CENTRAL);
    boolean stronger = origin instanceof Origin.Flag || origin instanceof Origin.Variable;
    String uv = session.variable("UV_PROJECT_ENVIRONMENT");
    if (!stronger && !uv.isEmpty()) {
      return new At(root.resolve(uv).normalize());
    }
    CentralStore store = store(settings, session);
    if (said.equals(CENTRAL)) {
      return new Central(store);
    }
    if (said.equals(ACTIVE)) {
      return new At(active(session));
    }
    if (said.indexOf('/') >= 0 || said.startsWith(".") || said.startsWith("~")) {
      Path start = stronger ? session.directory() : root;
      return new At(expand(said, session, start));
    }
    if (!CentralStore.isName(said)) {
      throw Failure.of(
              ExitCode.USAGE,
              "`" + said + "` is neither a path nor the name of an environment",
              "A path has a slash or begins with . or ~")
          .exception();
    }
    return new At(store.resolve(said));
  }

  /// The directory of the central store.
  static CentralStore store(Settings settings, Session session) {
    String variable = session.variable("GARBOARD_ENV_DIR");
    if (!variable.isEmpty()) {
      return new CentralStore(expand(variable, session, session.directory()));
    }
    String setting = settings.text(SettingKey.SYNC_STORE, "");
    if (!setting.isEmpty()) {
      return new CentralStore(expand(setting, session, session.directory()));
    }
    return new CentralStore(dataDirectory(session).resolve("garboard", "envs"));
  }

  private static Path dataDirectory(Session session) {
    if (!session.variable("XDG_DATA_HOME").isEmpty()) {
      return Path.of(session.variable("XDG_DATA_HOME"));
    }
    Path home = home(session);
    Path apple = home.resolve("Library", "Application Support");
    return Files.isDirectory(apple) ? apple : home.resolve(".local", "share");
  }

  private static Path home(Session session) {
    return Path.of(session.variable("HOME").isEmpty() ? "/tmp" : session.variable("HOME"));
  }

  private static Path expand(String text, Session session, Path start) {
    if (text.equals("~") || text.startsWith("~/")) {
      return home(session).resolve(text.substring(Math.min(2, text.length()))).normalize();
    }
    return start.resolve(text).normalize();
  }

  private static Path active(Session session) throws FailureException {
    for (String name : new String[] {"VIRTUAL_ENV", "CONDA_PREFIX"}) {
      if (!session.variable(name).isEmpty()) {
        return Path.of(session.variable(name)).toAbsolutePath().normalize();
      }
    }
    throw Failure.of(
            ExitCode.USAGE, "no environment is active: neither VIRTUAL_ENV nor CONDA_PREFIX is set")
        .exception();
  }
}
