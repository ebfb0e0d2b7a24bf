package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.garboard.engine.Command.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;

/// What Python's own `importlib.metadata` says of the environment it runs in.
///
/// @param unmet requirements that no installed distribution meets
/// @param damaged files that are not as RECORD has them
/// @param misses entry points that cannot be loaded, and why
record EnvironmentCheck(
    int distributions,
    int requirements,
    int files,
    int entryPoints,
    List<String> unmet,
    List<String> damaged,
    List<String> misses) {

  EnvironmentCheck {
    unmet = List.copyOf(unmet);
    damaged = List.copyOf(damaged);
    misses = List.copyOf(misses);
  }

  /// The program, for `python -c`.
  static String program() throws IOException {
    try (InputStream in = EnvironmentCheck.class.getResourceAsStream("/check_environment.py")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// The program's last line; an import may print before it.
  static EnvironmentCheck of(Outcome outcome) throws IOException {
    JsonNode said = new ObjectMapper().readTree(outcome.success().lines().toList().getLast());
    return new EnvironmentCheck(
        said.get("distributions").asInt(),
        said.get("requirements").asInt(),
        said.get("files").asInt(),
        said.get("entryPoints").asInt(),
        texts(said.get("unmet")),
        texts(said.get("damaged")),
        texts(said.get("misses")));
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
