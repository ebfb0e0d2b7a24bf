package dev.garboard.registry;

import dev.garboard.content.Content;
import dev.garboard.http.Answer;
import dev.garboard.http.HttpFailedException;
import dev.garboard.http.HttpProblem;
import dev.garboard.http.Message;
import dev.garboard.http.Wire;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Where registries are spoken to: with TLS, but for those of this machine and those that the user
/// lists, which are first asked without.
final class Endpoints {

  private final Wire wire;
  private final RegistrySettings settings;
  private final Map<String, URI> bases = new ConcurrentHashMap<>();

  Endpoints(Wire wire, RegistrySettings settings) {
    this.wire = wire;
    this.settings = settings;
  }

  /// Scheme, host and port of a registry.
  URI base(RegistryRequest request) throws RegistryException, PassingFailure, InterruptedException {
    String registry = request.repository().registry();
    URI known = bases.get(registry);
    if (known != null) {
      return known;
    }
    URI found = mayBePlain(registry) ? probe(request, registry) : secure(registry);
    bases.put(registry, found);
    return found;
  }

  /// Where a registry is asked first.
  URI first(String registry) {
    return mayBePlain(registry) ? plain(registry) : secure(registry);
  }

  private boolean mayBePlain(String registry) {
    return settings.insecure().contains(registry)
        || Locations.isLoopback(registry.replaceFirst(":[0-9]+$", ""));
  }

  private static URI plain(String registry) {
    return URI.create("http://" + registry);
  }

  private static URI secure(String registry) {
    return URI.create(
        "https://" + (registry.equals("docker.io") ? "registry-1.docker.io" : registry));
  }

  private URI probe(RegistryRequest request, String registry)
      throws RegistryException, PassingFailure, InterruptedException {
    URI plain = plain(registry);
    RegistryCall call = RegistryCall.of(request, "GET", plain.resolve("/v2/"), List.of());
    Message message =
        new Message(
            "GET",
            call.url(),
            Map.of(),
            Content.of(new byte[0]),
            settings.http().readTimeout(),
            settings.limit());
    try (Answer answer = wire.send(message)) {
      // A server that expects TLS answers with 400, or not in HTTP at all.
      return answer.status() == 400 ? secure(registry) : plain;
    } catch (HttpFailedException e) {
      if (e.problem() instanceof HttpProblem.Broken) {
        return secure(registry);
      }
      throw Calls.failed(call, e);
    } catch (IOException e) {
      throw Calls.broken(call, e);
    }
  }
}
