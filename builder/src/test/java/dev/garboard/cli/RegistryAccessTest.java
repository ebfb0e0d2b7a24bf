package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.registry.FakeRegistry;
import dev.garboard.registry.Faults;
import dev.garboard.registry.TokenGate;
import dev.garboard.words.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who asks a registry, as the command says it: which credential wins, and what a refusal tells.
final class RegistryAccessTest {

  private static final String SECRET = "hunter2";

  @TempDir private Path directory;
  private TestProject project;
  private FakeRegistry registry;

  @BeforeEach
  void start() throws IOException {
    project = TestProject.in(directory.toRealPath());
    registry = new FakeRegistry();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private static String encoded(String user) {
    byte[] pair = (user + ":" + SECRET).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(pair);
  }

  private void credentials(String file, String user) throws IOException {
    project.write(
        file, "{\"auths\":{\"" + registry.host() + "\":{\"auth\":\"" + encoded(user) + "\"}}}");
  }

  private TestProject.Outcome push(String... more) {
    return project.run(project.to("docker://" + registry.host() + "/team/demo:1", more));
  }

  @Test
  void theFlagsFileIsAskedBeforeAllOthers() throws IOException {
    TokenGate gate = new TokenGate(registry.host(), 1000);
    registry.inject(gate);
    credentials("flag.json", "flag");
    credentials("variable.json", "variable");
    project.variable("REGISTRY_AUTH_FILE", project.path("variable.json").toString());

    assertThat(push("--registry-auth-file", "flag.json").exit()).isZero();
    assertThat(gate.authorizations()).containsOnly("Basic " + encoded("flag"));
  }

  @Test
  void gitLabsVariablesAreEnough() {
    TokenGate gate = new TokenGate(registry.host(), 1000);
    registry.inject(gate);
    project
        .variable("CI_REGISTRY", registry.host())
        .variable("CI_REGISTRY_USER", "ci")
        .variable("CI_REGISTRY_PASSWORD", SECRET);

    assertThat(push().exit()).isZero();
    assertThat(gate.authorizations()).containsOnly("Basic " + encoded("ci"));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void aRefusalNamesRegistryRepositoryScopeAndOrigin(int status) throws IOException {
    TokenGate gate = new TokenGate(registry.host(), status == 401 ? 0 : 1000);
    registry.inject(
        status == 401
            ? gate
            : Faults.all(gate, Faults.always("/v2/team/demo", Faults.status(status, "DENIED"))));
    credentials("auth.json", "me");

    TestProject.Outcome refused = push("--registry-auth-file", "auth.json");

    assertThat(refused.exit()).isEqualTo(ExitCode.ACCESS);
    assertThat(refused.err())
        .contains(
            registry.host() + "/team/demo",
            "(" + status + ")",
            "Scope asked for: `repository:team/demo:pull,push`",
            "Credential: entry `" + registry.host() + "` of `" + project.path("auth.json") + "`",
            "docker login")
        .doesNotContain(SECRET, encoded("me"), "token-");
    assertThat(refused.out()).isEmpty();
  }

  @Test
  void anAnonymousRequestSaysSo() {
    registry.inject(Faults.always("/v2/team/demo", Faults.status(403, "DENIED")));

    assertThat(push().err()).contains("No credential was found: the request was anonymous");
  }

  @Test
  void whatIsNotFoundMayBeHidden() {
    registry.inject(
        Faults.always("/v2/team/demo/blobs/uploads/", Faults.status(404, "NAME_UNKNOWN")));

    TestProject.Outcome refused = push();

    assertThat(refused.exit()).isEqualTo(ExitCode.WORLD);
    assertThat(refused.err())
        .contains(
            registry.host() + "/team/demo",
            "does not have it, or does not show it",
            "No credential was found");
  }

  @Test
  void aMissingFileIsAFault() {
    TestProject.Outcome refused = push("--registry-auth-file", "none.json");
    assertThat(refused.exit()).as(refused.err()).isZero();

    registry.inject(new TokenGate(registry.host(), 1000));
    refused =
        project.run(
            project.to(
                "docker://" + registry.host() + "/other/demo:1",
                "--registry-auth-file",
                "none.json"));
    assertThat(refused.exit()).isEqualTo(ExitCode.ACCESS);
    assertThat(refused.err()).contains("none.json", "no such file");
  }
}
