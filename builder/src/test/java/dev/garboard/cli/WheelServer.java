package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Serves the wheels of a lock from a store that holds them, on the loopback address, each after a
/// delay of its own, so that they arrive in an order that can be chosen.
final class WheelServer implements AutoCloseable {

  private static final Pattern FILE =
      Pattern.compile("url = \"https://[^/\"]+(/[^\"]+)\", hash = \"sha256:([0-9a-f]{64})\"");
  private static final int LONGEST_DELAY = 400;

  private final Path store;
  private final Map<String, String> digests = new TreeMap<>();
  private final ConcurrentLinkedQueue<String> served = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch asked = new CountDownLatch(1);
  private volatile int seed;
  private volatile boolean stalled;

  private WheelServer(Path store, HttpServer server) {
    this.store = store;
    this.server = server;
  }

  static WheelServer start(Path store) throws IOException {
    InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    WheelServer server = new WheelServer(store, HttpServer.create(loopback, 0));
    server.server.setExecutor(server.threads);
    server.server.createContext("/", server::answer);
    server.server.start();
    return server;
  }

  /// The lock with this server in place of the hosts that it names.
  String takeOver(String lock) {
    Matcher files = FILE.matcher(lock);
    while (files.find()) {
      digests.put(files.group(1), files.group(2));
    }
    return files.replaceAll(
        "url = \"http://127.0.0.1:" + server.getAddress().getPort() + "$1\", hash = \"sha256:$2\"");
  }

  /// Chooses another order, and forgets what was served.
  void reorder(int newSeed) {
    seed = newSeed;
    served.clear();
  }

  /// From now on sends nothing, as long as the server runs.
  void stall() {
    stalled = true;
  }

  /// Waits for the first question.
  void awaitQuestion() throws InterruptedException {
    assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
  }

  /// The files that were asked for, in the order in which they went out.
  List<String> served() {
    return List.copyOf(served);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.countDown();
      if (stalled) {
        closing.await();
      }
      String path = exchange.getRequestURI().getRawPath();
      String digest = digests.getOrDefault(path, "none");
      Path file = store.resolve("v1/wheels").resolve(digest.substring(0, 2)).resolve(digest);
      if (!Files.exists(file)) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      TimeUnit.MILLISECONDS.sleep(delay(digest));
      exchange.sendResponseHeaders(200, Files.size(file));
      Files.copy(file, exchange.getResponseBody());
      served.add(path.substring(path.lastIndexOf('/') + 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Text hashes of two seeds differ by a constant, which would keep the order: so they are mixed.
  private int delay(String digest) {
    return new SplittableRandom((digest + seed).hashCode()).nextInt(LONGEST_DELAY);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.close();
  }
}
