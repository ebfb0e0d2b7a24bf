package dev.garboard.buildpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.garboard.buildpack.lifecycle.BuildpackDirectory;
import dev.garboard.buildpack.lifecycle.LifecycleImage;
import dev.garboard.buildpack.lifecycle.TestLifecycle;
import dev.garboard.http.TestAuthority;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Builds where the network, the application or the image is not the usual one.
final class SurroundingsTest {
  @TempDir static Path shared;
  private static Path buildpack = Path.of("");

  @TempDir Path work;
  private TestLifecycle lifecycle;

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

  @Test
  void reachesAnIndexBehindAProxyAlone() throws Exception {
    try (TestApplication app = new TestApplication(work.resolve("app"))) {
      String proxy = app.url();
      app.lockAt("http://packages.invalid");
      TestLifecycle.Outcome without = lifecycle.build(app.directory(), LifecycleImage.none());
      assertThat(without.status()).isNotZero();
      assertThat(without.log()).contains("packages.invalid").contains("What to do");
      lifecycle.process("http_proxy", proxy);
      assertThat(app.build(lifecycle, LifecycleImage.none()).made()).contains("environment");
      assertThat(app.requests()).isPositive();
    }
  }

  @Test
  void trustsABoundAuthorityBesideTheSystems() throws Exception {
    TestAuthority authority = new TestAuthority(Files.createDirectory(work.resolve("authority")));
    try (TestApplication app =
        TestApplication.secure(work.resolve("app"), authority.serverContext())) {
      TestLifecycle.Outcome without = lifecycle.build(app.directory(), LifecycleImage.none());
      assertThat(without.status()).isNotZero();
      assertThat(without.log()).containsIgnoringCase("certificate").contains("What to do");
      lifecycle.bind(
          "authorities",
          Map.of("type", "ca-certificates", "ours.pem", Files.readString(authority.certificate())));
      assertThat(app.build(lifecycle, LifecycleImage.none()).made()).contains("environment");
    }
  }

  @Test
  void readsDownloadsThatAnotherUserPutIntoAMountedDirectory() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "not root");
    Path downloads = Files.createDirectory(work.resolve("downloads"));
    Files.setPosixFilePermissions(downloads, PosixFilePermissions.fromString("rwxrwxrwx"));
    lifecycle.user("BP_GARBOARD_CACHE", downloads.toString());
    try (TestApplication app = new TestApplication(work.resolve("app"))) {
      LifecycleImage first = app.build(lifecycle, LifecycleImage.none());
      int asked = app.requests();
      List<Path> files;
      try (Stream<Path> paths = Files.walk(downloads)) {
        files = paths.filter(Files::isRegularFile).toList();
      }
      assertThat(files).hasSizeGreaterThan(10);
      for (Path file : files) {
        Files.setAttribute(file, "unix:uid", 4711);
      }
      LifecycleImage second = app.build(lifecycle, LifecycleImage.none());
      assertThat(second.listings()).isEqualTo(first.listings());
      assertThat(app.requests()).isEqualTo(asked);
    }
  }

  @Test
  void keepsMoreThanAHundredAndTenLayers() throws Exception {
    try (TestApplication app = new TestApplication(work.resolve("app"))) {
      app.lockMany(
          118, "\n[tool.garboard]\nlayers = { budget = 125, alone = [\"*\"] }\nbytecode = false\n");
      LifecycleImage first = app.build(lifecycle, LifecycleImage.none());
      assertThat(first.layers()).hasSizeGreaterThan(118);
      int asked = app.requests();
      assertThat(app.build(lifecycle, first).made()).isEmpty();
      assertThat(app.requests()).isEqualTo(asked);
    }
  }

  @Test
  void buildsOneMemberOfAWorkspace() throws Exception {
    try (TestApplication app = new TestApplication(work.resolve("app"))) {
      app.lockWorkspace();
      lifecycle.user("BP_GARBOARD_PACKAGE", "worker");
      LifecycleImage image = app.build(lifecycle, LifecycleImage.none());
      assertThat(image.launch())
          .contains(
              "type = \"worker\"", "working-dir = \"" + app.directory() + "/packages/worker\"")
          .contains("paths = [\"packages/api\"]");
      assertThat(bill(image)).contains("\"dep1\"").doesNotContain("\"alpha\"");
      app.module("packages/api/api.py", "def main():\n    print('changed')\n");
      assertThat(app.build(lifecycle, image).made()).isEmpty();

      lifecycle.user("BP_GARBOARD_PACKAGE", "api");
      LifecycleImage other = app.build(lifecycle, image);
      assertThat(other.made()).contains("environment");
      assertThat(other.launch()).contains("type = \"api\"").doesNotContain("type = \"worker\"");
      assertThat(bill(other)).contains("\"alpha\"").doesNotContain("\"dep1\"");

      lifecycle.user("BP_GARBOARD_PACKAGE", "wroker");
      TestLifecycle.Outcome outcome = lifecycle.build(app.directory(), image);
      assertThat(outcome.status()).isNotZero();
      assertThat(outcome.log()).contains("no member `wroker`", "Did you mean `worker`?");
    }
  }

  private static String bill(LifecycleImage image) {
    byte[] bill = image.bills().getOrDefault("cdx.json", new byte[0]);
    return new String(bill, StandardCharsets.UTF_8);
  }
}
