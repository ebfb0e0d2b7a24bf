package dev.garboard.cli;

import dev.garboard.config.Settings;
import dev.garboard.http.Credentials;
import dev.garboard.http.HttpSettings;
import dev.garboard.http.IndexLocation;
import dev.garboard.http.WebClient;
import dev.garboard.locate.LocateListener;
import dev.garboard.locate.WheelLocator;
import dev.garboard.project.Project;
import dev.garboard.project.UvSettings;
import dev.garboard.store.Store;
import java.util.ArrayList;
import java.util.List;

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
}
