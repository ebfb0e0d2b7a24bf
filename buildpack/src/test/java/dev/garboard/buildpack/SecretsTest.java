package dev.garboard.buildpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.buildpack.lifecycle.BuildpackDirectory;
import dev.garboard.buildpack.lifecycle.LifecycleImage;
import dev.garboard.buildpack.lifecycle.TestLifecycle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A password that opens the index, given in each way that there is: it reaches neither a layer's
/// files, its metadata, which becomes the image's label, a bill of materials, `launch.toml`,
/// `store.toml` nor the log, whether the build succeeds or is refused.
final class SecretsTest {
  private static final String USER = "reader";
  private static final String PASSWORD = "planted-secret";

  @TempDir static Path shared;
  private static Path buildpack = Path.of("");

  @TempDir Path work;
  private TestLifecycle lifecycle;

  enum Way {
    BINDING,
    NETRC_BINDING,
    VARIABLE,
    INDEX_URL,
    LOCKED_URL,
    PROXY_URL
  }

  @BeforeAll
  static void assemble() throws Exception {
    buildpack = BuildpackDirectory.make(Files.createDirectories(shared.resolve("buildpacks")));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @BeforeEach
  void start() throws Exception {
    lifecycle =
        new TestLifecycle(work, buildpack).user("BP_GARBOARD_INTERPRETER", "/usr/bin/python3");
  }

  private void give(Way way, TestApplication app) throws Exception {
    String address = app.url();
    String withPassword = address.replace("//", "//" + USER + ":" + PASSWORD + "@");
    String index = "\n[[tool.uv.index]]\nname = \"private\"\nurl = \"%s/simple\"\n";
    switch (way) {
      case BINDING ->
          lifecycle.bind(
              "packages",
              Map.of(
                  "type",
                  "python-index",
                  "url",
                  address + "/simple",
                  "username",
                  USER,
                  "password",
                  PASSWORD));
      case NETRC_BINDING -> {
        String line = "machine 127.0.0.1 login " + USER + " password " + PASSWORD + "\n";
        lifecycle.bind("machines", Map.of("type", "netrc", ".netrc", line));
      }
      case VARIABLE -> {
        app.lockMany(10, index.formatted(address));
        lifecycle.user("UV_INDEX_PRIVATE_USERNAME", USER);
        lifecycle.user("UV_INDEX_PRIVATE_PASSWORD", PASSWORD);
      }
      case INDEX_URL -> app.lockMany(10, index.formatted(withPassword));
      case LOCKED_URL -> app.lockAt(withPassword);
      case PROXY_URL -> {
        // The server is the proxy: at first one that wants no password.
        app.requirePassword("", "");
        app.lockAt("http://packages.invalid");
        lifecycle.process("http_proxy", withPassword);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void reachNothingThatABuildLeaves(Way way) throws Exception {
    try (TestApplication app = new TestApplication(work.resolve("app"))) {
      app.requirePassword(USER, PASSWORD);
      give(way, app);
      TestLifecycle.Outcome cold = lifecycle.build(app.directory(), LifecycleImage.none());
      assertThat(cold.status()).as(cold.log()).isZero();
      assertThat(cold.image().made()).contains("environment");
      assertHoldsNone(cold);
      TestLifecycle.Outcome again = lifecycle.build(app.directory(), cold.image());
      assertThat(again.status()).as(again.log()).isZero();
      assertHoldsNone(again);

      app.requirePassword(USER, "another");
      TestLifecycle.Outcome refused = lifecycle.build(app.directory(), LifecycleImage.none());
      assertThat(refused.status()).isNotZero();
      assertHoldsNone(refused);
    }
  }

  private void assertHoldsNone(TestLifecycle.Outcome outcome) throws Exception {
    String encoded =
        Base64.getEncoder()
            .encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    assertThat(outcome.log()).doesNotContain(PASSWORD, encoded);
    // What the lifecycle makes the label and store of.
    outcome
        .image()
        .layers()
        .forEach((name, layer) ->
            assertThat(layer.metadata().toString()).as(name).doesNotContain(PASSWORD, encoded));
    List<Path> files;
    try (Stream<Path> paths = Files.walk(work.resolve("layers"))) {
      files = paths.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      assertThat(text.contains(PASSWORD) || text.contains(encoded)).as("%s", file).isFalse();
    }
  }
}
