package dev.garboard.registry;

import com.sun.net.httpserver.HttpExchange;
import dev.garboard.registry.FakeRegistry.Fault;
import java.io.IOException;

/// A registry whose requests a test may deal with itself.
public interface TestRegistry extends AutoCloseable {

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
