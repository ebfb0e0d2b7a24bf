package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.garboard.engine.Command;
import dev.garboard.http.TestServer;
import dev.garboard.wheel.TestWheel;
import dev.garboard.words.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What users see when wheels cannot be had, or are not what was locked.
final class BadFileTest extends BadInput {

  @Test
  void otherBytesThanLocked() throws IOException {
    TestProject.ANCHOR.file("anchor.py", "WEIGHT = 4\n").write(project.path("wheels"));
    shows("other-bytes", project.build());
  }

  @Test
  void missingWheelFile() throws IOException {
    Files.delete(project.path("wheels/anchor-1.2-py3-none-any.whl"));
    shows("missing-wheel-file", project.build());
  }

  @Test
  void malformedWheel() throws IOException {
    TestWheel wheel = TestProject.ANCHOR.distInfo("METADATA", "Name: cable\nVersion: 2\n");
    wheel.write(project.path("wheels"));
    project.lock(wheel, "file://" + project.path("wheels"));
    shows("malformed-wheel", project.build());
  }

  @Test
  void truncatedDownload() throws IOException {
    byte[] bytes = TestProject.ANCHOR.bytes();
    try (TestServer server = anchorServer()) {
      server.on(anchorPath(), TestServer.cut(bytes, 100));
      project.variable("UV_HTTP_RETRIES", "1");
      shows("truncated-download", project.build());
    }
  }

  @Test
  void fileThatEndsEarly() throws IOException {
    try (TestServer server = anchorServer()) {
      server.on(anchorPath(), TestServer.body(new byte[100]));
      shows("short-file", project.build());
    }
  }

  @Test
  void overloadedServer() throws IOException {
    try (TestServer server = anchorServer()) {
      server.on(anchorPath(), TestServer.status(503));
      project.variable("UV_HTTP_RETRIES", "1");
      shows("overloaded-server", project.build());
    }
  }

  @Test
  void deniedDownload() throws IOException {
    try (TestServer server = anchorServer()) {
      server.on(anchorPath(), TestServer.status(401));
      shows("denied-download", project.build());
    }
  }

  @Test
  void deniedDownloadWithAPassword() throws IOException {
    try (TestServer server = anchorServer()) {
      server.on(anchorPath(), TestServer.status(401));
      project.edit("demo/uv.lock", "http://127", "http://me:hunter2@127");
      TestProject.Outcome outcome = project.build("--json");
      assertThat(outcome.out() + outcome.err()).doesNotContain("hunter2");
      shows("denied-download-with-password", outcome);
    }
  }

  @Test
  void noSuchFileOnTheServer() throws IOException {
    try (TestServer _ = anchorServer()) {
      shows("no-such-file-on-server", project.build());
    }
  }

  @Test
  void unreachableServer() throws IOException {
    anchorServer().close();
    project.variable("UV_HTTP_RETRIES", "0");
    shows("unreachable-server", project.build());
  }

  @Test
  void offline() throws IOException {
    try (TestServer _ = anchorServer()) {
      shows("offline", project.build("--offline"));
    }
  }

  private static String anchorPath() {
    return "/" + TestProject.ANCHOR.filename().text();
  }

  /// A server that the wheel is locked at.
  private TestServer anchorServer() throws IOException {
    TestServer server = new TestServer();
    project.lock(TestProject.ANCHOR, "http://127.0.0.1:" + server.port());
    return server;
  }

  @Test
  void noSpaceInTheStore() throws IOException {
    Path small = Files.createDirectory(project.path("small"));
    Command.Outcome mount =
        Command.run(List.of("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", small.toString()));
    assumeThat(mount.exit()).as("a tmpfs can be mounted here: " + mount.err()).isZero();
    try {
      project.variable("GARBOARD_CACHE_DIR", small.toString());
      // What else a build keeps is there already, so that only the wheel finds no space.
      assertThat(project.build().exit()).isZero();
      Files.delete(project.path("app.tar"));
      TestWheel big = TestProject.ANCHOR.file("big.bin", noise(4_000_000));
      big.write(project.path("wheels"));
      project.lock(big, "file://" + project.path("wheels"));
      shows("no-space-in-store", project.build());
    } finally {
      Command.run(List.of("umount", small.toString())).success();
    }
  }

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  @Test
  void warningsUnderStrict() throws IOException {
    project.edit("demo/uv.lock", "hash = \"" + TestProject.ANCHOR.digest() + "\", ", "");
    project.edit(
        "demo/uv.lock",
        "source = { registry = \"https://index.test/simple\" }",
        "source = { registry = \"" + project.path("wheels") + "\" }");
    project.edit("demo/uv.lock", "url = \"file://" + project.path("wheels") + "/", "path = \"");
    shows("strict", project.build("--strict"));
    assertThat(project.build().exit()).isEqualTo(ExitCode.DONE);
  }
}
