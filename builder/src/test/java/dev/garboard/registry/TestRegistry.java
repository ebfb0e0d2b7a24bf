package dev.garboard.registry;

import com.sun.net.httpserver.HttpExchange;
import dev.garboard.http.HttpSettings;
import dev.garboard.registry.FakeRegistry.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/// A registry whose requests a test may deal with itself.
public interface TestRegistry extends AutoCloseable {

  /// A fake that has started, for a field.
  static FakeRegistry fake() {
    try {
      return new FakeRegistry();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// A client without credentials that never waits.
  static HttpRegistry client() {
    return new HttpRegistry(
        RegistrySettings.of(HttpSettings.from(Map.of())), RegistryCredentials.none(), _ -> {});
  }

  /// Where nothing listens.
  static String deadHost() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + socket.getLocalPort();
    }
  }

  /// Host and port, as in references.
  String host();

  /// Steps in front of all further requests.
  void inject(Fault fault);

  /// Answers as if no fault were in front.
  void answer(HttpExchange exchange) throws IOException;

  /// Takes all blobs out of a repository, as garbage collection does, whatever points at them.
  void collect(String name) throws IOException;

  /// Whether it refuses manifests whose blobs it lacks, as the specification wants it.
  default boolean checksManifests() {
    return true;
  }

  @Override
  void close();
}
