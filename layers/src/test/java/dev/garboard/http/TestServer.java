package dev.garboard.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;

/// A server on loopback whose answers a test sets by path; it remembers what it was asked.
public final class TestServer implements AutoCloseable {

  /// A request as it arrived; header names in the server's own case, looked up without regard to
  /// it.
  public record Seen(String method, String path, Headers headers) {
    /// The first value of a header, or `-`.
    public String header(String name) {
      String value = headers.getFirst(name);
      return value == null ? "-" : value;
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, HttpHandler> handlers = new ConcurrentHashMap<>();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();

  public TestServer() throws IOException {
    this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
  }

  private TestServer(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /// A server that speaks TLS; [#url] still says `http`.
  static TestServer secure(SSLContext context) throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return new TestServer(server);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    Headers copy = new Headers();
    copy.putAll(exchange.getRequestHeaders());
    seen.add(new Seen(exchange.getRequestMethod(), path, copy));
    HttpHandler handler = handlers.getOrDefault(path, e -> answer(e, 404, new byte[0]));
    try (exchange) {
      handler.handle(exchange);
    }
  }

  /// Answers this path always so.
  public TestServer on(String path, HttpHandler handler) {
    handlers.put(path, handler);
    return this;
  }

  /// Answers this path with these one after another; the last one stays.
  public TestServer inTurn(String path, HttpHandler... answers) {
    AtomicInteger next = new AtomicInteger();
    return on(path, e -> answers[Math.min(next.getAndIncrement(), answers.length - 1)].handle(e));
  }

  public List<Seen> seen() {
    return seen;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /// Answers with status and body.
  public static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean bare = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, bare ? -1 : body.length);
    if (!bare) {
      exchange.getResponseBody().write(body);
    }
  }

  /// Answers with status and nothing else.
  public static HttpHandler status(int status, String... headers) {
    return e -> {
      for (int i = 0; i < headers.length; i += 2) {
        e.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      answer(e, status, new byte[0]);
    };
  }

  /// Answers 200 with this body.
  public static HttpHandler body(byte[] body) {
    return e -> answer(e, 200, body);
  }

  /// Answers 200 with this text.
  public static HttpHandler body(String body) {
    return body(body.getBytes(StandardCharsets.UTF_8));
  }

  /// Announces the whole body, sends its beginning and breaks off.
  public static HttpHandler cut(byte[] body, int after, String... headers) {
    return e -> {
      for (int i = 0; i < headers.length; i += 2) {
        e.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      e.sendResponseHeaders(200, body.length);
      e.getResponseBody().write(body, 0, after);
      e.getResponseBody().flush();
      // A client that meets the end while it reads the head may take no notice of the rest.
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      e.close();
    };
  }

  /// Serves ranges under `If-Range` as RFC 9110 says.
  public static HttpHandler ranges(byte[] body, String etag) {
    return e -> {
      e.getResponseHeaders().add("ETag", etag);
      String range = e.getRequestHeaders().getFirst("Range");
      String ifRange = e.getRequestHeaders().getFirst("If-Range");
      if (range == null || (ifRange != null && !ifRange.equals(etag))) {
        answer(e, 200, body);
        return;
      }
      String[] ends = range.substring("bytes=".length()).split("-", -1);
      int first = Integer.parseInt(ends[0]);
      int last = ends[1].isEmpty() ? body.length - 1 : Integer.parseInt(ends[1]);
      e.getResponseHeaders()
          .add("Content-Range", "bytes " + first + "-" + last + "/" + body.length);
      answer(e, 206, Arrays.copyOfRange(body, first, last + 1));
    };
  }
}
