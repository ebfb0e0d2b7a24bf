package dev.garboard.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryCredentialsTest {

  private static final Repository APP = new Repository("r.example:5000", "team/app");

  @TempDir private Path home;

  private Path write(String path, String text) throws IOException {
    Path file = home.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static String auth(String key, String pair) {
    String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return "{\"auths\":{\"" + key + "\":{\"auth\":\"" + encoded + "\"}}}";
  }

  private Map<String, String> environment(String... pairs) {
    TreeMap<String, String> environment = new TreeMap<>(Map.of("HOME", home.toString()));
    for (int i = 0; i < pairs.length; i += 2) {
      environment.put(pairs[i], pairs[i + 1]);
    }
    return environment;
  }

  private static String found(Map<String, String> environment, Repository repository)
      throws Exception {
    return text(RegistryCredentials.from(environment, List.of()).find(repository));
  }

  private static String text(RegistryCredential credential) {
    return switch (credential) {
      case RegistryCredential.Anonymous() -> "anonymous";
      case RegistryCredential.Password(String user, String password, _) -> user + ":" + password;
      case RegistryCredential.IdentityToken(String token, _) -> "identity " + token;
      case RegistryCredential.BearerToken(String token, _) -> "bearer " + token;
    };
  }

  @Test
  void sourcesAreAskedInOrder() throws Exception {
    Map<String, String> environment =
        environment(
            "CI_REGISTRY",
            APP.registry(),
            "CI_REGISTRY_USER",
            "ci",
            "CI_REGISTRY_PASSWORD",
            "five");
    assertThat(found(environment, APP)).isEqualTo("ci:five");
    write(".config/containers/auth.json", auth(APP.registry(), "podman:four"));
    assertThat(found(environment, APP)).isEqualTo("podman:four");
    write(".docker/config.json", auth(APP.registry(), "docker:three"));
    assertThat(found(environment, APP)).isEqualTo("docker:three");
    Path second = write("second.json", auth(APP.registry(), "file:two"));
    environment.put("REGISTRY_AUTH_FILE", second.toString());
    assertThat(found(environment, APP)).isEqualTo("file:two");
    Path first = write("first.json", auth(APP.registry(), "named:one"));
    RegistryCredentials credentials = RegistryCredentials.from(environment, List.of(first));
    assertThat(text(credentials.find(APP))).isEqualTo("named:one");
    assertThat(credentials.find(APP).source())
        .isEqualTo(new CredentialSource.AuthFile(first.toString(), APP.registry()));
    assertThat(credentials.find(APP).toString()).doesNotContain("one");
  }

  @Test
  void dockersDirectoryMayBeElsewhere() throws Exception {
    write("elsewhere/config.json", auth(APP.registry(), "a:b:c"));
    Map<String, String> environment =
        environment("DOCKER_CONFIG", home.resolve("elsewhere").toString());
    assertThat(found(environment, APP)).isEqualTo("a:b:c");
  }

  @Test
  void podmansSessionComesBeforeItsSettings() throws Exception {
    write(".config/containers/auth.json", auth(APP.registry(), "settings:1"));
    write("run/containers/auth.json", auth(APP.registry(), "session:2"));
    Map<String, String> environment =
        environment("XDG_RUNTIME_DIR", home.resolve("run").toString());
    assertThat(found(environment, APP)).isEqualTo("session:2");
  }

  @Test
  void keysAreReadAsDockerAndPodmanWriteThem() throws Exception {
    Repository hub = new Repository("docker.io", "library/python");
    for (String key : List.of("https://index.docker.io/v1/", "docker.io", "index.docker.io")) {
      write(".docker/config.json", auth(key, "hub:pw"));
      assertThat(found(environment(), hub)).as(key).isEqualTo("hub:pw");
    }
    for (String key :
        List.of(
            "https://r.example:5000",
            "http://r.example:5000/v2/",
            "r.example:5000/",
            "r.example:5000/team",
            "r.example:5000/team/app")) {
      write(".docker/config.json", auth(key, "u:p"));
      assertThat(found(environment(), APP)).as(key).isEqualTo("u:p");
    }
    for (String key :
        List.of(
            "r.example",
            "r.example:5000/tea",
            "r.example:5000/team/app/x",
            "https://index.docker.io/v1/")) {
      write(".docker/config.json", auth(key, "u:p"));
      assertThat(found(environment(), APP)).as(key).isEqualTo("anonymous");
    }
  }

  @Test
  void theLongestKeyWins() throws Exception {
    write(
        ".docker/config.json",
        "{\"auths\":{\"r.example:5000\":{\"username\":\"all\",\"password\":\"1\"},"
            + "\"r.example:5000/team\":{\"username\":\"team\",\"password\":\"2\"}}}");
    assertThat(found(environment(), APP)).isEqualTo("team:2");
    assertThat(found(environment(), new Repository("r.example:5000", "x"))).isEqualTo("all:1");
  }

  @Test
  void tokensAreTokens() throws Exception {
    write(
        ".docker/config.json",
        "{\"auths\":{\"r.example:5000\":{\"auth\":\"dTo=\",\"identitytoken\":\"id\"}}}");
    assertThat(found(environment(), APP)).isEqualTo("identity id");
    write(".docker/config.json", "{\"auths\":{\"r.example:5000\":{\"registrytoken\":\"reg\"}}}");
    assertThat(found(environment(), APP)).isEqualTo("bearer reg");
  }

  private void helper(String name, String script) throws IOException {
    Path file = write("bin/docker-credential-" + name, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Map<String, String> withHelpers() {
    return environment("PATH", home.resolve("bin") + ":/usr/bin:/bin");
  }

  @Test
  void aHelperOfTheRegistryIsAskedBeforeTheStore() throws Exception {
    write(
        ".docker/config.json",
        "{\"auths\":{\"r.example:5000\":{}},\"credsStore\":\"store\","
            + "\"credHelpers\":{\"r.example:5000\":\"own\"}}");
    helper("own", "read s; echo \"{\\\"Username\\\":\\\"$1\\\",\\\"Secret\\\":\\\"$s\\\"}\"");
    helper("store", "read s; echo '{\"Username\":\"<token>\",\"Secret\":\"'$s'\"}'");
    assertThat(found(withHelpers(), APP)).isEqualTo("get:r.example:5000");
    assertThat(found(withHelpers(), new Repository("docker.io", "x/y")))
        .isEqualTo("identity https://index.docker.io/v1/");
  }

  @Test
  void aStoreThatKnowsNothingLeavesItToTheFile() throws Exception {
    String entry = auth(APP.registry(), "u:p");
    write(".docker/config.json", entry.replaceFirst("}$", ",\"credsStore\":\"store\"}"));
    helper("store", "echo credentials not found in native keychain; exit 1");
    assertThat(found(withHelpers(), APP)).isEqualTo("u:p");
    // Without the program, too: the file may come from a desktop.
    assertThat(found(environment(), APP)).isEqualTo("u:p");
    write(".docker/config.json", entry.replaceFirst("}$", ",\"credsStore\":\"\"}"));
    assertThat(found(withHelpers(), APP)).isEqualTo("u:p");
  }

  @Test
  void aHelperThatFailsIsNamed() throws Exception {
    write(".docker/config.json", "{\"credHelpers\":{\"r.example:5000\":\"own\"}}");
    helper("own", "echo '{\"Secret\":\"hunter2\"}'; exit 3");
    RegistryException failed =
        catchThrowableOfType(RegistryException.class, () -> found(withHelpers(), APP));
    assertThat(failed.problem())
        .isEqualTo(
            new RegistryProblem.HelperFailed(
                home.resolve(".docker/config.json").toString(),
                "docker-credential-own",
                APP.registry(),
                "exit code 3"));
    RegistryException absent =
        catchThrowableOfType(RegistryException.class, () -> found(environment(), APP));
    assertThat(absent.problem().toString()).contains("not on the search path");
  }

  @Test
  void ciSystemsHaveTheirVariables() throws Exception {
    assertThat(found(environment("GITHUB_TOKEN", "t"), new Repository("ghcr.io", "o/r")))
        .isEqualTo("token:t");
    assertThat(
            found(
                environment("GITHUB_TOKEN", "t", "GITHUB_ACTOR", "me"),
                new Repository("ghcr.io", "o/r")))
        .isEqualTo("me:t");
    assertThat(found(environment("GITHUB_TOKEN", "t"), APP)).isEqualTo("anonymous");
    assertThat(found(environment("CI_REGISTRY", APP.registry(), "CI_JOB_TOKEN", "j"), APP))
        .isEqualTo("gitlab-ci-token:j");
  }

  @Test
  void filesThatAreBrokenAreNamedWithoutTheirContent() throws Exception {
    Path file = write("auth.json", "{\"auths\":{\"r.example:5000\":{\"auth\":\"hunter2!\"}}}");
    assertUnusable(file, "not base64", "no colon");
    write("auth.json", "{\"secret hunter2");
    assertUnusable(file, "not a JSON object");
    Files.delete(file);
    assertUnusable(file, "no such file");
  }

  private static void assertUnusable(Path file, String... details) {
    RegistryCredentials credentials = RegistryCredentials.from(Map.of(), List.of(file));
    RegistryException e =
        catchThrowableOfType(RegistryException.class, () -> credentials.find(APP));
    assertThat(e.problem()).isInstanceOf(RegistryProblem.AuthFileUnusable.class);
    assertThat(e.getMessage()).containsAnyOf(details).doesNotContain("hunter2");
  }
}
