package dev.garboard.registry;

import dev.garboard.http.Answer;
import dev.garboard.http.HttpFailedException;
import dev.garboard.http.HttpProblem;
import dev.garboard.http.Message;
import dev.garboard.http.RedactedUrl;
import dev.garboard.http.Sleeper;
import dev.garboard.http.Wire;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Sends calls: authenticated, redirected, and again where that may help.
final class Calls {

  private static final int MAX_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final Wire wire;
  private final RegistrySettings settings;
  private final Endpoints endpoints;
  private final Authenticator authenticator;
  private final Sleeper sleeper;
  private final SpentPatience spent = new SpentPatience();
  private final Set<Repository> pushed = ConcurrentHashMap.newKeySet();

  Calls(Wire wire, RegistrySettings settings, RegistryCredentials credentials, Sleeper sleeper) {
    this.wire = wire;
    this.settings = settings;
    this.endpoints = new Endpoints(wire, settings);
    this.authenticator = new Authenticator(wire, settings, credentials);
    this.sleeper = sleeper;
  }

  /// Does what the first request to this repository's registry needs.
  void prepare(Repository repository) {
    wire.prepare(endpoints.first(repository.registry()));
  }

  /// Makes the call for an attempt.
  @FunctionalInterface
  interface Maker {
    RegistryCall make() throws RegistryException, PassingFailure, InterruptedException;
  }

  /// Makes something of an answer.
  @FunctionalInterface
  interface Reader<T> {
    /// Reads.
    ///
    /// @throws IOException when the answer breaks off, after which it is asked for again
    T read(Answer answer)
        throws IOException, RegistryException, PassingFailure, InterruptedException;
  }

  /// Sends until there is an answer that another attempt could not better, and reads it. The status
  /// is 2xx or one of those named.
  <T> T run(Attempts attempts, Maker maker, Set<Integer> statuses, Reader<T> reader)
      throws RegistryException, InterruptedException {
    while (true) {
      try {
        T result = attempt(maker.make(), statuses, reader);
        attempts.progressed();
        return result;
      } catch (PassingFailure failure) {
        attempts.failed(failure);
      }
    }
  }

  private <T> T attempt(RegistryCall call, Set<Integer> statuses, Reader<T> reader)
      throws RegistryException, PassingFailure, InterruptedException {
    try (Answer answer = once(call, statuses)) {
      return reader.read(answer);
    } catch (IOException e) {
      throw broken(call, e);
    }
  }

  /// The URL of a path below `/v2/NAME/`.
  ///
  /// @throws PassingFailure when it cannot yet be told how the registry is spoken to
  URI url(RegistryRequest request, String path)
      throws RegistryException, PassingFailure, InterruptedException {
    String name = request.repository().name();
    return endpoints.base(request).resolve("/v2/" + name + "/" + path);
  }

  /// Attempts at a question.
  Attempts reading(RegistryRequest request) {
    return reading(request, 0);
  }

  /// Attempts at a download.
  ///
  /// @param bytes size of what is to be brought
  Attempts reading(RegistryRequest request, long bytes) {
    return attempts(request, bytes, spent.reading(request.repository().registry()));
  }

  /// Attempts at an upload.
  ///
  /// @param bytes size of what is to be brought
  Attempts writing(RegistryRequest request, long bytes) {
    return attempts(request, bytes, spent.writing(request.repository().registry()));
  }

  private Attempts attempts(RegistryRequest request, long bytes, SpentPatience.Share share) {
    return new Attempts(
        request, settings.withTimes(settings.patience(), settings.limit(bytes)), sleeper, share);
  }

  /// Asks for tokens that also allow to push into this repository.
  void expectPush(Repository repository) {
    pushed.add(repository);
  }

  private RegistryCall widened(RegistryCall call) {
    RegistryCall wide = call;
    for (Repository repository : pushed) {
      wide =
          wide.registry().equals(repository.registry())
              ? wide.withScope(Access.PULL.scope(repository), Access.PUSH.scope(repository))
              : wide;
    }
    return wide;
  }

  /// One attempt; the caller closes the answer. The status is 2xx or one of those named.
  Answer once(RegistryCall made, Set<Integer> statuses)
      throws RegistryException, PassingFailure, InterruptedException {
    RegistryCall call = widened(made);
    URI base = endpoints.base(call.request());
    String authorization = authenticator.authorization(call, base);
    Answer answer = follow(call, base, authorization);
    if (answer.status() == 401) {
      List<String> headers = answer.head().headers().getOrDefault("www-authenticate", List.of());
      if (authenticator.learn(call, headers, authorization)) {
        answer.close();
        answer = follow(call, base, authenticator.authorization(call, base));
      }
    }
    int status = answer.status();
    if (status / 100 == 2 || statuses.contains(status)) {
      return answer;
    }
    throw Refusal.read(answer).thrown(call, source(call));
  }

  /// Where the credential for a call comes from.
  CredentialSource source(RegistryCall call) throws RegistryException, InterruptedException {
    return authenticator.source(call.request().repository());
  }

  private Answer follow(RegistryCall call, URI base, String authorization)
      throws RegistryException, PassingFailure, InterruptedException {
    URI url = call.url();
    for (int i = 0; i <= MAX_REDIRECTS; i++) {
      // A token is for the registry, not for whom it sends us to.
      Answer answer = send(call, url, Locations.sameOrigin(url, base) ? authorization : "");
      Optional<String> location = answer.head().header("location");
      boolean moved = answer.status() >= 307 || Set.of("GET", "HEAD").contains(call.method());
      if (!REDIRECTS.contains(answer.status()) || location.isEmpty() || !moved) {
        return answer;
      }
      answer.close();
      Optional<URI> next = Locations.resolve(url, location.get());
      if (next.isEmpty()) {
        String target = new RedactedUrl(location.get()).value();
        throw bad(call, "redirect that must not be followed: " + target);
      }
      url = next.get();
    }
    throw bad(call, "more than " + MAX_REDIRECTS + " redirects");
  }

  private Answer send(RegistryCall call, URI url, String authorization)
      throws RegistryException, PassingFailure, InterruptedException {
    Map<String, String> headers = new TreeMap<>(call.headers());
    if (!authorization.isEmpty()) {
      headers.put("Authorization", authorization);
    }
    boolean writes = !Set.of("GET", "HEAD").contains(call.method());
    Duration patience = writes ? settings.patience() : settings.http().readTimeout();
    Duration limit = settings.limit(Math.max(call.body().size(), call.expected()));
    try {
      return wire.send(new Message(call.method(), url, headers, call.body(), patience, limit));
    } catch (HttpFailedException e) {
      throw failed(call, e);
    } catch (UploadBody.CorruptException e) {
      throw new RegistryException(e.problem());
    } catch (BlobReadException e) {
      throw new RegistryException(e.problem());
    } catch (IOException e) {
      throw new RegistryException(
          new RegistryProblem.BadAnswer(call.request(), "cannot read what to send: " + e));
    }
  }

  /// The meaning of a request without an answer.
  ///
  /// @throws PassingFailure when another attempt may help
  static RegistryException failed(RegistryCall call, HttpFailedException e) throws PassingFailure {
    HttpProblem problem = e.problem();
    RegistryProblem unreachable = new RegistryProblem.Unreachable(call.request(), problem, 1);
    boolean passing =
        problem instanceof HttpProblem.TimedOut
            || problem instanceof HttpProblem.Broken
            || problem instanceof HttpProblem.Unreachable
            || problem instanceof HttpProblem.ProxyFailed;
    if (passing) {
      throw new PassingFailure(unreachable);
    }
    return new RegistryException(unreachable);
  }

  /// The meaning of an answer that broke off.
  ///
  /// @throws InterruptedException when it was not the answer that broke off, but its reader
  static PassingFailure broken(RegistryCall call, IOException e) throws InterruptedException {
    return broken(call, call.url(), e);
  }

  /// The same of an answer from another place than the registry.
  static PassingFailure broken(RegistryCall call, URI url, IOException e)
      throws InterruptedException {
    if (e instanceof InterruptedIOException) {
      throw (InterruptedException) new InterruptedException().initCause(e);
    }
    HttpProblem reason =
        new HttpProblem.Broken(RedactedUrl.of(url), 0, String.valueOf(e.getMessage()));
    return new PassingFailure(new RegistryProblem.Unreachable(call.request(), reason, 1));
  }

  private static RegistryException bad(RegistryCall call, String detail) {
    return new RegistryException(new RegistryProblem.BadAnswer(call.request(), detail));
  }
}
