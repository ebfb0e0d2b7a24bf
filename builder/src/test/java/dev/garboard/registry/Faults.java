package dev.garboard.registry;

import com.sun.net.httpserver.HttpExchange;
import dev.garboard.registry.FakeRegistry.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// Faults of registries and of what lies on the way to them.
public final class Faults {

  private Faults() {}

  /// Does something to a request instead of, or before, answering it.
  @FunctionalInterface
  public interface Deed {
    /// Whether the request was dealt with.
    boolean to(HttpExchange exchange) throws IOException;
  }

  /// The deed, for the first requests whose `METHOD path?query` holds the pattern.
  public static Fault first(int times, String pattern, Deed deed) {
    AtomicInteger done = new AtomicInteger();
    Pattern compiled = Pattern.compile(pattern);
    return exchange -> {
      String text = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      return compiled.matcher(text).find() && done.getAndIncrement() < times && deed.to(exchange);
    };
  }

  /// The deed, for all requests that hold the pattern.
  public static Fault always(String pattern, Deed deed) {
    return first(Integer.MAX_VALUE, pattern, deed);
  }

  /// Several faults, the first that deals with a request wins.
  public static Fault all(Fault... faults) {
    return exchange -> {
      for (Fault fault : faults) {
        if (fault.intercept(exchange)) {
          return true;
        }
      }
      return false;
    };
  }

  /// Answers with a status and an error code.
  public static Deed status(int status, String code) {
    return exchange -> {
      FakeRegistry.fail(exchange, status, code);
      return true;
    };
  }

  /// Answers with a status that a proxy makes up, with a page.
  public static Deed page(int status, String... headers) {
    return exchange -> {
      exchange.getRequestBody().readAllBytes();
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      FakeRegistry.send(exchange, status, "<html>".getBytes(StandardCharsets.UTF_8));
      return true;
    };
  }

  /// Answers with these headers and no body.
  public static Deed answer(int status, String... headers) {
    return exchange -> {
      exchange.getRequestBody().readAllBytes();
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, -1);
      return true;
    };
  }

  /// Ends the connection without an answer, after some of the request's body.
  public static Deed cut(int read) {
    return exchange -> {
      exchange.getRequestBody().readNBytes(read);
      exchange.close();
      return true;
    };
  }

  /// Lets the registry do its work, and loses the answer.
  public static Deed loseAnswer(TestRegistry registry) {
    return exchange -> {
      registry.answer(new Recording(exchange, new ByteArrayOutputStream()));
      exchange.close();
      return true;
    };
  }

  /// Lets the registry do its work, and answers with 201 and no more.
  public static Deed silently(TestRegistry registry) {
    return exchange -> {
      registry.answer(new Recording(exchange, new ByteArrayOutputStream()));
      exchange.getResponseHeaders().clear();
      exchange.sendResponseHeaders(201, -1);
      return true;
    };
  }

  /// Does nothing for a while, then ends the connection.
  public static Deed hang(long millis) {
    return exchange -> {
      pause(millis);
      exchange.close();
      return true;
    };
  }

  /// Announces the whole body of this size, and sends the beginning alone.
  public static Deed truncate(byte[] body, int sent, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(200, body.length);
      OutputStream out = exchange.getResponseBody();
      out.write(body, 0, sent);
      out.flush();
      exchange.close();
      return true;
    };
  }

  /// Sends a body byte by byte, with a pause after each, until its reader has had enough.
  public static Deed drip(byte[] body, long millis, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(200, body.length);
      for (byte each : body) {
        exchange.getResponseBody().write(each);
        exchange.getResponseBody().flush();
        pause(millis);
      }
      return true;
    };
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Sends another body.
  public static Deed body(byte[] body, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      FakeRegistry.send(exchange, 200, body);
      return true;
    };
  }

  /// An exchange whose answer goes nowhere.
  private static final class Recording extends ForwardingExchange {
    private final ByteArrayOutputStream out;

    Recording(HttpExchange exchange, ByteArrayOutputStream out) {
      super(exchange);
      this.out = out;
    }

    @Override
    public void sendResponseHeaders(int status, long length) {
      // Lost.
    }

    @Override
    public OutputStream getResponseBody() {
      return out;
    }

    @Override
    public InputStream getRequestBody() {
      return exchange().getRequestBody();
    }
  }
}
