package dev.garboard.buildpack;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.garboard.buildpack.lifecycle.LifecycleImage;
import dev.garboard.buildpack.lifecycle.TestLifecycle;
import dev.garboard.wheel.TestWheel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;

/// An application with a lockfile whose wheels a small index serves, and counts.
final class TestApplication implements AutoCloseable {
  private final Path directory;
  private final HttpServer index;
  private final List<String> requests = new ArrayList<>();
  private final SortedMap<String, TestWheel> wheels = new TreeMap<>();
  private String credential = "";
  private String url;
  private String settings = "";
  private int dependencies = 10;

  TestApplication(Path directory) throws IOException {
    this(
        directory,
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0),
        "http");
  }

  private TestApplication(Path directory, HttpServer index, String scheme) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.index = index;
    this.url = scheme + "://127.0.0.1:" + index.getAddress().getPort();
    index.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          String sent = exchange.getRequestHeaders().getFirst("Authorization");
          boolean welcome = credential.isEmpty() || credential.equals(sent);
          TestWheel wheel = wheels.get(path.substring(path.lastIndexOf('/') + 1));
          synchronized (requests) {
            requests.add(path);
          }
          byte[] body = wheel == null ? new byte[0] : wheel.bytes();
          int status = !welcome ? 401 : wheel == null ? 404 : 200;
          exchange.sendResponseHeaders(status, status == 200 ? body.length : -1);
          if (status == 200) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    index.start();
    module("demo.py", "VALUE = 1\n\n\ndef main():\n    print(VALUE)\n");
    requirePassword("", "");
    lock("1.0");
  }

  /// One whose index speaks TLS.
  static TestApplication secure(Path directory, SSLContext context) throws IOException {
    HttpsServer index =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    index.setHttpsConfigurator(new HttpsConfigurator(context));
    return new TestApplication(directory, index, "https");
  }

  Path directory() {
    return directory;
  }

  String url() {
    return url;
  }

  /// Locks under another address of the index: one that only a proxy knows, which the index is,
  /// too.
  void lockAt(String address) throws IOException {
    url = address;
    lock("1.0");
  }

  /// Locks with this many dependencies beside `alpha`, under this text in `pyproject.toml`.
  void lockMany(int count, String table) throws IOException {
    dependencies = count;
    settings = table;
    lock("1.0");
  }

  /// How many wheels were asked for.
  int requests() {
    synchronized (requests) {
      return requests.size();
    }
  }

  void requirePassword(String user, String password) {
    credential =
        user.isEmpty()
            ? ""
            : "Basic "
                + Base64.getEncoder()
                    .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  /// A source file.
  void module(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    open();
  }

  /// A dozen dependencies, `alpha` of this version; one group and one extra beside them.
  void lock(String alpha) throws IOException {
    lock(alpha, "py3-none-any");
  }

  void lock(String alpha, String tag) throws IOException {
    wheels.clear();
    List<String> names =
        IntStream.range(0, dependencies).mapToObj(i -> "dep" + i).collect(Collectors.toList());
    names.forEach(name -> add(wheel(name, "1.0", "py3-none-any")));
    add(wheel("alpha", alpha, tag));
    add(wheel("grouped", "1.0", "py3-none-any"));
    names.add("alpha");
    String needs =
        names.stream().map(n -> "    { name = \"" + n + "\" },\n").collect(Collectors.joining());
    StringBuilder lock = new StringBuilder("version = 1\nrequires-python = \">=3.9\"\n\n");
    lock.append("[[package]]\nname = \"demo\"\nversion = \"0.1.0\"\n");
    lock.append("source = { editable = \".\" }\ndependencies = [\n").append(needs).append("]\n\n");
    lock.append("[package.dev-dependencies]\nextra = [\n    { name = \"grouped\" },\n]\n\n");
    lock.append("[package.metadata]\nrequires-dist = [\n").append(needs).append("]\n\n");
    lock.append("[package.metadata.requires-dev]\nextra = [\n    { name = \"grouped\" },\n]\n\n");
    for (TestWheel wheel : wheels.values()) {
      lock.append(wheel.lockPackage(url() + "/simple", url() + "/files")).append('\n');
    }
    Files.writeString(directory.resolve("uv.lock"), lock.toString());
    String quoted =
        names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
    Files.writeString(
        directory.resolve("pyproject.toml"),
        """
        [project]
        name = "demo"
        version = "0.1.0"
        requires-python = ">=3.9"
        dependencies = [%s]

        [project.scripts]
        demo = "demo:main"

        [dependency-groups]
        extra = ["grouped"]

        [build-system]
        requires = ["uv_build"]
        build-backend = "uv_build"
        """
                .formatted(quoted)
            + settings);
    open();
  }

  /// A workspace instead: the members `api`, which needs `alpha`, and `worker`, which needs `dep1`.
  void lockWorkspace() throws IOException {
    StringBuilder lock =
        new StringBuilder(
            """
            version = 1
            requires-python = ">=3.9"

            [manifest]
            members = ["api", "worker"]

            """);
    Files.writeString(
        directory.resolve("pyproject.toml"), "[tool.uv.workspace]\nmembers = [\"packages/*\"]\n");
    lock.append(member("api", "alpha")).append(member("worker", "dep1"));
    for (String name : List.of("alpha-1.0-py3-none-any.whl", "dep1-1.0-py3-none-any.whl")) {
      TestWheel wheel = wheels.get(name);
      if (wheel != null) {
        lock.append(wheel.lockPackage(url() + "/simple", url() + "/files")).append('\n');
      }
    }
    Files.writeString(directory.resolve("uv.lock"), lock.toString());
    open();
  }

  private String member(String name, String dependency) throws IOException {
    module("packages/" + name + "/" + name + ".py", "def main():\n    print('" + name + "')\n");
    module(
        "packages/" + name + "/pyproject.toml",
        """
        [project]
        name = "%1$s"
        version = "0.1.0"
        requires-python = ">=3.9"
        dependencies = ["%2$s"]

        [project.scripts]
        %1$s = "%1$s:main"

        [build-system]
        requires = ["uv_build"]
        build-backend = "uv_build"
        """
            .formatted(name, dependency));
    return """
    [[package]]
    name = "%1$s"
    version = "0.1.0"
    source = { editable = "packages/%1$s" }
    dependencies = [{ name = "%2$s" }]

    [package.metadata]
    requires-dist = [{ name = "%2$s" }]

    """
        .formatted(name, dependency);
  }

  private void add(TestWheel wheel) {
    wheels.put(wheel.filename().text(), wheel);
  }

  private static TestWheel wheel(String name, String version, String tag) {
    return TestWheel.of(name, version, tag)
        .file(name + "/__init__.py", "VERSION = \"" + version + "\"\n")
        .file("shared_namespace/" + name + ".py", "NAME = \"" + name + "\"\n")
        .metadata("License-Expression: MIT\n")
        .entryPoints("[console_scripts]\n" + name + "-cli = " + name + ":main\n");
  }

  private void open() throws IOException {
    try (var paths = Files.walk(directory)) {
      for (Path path : paths.toList()) {
        Files.setPosixFilePermissions(
            path,
            PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwxr-xr-x" : "rw-r--r--"));
      }
    }
  }

  /// All files with their times and contents: what a build must leave alone.
  List<String> state() throws IOException {
    try (var paths = Files.walk(directory)) {
      List<String> state = new ArrayList<>();
      for (Path path : paths.sorted().toList()) {
        String text = Files.isRegularFile(path) ? Files.readString(path) : "";
        state.add(path + " " + Files.getLastModifiedTime(path) + " " + text);
      }
      return state;
    }
  }

  /// Builds, and expects it to succeed.
  LifecycleImage build(TestLifecycle lifecycle, LifecycleImage previous) throws Exception {
    return lifecycle.built(directory, previous);
  }

  @Override
  public void close() {
    index.stop(0);
  }
}
