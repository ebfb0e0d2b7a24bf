package dev.garboard.cli;

import dev.garboard.config.SettingException;
import dev.garboard.config.Settings;
import dev.garboard.config.SettingsLayer;
import dev.garboard.environment.CentralStore;
import dev.garboard.environment.StoredEnvironment;
import dev.garboard.stage.StageException;
import dev.garboard.words.Failure.FailureException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which environment a command of `env` means: one by name, or the one of the project here.
final class EnvChoice {

  @Nullable String name;
  @Nullable Path project;

  void declare(Options options) {
    options.text(
        "[NAME]",
        "An environment of the central store, by name or its beginning, or one by path;"
            + " default: that of the project here.",
        value -> name = value);
    options.path("--project=DIR", "Directory of the project.", value -> project = value);
  }

  StoredEnvironment open(Session session)
      throws FailureException, StageException, IOException, InterruptedException {
    return name == null ? StoredEnvironment.open(own(session)) : named(session, name);
  }

  static StoredEnvironment named(Session session, String name) throws StageException, IOException {
    return name.indexOf('/') >= 0
        ? StoredEnvironment.open(session.directory().resolve(name).normalize())
        : store(session).find(name);
  }

  /// Where the environment of the project here lies or would lie.
  Path own(Session session)
      throws FailureException, StageException, IOException, InterruptedException {
    ProjectOptions options = new ProjectOptions();
    options.directory = project;
    try (Workspace workspace =
        Workspace.open(session, options, new EnvironmentOptions().layer(), true)) {
      return EnvironmentSetup.of(workspace, new EnvironmentOptions()).prefix();
    }
  }

  static CentralStore store(Session session) throws SettingException {
    return Place.store(
        new Settings(List.of(SettingsLayer.ofVariables(session.environment()))), session);
  }
}
