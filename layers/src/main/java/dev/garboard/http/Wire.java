package dev.garboard.http;

import dev.garboard.http.ProxySettings.ForwardProxy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;

/// One request and its answer: no redirects, no credentials, no second attempt. For protocols that
/// have their own rules for these and send bodies, too. Safe for many threads; starts nothing
/// before its first request or [#prepare].
public final class Wire implements AutoCloseable {

  /// A large body goes over a connection of its own: HTTP/2 streams are held back by the window
  /// that the server grants.
  private static final long LARGE = 1 << 16;

  private static final long TICK_MILLIS = 500;

  private final HttpSettings settings;
  private final Clients clients;
  private final Failures failures;
  private final LongAdder requests = new LongAdder();
  private final LongAdder sent = new LongAdder();

  /// A client with these settings.
  public Wire(HttpSettings settings) {
    this.settings = settings;
    this.clients = new Clients(settings);
    this.failures = new Failures(settings);
  }

  /// Requests sent so far, and bytes of their bodies.
  public Traffic sent() {
    return new Traffic(requests.sum(), sent.sum());
  }

  /// Does what the first request to a server needs before it is sent, such as reading certificates,
  /// and sends nothing. A failure is that request's to tell.
  public void prepare(URI url) {
    if (!settings.offline()) {
      clients.prepare(url);
    }
  }

  /// Sends, and waits for the head of the answer.
  ///
  /// @throws HttpFailedException when there is no answer; nothing is said of how much the server
  ///   got
  /// @throws IOException what reading the message's body threw
  public Answer send(Message message)
      throws HttpFailedException, IOException, InterruptedException {
    RedactedUrl printable = RedactedUrl.of(message.url());
    if (settings.offline()) {
      throw new HttpFailedException(new HttpProblem.Offline(printable));
    }
    Optional<ForwardProxy> proxy = settings.proxies().choose(message.url());
    SentBody body = new SentBody(message.body(), sent);
    HttpRequest request = request(message, body, proxy.map(ForwardProxy::authorization).orElse(""));
    HttpClient client = clients.forUrl(message.url());
    requests.increment();
    long start = System.nanoTime();
    Future<HttpResponse<BodyStream>> future =
        client.sendAsync(
            request,
            _ -> new BodyStream(settings.readTimeout(), message.limit().minus(since(start))));
    try {
      HttpResponse<BodyStream> response = await(future, message, body, start);
      failures.answered(message.url());
      ResponseHead head = new ResponseHead(response.statusCode(), response.headers().map());
      if (head.status() == 407) {
        response.body().close();
        String name = proxy.map(ForwardProxy::toString).orElse("");
        throw new HttpFailedException(new HttpProblem.ProxyFailed(printable, name, "status 407"));
      }
      return new Answer(
          new Response(printable, head, response.body(), new CredentialOrigin.None()));
    } catch (ExecutionException e) {
      body.rethrow();
      throw new HttpFailedException(
          failures.ofConnecting(cause(e), message.url(), proxy.orElse(null)).problem());
    }
  }

  private HttpResponse<BodyStream> await(
      Future<HttpResponse<BodyStream>> future, Message message, SentBody body, long start)
      throws HttpFailedException, ExecutionException, InterruptedException {
    RedactedUrl url = RedactedUrl.of(message.url());
    try {
      while (true) {
        try {
          return future.get(
              Math.min(TICK_MILLIS, message.patience().toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          end(body.silence(), message.patience(), url);
          end(since(start), message.limit(), url);
        }
      }
    } finally {
      // Without effect on what has ended; else the transfer ends now.
      future.cancel(true);
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static void end(Duration elapsed, Duration limit, RedactedUrl url)
      throws HttpFailedException {
    if (elapsed.compareTo(limit) >= 0) {
      throw new HttpFailedException(
          new HttpProblem.TimedOut(url, HttpProblem.Phase.RESPONSE, limit));
    }
  }

  private static IOException cause(ExecutionException e) throws InterruptedException {
    return switch (e.getCause()) {
      case InterruptedIOException f ->
          throw (InterruptedException) new InterruptedException().initCause(f);
      case IOException f -> f;
      case null, default -> throw new IllegalStateException(e.getCause());
    };
  }

  private static HttpRequest request(Message message, SentBody body, String proxyAuthorization)
      throws HttpFailedException {
    URI url = message.url();
    HttpRequest.Builder builder;
    try {
      builder = HttpRequest.newBuilder(Urls.forRequest(url));
    } catch (IllegalArgumentException e) {
      throw new HttpFailedException(new HttpProblem.UnsupportedUrl(RedactedUrl.of(url)));
    }
    boolean small = message.body().size() < LARGE;
    boolean secure = Realm.of(url).scheme().equals("https");
    builder
        .method(message.method(), body.publisher())
        .version(secure && small ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
        .header("User-Agent", "garboard")
        .header("Accept-Encoding", "identity");
    message.headers().forEach(builder::setHeader);
    if (!proxyAuthorization.isEmpty()) {
      builder.setHeader("Proxy-Authorization", proxyAuthorization);
    }
    return builder.build();
  }

  /// Ends all transfers and frees the connections at once.
  @Override
  public void close() {
    clients.close();
  }
}
