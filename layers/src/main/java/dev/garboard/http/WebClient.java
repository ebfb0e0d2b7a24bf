package dev.garboard.http;

import dev.garboard.content.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// Fetches from the web: HTTP/2 or 1.1, retries, redirects, credentials, proxies, resumed
/// downloads. Safe for many threads; starts nothing before its first request.
///
/// Follows RFC 9110 (semantics, ranges) and RFC 7617 (basic authentication).
public final class WebClient implements AutoCloseable {

  private final HttpSettings settings;
  private final Clients clients;
  private final Exchange exchange;
  private final Failures failures;
  private final Retries retries;
  private final LongAdder requests = new LongAdder();
  private final LongAdder bytes = new LongAdder();

  /// A client that waits for real between attempts.
  public WebClient(HttpSettings settings, Credentials credentials) {
    this(settings, credentials, Sleeper.REAL);
  }

  /// A client that waits as told.
  public WebClient(HttpSettings settings, Credentials credentials, Sleeper sleeper) {
    this.settings = settings;
    this.clients = new Clients(settings);
    this.exchange = new Exchange(settings, credentials, clients, requests);
    this.failures = new Failures(settings);
    this.retries = new Retries(settings.retries(), sleeper);
  }

  /// Whether requests are forbidden.
  public boolean isOffline() {
    return settings.offline();
  }

  /// What was transferred so far.
  public Traffic traffic() {
    return new Traffic(requests.sum(), bytes.sum());
  }

  /// Does what the first request over TLS needs before it is sent, such as reading certificates,
  /// and sends nothing. For callers that know that one will follow, beside what they do meanwhile;
  /// a failure is that request's to tell.
  public void prepare() {
    if (!settings.offline()) {
      clients.prepare(URI.create("https://localhost/"));
    }
  }

  /// A small document.
  public record Document(ResponseHead head, Content content) {}

  /// Asks for the head alone.
  ///
  /// @throws HttpFailedException when the status is not 2xx
  public ResponseHead head(URI url) throws HttpFailedException, InterruptedException {
    return document(new Call("HEAD", url, Map.of()), 0).head();
  }

  /// Fetches a small document into memory.
  ///
  /// @param headers further ones, such as `Accept` or `If-None-Match`
  /// @param limit most bytes that are accepted
  /// @throws HttpFailedException when the status is neither 2xx nor, under `If-None-Match` or
  ///   `If-Modified-Since`, 304
  public Document get(URI url, Map<String, String> headers, long limit)
      throws HttpFailedException, InterruptedException {
    return document(new Call("GET", url, headers), limit);
  }

  /// Fetches a part of a file into memory.
  ///
  /// @throws HttpFailedException when the server does not answer with exactly this part
  public Content getRange(URI url, long start, int length)
      throws HttpFailedException, InterruptedException {
    String range = "bytes=" + start + "-" + (start + length - 1);
    Document document = document(new Call("GET", url, Map.of("Range", range)), length);
    boolean honoured =
        document.head().status() == 206
            && document.content().size() == length
            && ContentRange.of(document.head()).filter(r -> r.first() == start).isPresent();
    if (!honoured) {
      ResponseHead head = document.head();
      String answer = head.status() + " " + head.header("content-range").orElse("");
      throw new HttpFailedException(
          new HttpProblem.RangeNotHonoured(RedactedUrl.of(url), range, answer.strip()));
    }
    return document.content();
  }

  /// Streams a file into the sink; resumes after a broken connection.
  ///
  /// @throws HttpFailedException when it cannot be had
  /// @throws IOException what the sink threw
  public ResponseHead download(URI url, DownloadSink sink)
      throws HttpFailedException, IOException, InterruptedException {
    Call call = new Call("GET", url, Map.of());
    return new Download(call, sink, exchange, settings, bytes).run(retries.newCount());
  }

  private Document document(Call call, long limit)
      throws HttpFailedException, InterruptedException {
    return retries.run(() -> {
      try (Response response = exchange.send(call)) {
        int status = response.head().status();
        if (status / 100 != 2 && status != 304) {
          throw Failures.ofStatus(response);
        }
        return new Document(response.head(), Content.of(read(response, limit)));
      }
    });
  }

  private byte[] read(Response response, long limit)
      throws HttpFailedException, TransientFailure, InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 14];
    try {
      for (int n = response.body().read(buffer); n >= 0; n = response.body().read(buffer)) {
        out.write(buffer, 0, n);
        bytes.add(n);
        if (out.size() > limit) {
          throw new HttpFailedException(new HttpProblem.TooLarge(response.url(), limit));
        }
      }
    } catch (InterruptedIOException e) {
      throw (InterruptedException) new InterruptedException().initCause(e);
    } catch (IOException e) {
      throw failures.ofBody(e, response.url(), out.size());
    }
    return out.toByteArray();
  }

  /// Ends all transfers and frees the connections at once.
  @Override
  public void close() {
    clients.close();
  }
}
