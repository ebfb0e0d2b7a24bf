package dev.garboard.buildpack;

import dev.garboard.buildpack.Failure.FailureException;
import dev.garboard.buildpack.cnb.ServiceBinding;
import dev.garboard.content.Directories;
import dev.garboard.http.WebClient;
import dev.garboard.locate.LinkPlaces;
import dev.garboard.locate.LocateListener;
import dev.garboard.locate.WheelLocator;
import dev.garboard.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/// What a build works with: a directory that goes away, a store for what it downloads, the web. The
/// store is in that directory, too, unless the platform mounts one: a cache layer would be unpacked
/// and packed in every build, used or not.
///
/// @param processors how many threads may compute
record Workshop(
    Path directory,
    Store store,
    WebClient client,
    InstantSource clock,
    String architecture,
    int processors)
    implements AutoCloseable {

  /// The machine that builds.
  ///
  /// @param architecture as in image platforms
  record Machine(InstantSource clock, String architecture, int processors) {}

  static Workshop open(Choices choices, Machine machine) throws IOException, FailureException {
    String named = choices.variable("TMPDIR");
    Path parent = Path.of(named.isEmpty() ? "/tmp" : named);
    Path directory = Files.createTempDirectory(parent, "garboard-");
    String cache = choices.variable(Choices.CACHE);
    Path store = cache.isEmpty() ? directory.resolve("store") : Path.of(cache);
    return new Workshop(
        directory,
        new Store(store, machine.clock()),
        IndexAccess.client(choices, ServiceBinding.readAll(choices.context()), directory),
        machine.clock(),
        machine.architecture(),
        machine.processors());
  }

  WheelLocator locator(Choices choices, LocateListener listener) {
    LinkPlaces places =
        new LinkPlaces(
            choices.project().workspaceRoot().uv().builds().findLinks(),
            choices.words(Choices.FIND_LINKS));
    return new WheelLocator(client, store, choices.project().root(), places, listener);
  }

  Path subdirectory(String name) throws IOException {
    return Files.createDirectories(directory.resolve(name));
  }

  @Override
  public void close() throws IOException {
    client.close();
    Directories.delete(directory);
  }
}
