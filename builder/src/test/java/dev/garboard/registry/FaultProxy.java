package dev.garboard.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.garboard.registry.FakeRegistry.Fault;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Stands on loopback before a registry that knows nothing of it, and lets faults step in between.
/// Each proxy has a namespace of its own in the registry, of which its clients see nothing: what
/// they call `app` is new to it.
public final class FaultProxy implements TestRegistry {

  private static final AtomicInteger NAMESPACES = new AtomicInteger();
  private static final Pattern STORED = Pattern.compile("(.*/blobs/)uploads/.*digest=([^&]+).*");

  /// What belongs to one connection, or is written by the client itself.
  private static final Set<String> NOT_FORWARDED =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

  private final String upstream;
  private final boolean checksManifests;
  private final String namespace = "n" + NAMESPACES.incrementAndGet() + "/";
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Set<String> stored = new ConcurrentSkipListSet<>();
  private volatile Fault fault = _ -> false;

  /// Before the registry at this host and port.
  public FaultProxy(String upstream, boolean checksManifests) throws IOException {
    this.upstream = upstream;
    this.checksManifests = checksManifests;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  @Override
  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void inject(Fault value) {
    fault = value;
  }

  @Override
  public boolean checksManifests() {
    return checksManifests;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!fault.intercept(exchange)) {
        answer(exchange);
      }
    }
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String target = inNamespace(exchange.getRequestURI().toString());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + upstream + target))
            .method(
                exchange.getRequestMethod(),
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (isForwarded(name)) {
            values.forEach(value -> request.header(name, value));
          }
        });
    HttpResponse<byte[]> response = send(request.build());
    Matcher upload = STORED.matcher(target);
    if (response.statusCode() == 201 && upload.matches()) {
      stored.add(upload.group(1) + upload.group(2));
    }
    pass(response, exchange);
  }

  private String inNamespace(String target) {
    return target
        .replaceFirst("^/v2/(?=.)", "/v2/" + namespace)
        .replaceFirst("([?&]from=)", "$1" + namespace);
  }

  private static boolean isForwarded(String name) {
    return !NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT));
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
  }

  private void pass(HttpResponse<byte[]> response, HttpExchange exchange) throws IOException {
    Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
    headers.forEach((name, values) -> {
      if (isForwarded(name)) {
        exchange.getResponseHeaders().put(name, values.stream().map(this::outside).toList());
      }
    });
    boolean head = exchange.getRequestMethod().equals("HEAD");
    response
        .headers()
        .firstValue("content-length")
        .filter(_ -> head)
        .ifPresent(length -> exchange.getResponseHeaders().set("Content-Length", length));
    byte[] body = response.body();
    exchange.sendResponseHeaders(
        response.statusCode(), head || body.length == 0 ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  /// A header's value as seen by whoever knows the proxy alone.
  private String outside(String value) {
    return value.replace(upstream, host()).replace("/v2/" + namespace, "/v2/");
  }

  @Override
  public void collect(String name) throws IOException {
    for (String path : stored) {
      if (path.startsWith("/v2/" + namespace + name + "/")) {
        URI blob = URI.create("http://" + upstream + path.replace("%3A", ":"));
        HttpResponse<byte[]> response = send(HttpRequest.newBuilder(blob).DELETE().build());
        if (response.statusCode() / 100 != 2 && response.statusCode() != 404) {
          throw new IOException(blob + ": " + response.statusCode());
        }
      }
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    server.stop(0);
    threads.shutdownNow();
  }
}
