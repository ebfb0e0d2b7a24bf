package dev.garboard.cli;

import dev.garboard.http.TestServer;
import dev.garboard.wheel.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A project with a dozen locked wheels, which a server on loopback offers.
final class LockedProject implements AutoCloseable {

  static final int WHEELS = 12;

  private static final int PIECE = 16_384;

  private final Path directory;
  private final TestServer server;
  private final List<TestWheel> wheels = new ArrayList<>();

  /// Writes the project.
  ///
  /// @param pause nanoseconds that the server waits after each piece of a wheel
  LockedProject(Path directory, long pause) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.server = new TestServer();
    for (int i = 0; i < WHEELS; i++) {
      wheels.add(wheel(i, "1.0"));
      offer(wheels.getLast(), pause);
    }
    write();
  }

  private void offer(TestWheel wheel, long pause) {
    byte[] bytes = wheel.bytes();
    server.on(
        "/" + wheel.filename().text(),
        e -> {
          e.sendResponseHeaders(200, bytes.length);
          for (int at = 0; at < bytes.length; at += PIECE) {
            e.getResponseBody().write(bytes, at, Math.min(PIECE, bytes.length - at));
            e.getResponseBody().flush();
            LockSupport.parkNanos(pause);
          }
        });
  }

  /// Hands a wheel out only once the gate is open; never where that takes too long.
  void holdBack(int number, CountDownLatch gate) {
    byte[] bytes = wheels.get(number).bytes();
    server.on(
        "/" + wheels.get(number).filename().text(),
        e -> {
          boolean open = isOpen(gate);
          e.sendResponseHeaders(open ? 200 : 404, open ? bytes.length : -1);
          if (open) {
            e.getResponseBody().write(bytes);
          }
        });
  }

  /// Has a wheel no more once the gate is open.
  void loseAfter(int number, CountDownLatch gate) {
    server.on(
        "/" + wheels.get(number).filename().text(),
        e -> e.sendResponseHeaders(isOpen(gate) ? 404 : 500, -1));
  }

  private static boolean isOpen(CountDownLatch gate) {
    try {
      return gate.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Locks another version of a wheel.
  void bump(int number) throws IOException {
    wheels.set(number, wheel(number, "1.1"));
    offer(wheels.get(number), 0);
    write();
  }

  /// From 20 KB to 700 KB, so that some lie alone in a layer and some share one.
  private static TestWheel wheel(int number, String version) {
    Random random = new Random(number);
    TestWheel wheel = TestWheel.of("p" + number, version);
    for (int i = 0; i < 3; i++) {
      byte[] noise = new byte[6_000 << number % 6];
      random.nextBytes(noise);
      wheel = wheel.file("p" + number + "/m" + i + ".py", HexFormat.of().formatHex(noise));
    }
    return wheel;
  }

  private void write() throws IOException {
    String url = "http://127.0.0.1:" + server.port();
    StringBuilder names = new StringBuilder();
    StringBuilder needs = new StringBuilder();
    StringBuilder packages = new StringBuilder();
    for (TestWheel wheel : wheels) {
      names.append('"').append(wheel.filename().name()).append("\", ");
      needs.append("    { name = \"").append(wheel.filename().name()).append("\" },\n");
      packages.append('\n').append(wheel.lockPackage(url, url));
    }
    Files.writeString(
        directory.resolve("pyproject.toml"),
        """
        [project]
        name = "app"
        version = "0.1.0"
        requires-python = ">=3.13"
        dependencies = [%s]

        [tool.uv]
        package = false

        [tool.garboard]
        base = "scratch"
        python = "3.13"
        platforms = ["linux/amd64"]
        """
            .formatted(names));
    Files.writeString(directory.resolve("main.py"), "print('hello')\n");
    Files.writeString(
        directory.resolve("uv.lock"),
        """
        version = 1
        revision = 3
        requires-python = ">=3.13"

        [[package]]
        name = "app"
        version = "0.1.0"
        source = { virtual = "." }
        dependencies = [
        %s]

        [package.metadata]
        requires-dist = [
        %s]
        %s\
        """
            .formatted(needs, needs, packages));
  }

  Path directory() {
    return directory;
  }

  /// The files that were asked for, once each, sorted.
  List<String> fetched() {
    return server.seen().stream().map(TestServer.Seen::path).distinct().sorted().toList();
  }

  /// Forgets what was asked for.
  void forget() {
    server.seen().clear();
  }

  /// How often a wheel was asked for.
  int requests() {
    return server.seen().size();
  }

  /// Builds the image in this process.
  StoreRun build(Path cache, Path layout) {
    return StoreRun.of(
        cache,
        "build",
        directory.toString(),
        "--to",
        "oci:" + layout,
        "--digest-file",
        layout.resolveSibling(layout.getFileName() + ".digest").toString());
  }

  /// What the last build wrote as its digest.
  static String digest(Path layout) throws IOException {
    return Files.readString(layout.resolveSibling(layout.getFileName() + ".digest")).strip();
  }

  @Override
  public void close() {
    server.close();
  }
}
