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
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// One attempt at a [Call]: follows redirects and answers refusals with credentials, which never
/// leave their own realm.
final class Exchange {

  private static final int MAX_REDIRECTS = 10;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  /// A wheel may take as long as it takes, so long as it gets ahead.
  private static final Duration FOR_EVER = Duration.ofDays(365);

  private static final Set<Integer> REFUSALS = Set.of(401, 403, 404);

  private final HttpSettings settings;
  private final Credentials credentials;
  private final Clients clients;
  private final Failures failures;
  private final LongAdder requests;
  private final FirstContact firstContact = new FirstContact(FirstContact.PATIENCE);

  Exchange(HttpSettings settings, Credentials credentials, Clients clients, LongAdder requests) {
    this.settings = settings;
    this.credentials = credentials;
    this.clients = clients;
    this.failures = new Failures(settings);
    this.requests = requests;
  }

  /// Sends; the status may be any but a redirect.
  Response send(Call call) throws HttpFailedException, TransientFailure, InterruptedException {
    URI url = call.url();
    @Nullable Credential credential = credentials.eager(url).orElse(null);
    for (int followed = 0; followed <= MAX_REDIRECTS; followed++) {
      Response response = answerRefusal(call, url, credential);
      Optional<String> location = response.head().header("location");
      if (!REDIRECTS.contains(response.head().status()) || location.isEmpty()) {
        return response;
      }
      response.discard();
      URI next = redirect(url, location.get());
      @Nullable Credential own = credentials.eager(next).orElse(null);
      boolean sameRealm = Realm.of(url).equals(Realm.of(next));
      credential = own == null && sameRealm ? credential : own;
      url = next;
    }
    throw new HttpFailedException(
        new HttpProblem.TooManyRedirects(call.printable(), MAX_REDIRECTS));
  }

  private Response answerRefusal(Call call, URI url, @Nullable Credential credential)
      throws HttpFailedException, TransientFailure, InterruptedException {
    Response response = sendOnce(call, url, credential);
    if (!REFUSALS.contains(response.head().status())) {
      return response;
    }
    Optional<Credential> other;
    try {
      other = credential == null ? credentials.afterRefusal(url, "") : Optional.empty();
    } catch (HttpFailedException e) {
      response.discard();
      throw e;
    }
    if (other.isEmpty()) {
      return response;
    }
    response.discard();
    return sendOnce(call, url, other.get());
  }

  private Response sendOnce(Call call, URI url, @Nullable Credential credential)
      throws HttpFailedException, TransientFailure, InterruptedException {
    RedactedUrl printable = RedactedUrl.of(url);
    if (settings.offline()) {
      throw new HttpFailedException(new HttpProblem.Offline(printable));
    }
    @Nullable ForwardProxy proxy = settings.proxies().choose(url).orElse(null);
    HttpRequest request = request(call, url, credential, proxy);
    HttpClient client = clients.forUrl(url);
    return firstContact.send(url, () -> send(client, request, url, credential, proxy));
  }

  private Response send(
      HttpClient client,
      HttpRequest request,
      URI url,
      @Nullable Credential credential,
      @Nullable ForwardProxy proxy)
      throws HttpFailedException, TransientFailure, InterruptedException {
    RedactedUrl printable = RedactedUrl.of(url);
    requests.increment();
    try {
      HttpResponse<BodyStream> response =
          client.send(request, _ -> new BodyStream(settings.readTimeout(), FOR_EVER));
      failures.answered(url);
      ResponseHead head = new ResponseHead(response.statusCode(), response.headers().map());
      if (head.status() == 407) {
        response.body().close();
        String name = proxy == null ? "" : proxy.toString();
        throw new HttpFailedException(new HttpProblem.ProxyFailed(printable, name, "status 407"));
      }
      CredentialOrigin none = new CredentialOrigin.None();
      return new Response(
          printable, head, response.body(), credential == null ? none : credential.origin());
    } catch (InterruptedIOException e) {
      throw (InterruptedException) new InterruptedException().initCause(e);
    } catch (IOException e) {
      throw failures.ofConnecting(e, url, proxy);
    }
  }

  private HttpRequest request(
      Call call, URI url, @Nullable Credential credential, @Nullable ForwardProxy proxy)
      throws HttpFailedException {
    HttpRequest.Builder builder;
    try {
      builder = HttpRequest.newBuilder(Urls.forRequest(url));
    } catch (IllegalArgumentException e) {
      throw new HttpFailedException(new HttpProblem.UnsupportedUrl(RedactedUrl.of(url)));
    }
    boolean secure = Realm.of(url).scheme().equals("https");
    builder
        .method(call.method(), HttpRequest.BodyPublishers.noBody())
        .version(secure ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
        .timeout(settings.readTimeout())
        .header("User-Agent", "garboard")
        .header("Accept-Encoding", "identity");
    call.headers().forEach(builder::setHeader);
    if (credential != null) {
      builder.setHeader("Authorization", credential.basic());
    }
    if (proxy != null && !proxy.authorization().isEmpty()) {
      builder.setHeader("Proxy-Authorization", proxy.authorization());
    }
    return builder.build();
  }

  private static URI redirect(URI from, String location) throws HttpFailedException {
    URI next;
    try {
      next = from.resolve(Urls.parse(location));
    } catch (IllegalArgumentException e) {
      throw new HttpFailedException(
          new HttpProblem.BadRedirect(RedactedUrl.of(from), new RedactedUrl(location)));
    }
    String scheme = Realm.of(next).scheme();
    boolean downgrade = scheme.equals("http") && Realm.of(from).scheme().equals("https");
    if (downgrade || !(scheme.equals("http") || scheme.equals("https"))) {
      throw new HttpFailedException(
          new HttpProblem.BadRedirect(RedactedUrl.of(from), RedactedUrl.of(next)));
    }
    return next;
  }
}
