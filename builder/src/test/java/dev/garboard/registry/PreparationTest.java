package dev.garboard.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.http.HttpSettings;
import dev.garboard.http.Wire;
import dev.garboard.oci.ImageReference;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PreparationTest {

  @ParameterizedTest
  @CsvSource({
    "docker.io, https://registry-1.docker.io",
    "ghcr.io, https://ghcr.io",
    "127.0.0.1:5000, http://127.0.0.1:5000",
    "localhost:5000, http://localhost:5000",
    "plain.example:5000, http://plain.example:5000",
  })
  void theFirstRequestGoesThere(String registry, URI first) {
    RegistrySettings settings =
        RegistrySettings.of(HttpSettings.from(Map.of())).withInsecure(Set.of("plain.example:5000"));
    try (Wire wire = new Wire(settings.http())) {
      assertThat(new Endpoints(wire, settings).first(registry)).isEqualTo(first);
    }
  }

  @Test
  void nothingIsSent() throws Exception {
    try (FakeRegistry registry = TestRegistry.fake();
        HttpRegistry client = TestRegistry.client()) {
      client.prepare(Repository.of(ImageReference.parse(registry.host() + "/app:1")));
      client.prepare(Repository.of(ImageReference.parse("registry.invalid/app:1")));
      assertThat(client.sent().requests()).isZero();
      assertThat(registry.requests()).isEmpty();
    }
  }
}
