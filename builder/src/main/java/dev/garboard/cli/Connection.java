package dev.garboard.cli;

import dev.garboard.http.HttpSettings;
import dev.garboard.registry.HttpRegistry;
import dev.garboard.registry.RegistryCredentials;
import dev.garboard.registry.RegistrySettings;
import dev.garboard.words.ExitCode;
import dev.garboard.words.Failure;
import dev.garboard.words.Failure.FailureException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The way to registries, opened when it is first needed and kept, with its connections and tokens,
/// for as long as a command runs.
final class Connection implements AutoCloseable {

  private final Session session;
  private final HttpSettings http;
  private final List<Path> authFiles;
  private final List<HttpRegistry> opened = new ArrayList<>();

  private Connection(Session session, HttpSettings http, List<Path> authFiles) {
    this.session = session;
    this.http = http;
    this.authFiles = authFiles;
  }

  /// The connection that flags and variables describe.
  ///
  /// @param offline whether the network is forbidden by a flag
  static Connection of(Session session, boolean offline, BaseOptions options)
      throws FailureException {
    List<Path> authFiles =
        options.registryAuthFiles.stream().map(session.directory()::resolve).toList();
    try {
      HttpSettings http = HttpSettings.from(session.environment());
      return new Connection(session, http.withOffline(offline || session.offline()), authFiles);
    } catch (IllegalArgumentException e) {
      throw Failure.of(ExitCode.USAGE, String.valueOf(e.getMessage())).exception();
    }
  }

  HttpSettings http() {
    return http;
  }

  HttpRegistry registry() {
    if (opened.isEmpty()) {
      opened.add(
          new HttpRegistry(
              RegistrySettings.of(http),
              RegistryCredentials.from(session.environment(), authFiles)));
    }
    return opened.getFirst();
  }

  @Override
  public void close() {
    opened.forEach(HttpRegistry::close);
  }
}
