package dev.garboard.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.garboard.content.Content;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// As much of a registry as a push and the look at the previous image need, in memory, on loopback,
/// believing all that it is told.
final class TrainingRegistry implements AutoCloseable {

  private static final int FOUND = 200;
  private static final int CREATED = 201;
  private static final int ACCEPTED = 202;
  private static final int MISSING = 404;

  private record Stored(String type, Content content) {}

  private final HttpServer server;
  private final Map<String, Stored> stored = new ConcurrentHashMap<>();
  private final Map<String, byte[]> parts = new ConcurrentHashMap<>();

  TrainingRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v2/", this::answer);
    server.start();
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body;
    try (InputStream in = exchange.getRequestBody()) {
      body = in.readAllBytes();
    }
    String path = exchange.getRequestURI().getPath();
    try (exchange) {
      switch (exchange.getRequestMethod()) {
        case "POST" -> {
          exchange
              .getResponseHeaders()
              .set("Location", path + exchange.getRemoteAddress().getPort() + "-" + parts.size());
          exchange.sendResponseHeaders(ACCEPTED, -1);
        }
        case "PATCH" -> {
          parts.put(path, body);
          exchange.getResponseHeaders().set("Location", path);
          exchange.getResponseHeaders().set("Range", "0-" + (body.length - 1));
          exchange.sendResponseHeaders(ACCEPTED, -1);
        }
        case "PUT" -> {
          put(exchange, path, body);
          exchange.sendResponseHeaders(CREATED, -1);
        }
        default -> get(exchange, path);
      }
    }
  }

  private void put(HttpExchange exchange, String path, byte[] body) {
    String query = exchange.getRequestURI().getQuery();
    byte[] bytes = body.length > 0 ? body : parts.getOrDefault(path, body);
    if (query == null) {
      String type = exchange.getRequestHeaders().getFirst("Content-Type");
      stored.put(path, new Stored(type == null ? "" : type, Content.of(bytes)));
      return;
    }
    String digest = query.substring(query.indexOf("digest=") + "digest=".length());
    String blobs = path.substring(0, path.indexOf("/uploads/") + 1);
    stored.put(blobs + digest, new Stored("application/octet-stream", Content.of(bytes)));
  }

  private void get(HttpExchange exchange, String path) throws IOException {
    Stored found = stored.get(path);
    if (found == null) {
      exchange.sendResponseHeaders(path.equals("/v2/") ? FOUND : MISSING, -1);
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", found.type());
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Long.toString(found.content().size()));
      exchange.sendResponseHeaders(FOUND, -1);
      return;
    }
    exchange.sendResponseHeaders(FOUND, found.content().size());
    try (InputStream in = found.content().open()) {
      in.transferTo(exchange.getResponseBody());
    }
  }
}
