package dev.garboard.registry;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A token service, and the gate that wants its tokens, in front of a registry.
public final class TokenGate implements FakeRegistry.Fault {

  private final String host;
  private final int uses;
  private final AtomicInteger issued = new AtomicInteger();
  private final AtomicInteger left = new AtomicInteger();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();

  /// A gate.
  ///
  /// @param uses how many requests a token is good for
  public TokenGate(String host, int uses) {
    this.host = host;
    this.uses = uses;
  }

  /// The requests for tokens, with method, query and body.
  public List<String> asked() {
    return asked;
  }

  /// The `Authorization` headers of requests for tokens.
  public List<String> authorizations() {
    return authorizations;
  }

  @Override
  public boolean intercept(HttpExchange exchange) throws IOException {
    if (exchange.getRequestURI().getPath().equals("/token")) {
      issue(exchange);
      return true;
    }
    String authorization = FakeRegistry.header(exchange, "Authorization");
    if (authorization.equals("Bearer token-" + issued.get()) && left.getAndDecrement() > 0) {
      return false;
    }
    exchange
        .getResponseHeaders()
        .set(
            "WWW-Authenticate",
            "Bearer realm=\"http://" + host + "/token\",service=\"the, registry\",scope=\"x\"");
    FakeRegistry.fail(exchange, 401, "UNAUTHORIZED");
    return true;
  }

  private void issue(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    asked.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI().getQuery()
            + " "
            + new String(body, StandardCharsets.UTF_8));
    authorizations.add(FakeRegistry.header(exchange, "Authorization"));
    int number = issued.incrementAndGet();
    left.set(uses);
    String token = "{\"token\":\"token-" + number + "\",\"expires_in\":300}";
    FakeRegistry.send(exchange, 200, token.getBytes(StandardCharsets.UTF_8));
  }
}
