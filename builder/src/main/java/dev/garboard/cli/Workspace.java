package dev.garboard.cli;

import dev.garboard.cli.Failure.FailureException;
import dev.garboard.config.SettingException;
import dev.garboard.config.SettingKey;
import dev.garboard.config.Settings;
import dev.garboard.config.SettingsLayer;
import dev.garboard.config.TableSettings;
import dev.garboard.http.Credentials;
import dev.garboard.http.HttpSettings;
import dev.garboard.http.IndexLocation;
import dev.garboard.http.WebClient;
import dev.garboard.image.AssemblyException;
import dev.garboard.locate.LocateListener;
import dev.garboard.locate.WheelLocator;
import dev.garboard.project.Project;
import dev.garboard.project.ProjectException;
import dev.garboard.project.ProjectReader;
import dev.garboard.project.PyProject;
import dev.garboard.project.UvSettings;
import dev.garboard.python.PackageName;
import dev.garboard.selection.SelectionRequest;
import dev.garboard.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the commands that work on a project have in common: the project, its settings, the store
/// and the web client.
final class Workspace implements AutoCloseable {

  private final Session session;
  private final Project project;
  private final Settings settings;
  private final Store store;
  private final WebClient client;

  Workspace(Session session, Project project, Settings settings, boolean offline) {
    this.session = session;
    this.project = project;
    this.settings = settings;
    this.store = new Store(session.cacheDirectory(), session.clock());
    this.client =
        new WebClient(
            HttpSettings.from(session.environment()).withOffline(offline || session.offline()),
            Credentials.from(session.environment(), indexes(project)));
  }

  private static List<IndexLocation> indexes(Project project) {
    List<IndexLocation> indexes = new ArrayList<>();
    for (UvSettings.Index index : project.workspaceRoot().uv().indexes()) {
      indexes.add(new IndexLocation(index.name(), index.url()));
    }
    return indexes;
  }

  Session session() {
    return session;
  }

  Project project() {
    return project;
  }

  Settings settings() {
    return settings;
  }

  Store store() {
    return store;
  }

  WebClient client() {
    return client;
  }

  /// A locator for the project's files.
  WheelLocator locator(List<String> findLinks, LocateListener listener) {
    List<String> all = new ArrayList<>(project.workspaceRoot().uv().builds().findLinks());
    all.addAll(findLinks);
    return new WheelLocator(client, store, project.root(), all, listener);
  }

  @Override
  public void close() {
    client.close();
  }

  /// Reads the project and its settings.
  static Workspace open(
      Session session, ProjectOptions options, SettingsLayer flags, boolean offline)
      throws ProjectException, SettingException, IOException {
    Path directory =
        options.directory == null
            ? session.directory()
            : session.directory().resolve(options.directory);
    Project project = new ProjectReader().read(directory);
    Settings settings =
        new Settings(
            List.of(
                flags,
                SettingsLayer.ofVariables(session.environment()),
                TableSettings.of(project.discovered().garboard()),
                TableSettings.of(project.workspaceRoot().garboard())));
    return new Workspace(session, project, settings, offline);
  }

  /// The project whose files become the application: the one member that was asked for, else the
  /// one that the directory belongs to.
  PyProject member(SelectionRequest request) throws FailureException {
    List<PackageName> asked = request.roots().packages();
    if (asked.isEmpty()) {
      return project.discovered();
    }
    return project.members().stream()
        .filter(m -> m.declared().filter(d -> d.name().equals(asked.getFirst())).isPresent())
        .findFirst()
        .orElse(project.discovered());
  }

  /// The platform of the image.
  String platform() throws FailureException {
    List<String> platforms = settings.list(SettingKey.PLATFORMS);
    if (platforms.size() > 1) {
      throw Failure.of(ExitCode.USAGE, "this version builds for one platform at a time")
          .exception();
    }
    return platforms.isEmpty() ? "linux/" + session.architecture() : platforms.getFirst();
  }

  /// Opens the base for a platform.
  BaseSetup openBase(String platform) throws AssemblyException, IOException, FailureException {
    Optional<String> base = settings.text(SettingKey.BASE);
    if (base.isEmpty()) {
      throw Failure.of(ExitCode.USAGE, "no base: say `--base oci-archive:FILE` or `--base oci:DIR`")
          .exception();
    }
    return BaseSetup.open(base.get(), platform, wantedPython(), store);
  }

  /// The Python that settings or `.python-version` ask for; empty when nobody does.
  String wantedPython() {
    List<String> pinned = project.pythonVersions();
    return settings.text(SettingKey.PYTHON, pinned.isEmpty() ? "" : pinned.getFirst());
  }
}
