package dev.garboard.http;

import dev.garboard.http.ProxySettings.ForwardProxy;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Tells what a failed attempt means and whether another may succeed.
final class Failures {

  private final HttpSettings settings;
  private final Set<Realm> answered = ConcurrentHashMap.newKeySet();

  Failures(HttpSettings settings) {
    this.settings = settings;
  }

  /// There is a server: what fails from now on is no longer for want of one.
  void answered(URI url) {
    answered.add(Realm.of(url));
  }

  /// The meaning of an exception before the response's head.
  ///
  /// @throws HttpFailedException always, unless another attempt may help
  TransientFailure ofConnecting(IOException e, URI target, @Nullable ForwardProxy proxy)
      throws HttpFailedException {
    RedactedUrl url = RedactedUrl.of(target);
    if (e instanceof HttpConnectTimeoutException) {
      return new TransientFailure(
          new HttpProblem.TimedOut(url, HttpProblem.Phase.CONNECT, settings.connectTimeout()));
    }
    if (e instanceof HttpTimeoutException) {
      return new TransientFailure(
          new HttpProblem.TimedOut(url, HttpProblem.Phase.RESPONSE, settings.readTimeout()));
    }
    if (has(e, CertificateException.class)) {
      throw new HttpFailedException(new HttpProblem.TlsFailed(url, reason(e)));
    }
    boolean isNew = !answered.contains(Realm.of(target));
    if (isNew && e instanceof SSLException && !has(e, EOFException.class)) {
      throw new HttpFailedException(new HttpProblem.TlsFailed(url, reason(e)));
    }
    if (isNew && (e instanceof ConnectException || has(e, UnresolvedAddressException.class))) {
      return new TransientFailure(
          proxy != null
              ? new HttpProblem.ProxyFailed(url, proxy.toString(), reason(e))
              : new HttpProblem.Unreachable(url, reason(e)));
    }
    if (proxy != null && reason(e).startsWith("Tunnel failed")) {
      throw new HttpFailedException(new HttpProblem.ProxyFailed(url, proxy.toString(), reason(e)));
    }
    return new TransientFailure(new HttpProblem.Broken(url, 0, reason(e)));
  }

  /// The meaning of an exception within the body.
  TransientFailure ofBody(IOException e, RedactedUrl url, long received) {
    if (e instanceof HttpTimeoutException) {
      return new TransientFailure(
          new HttpProblem.TimedOut(url, HttpProblem.Phase.BODY, settings.readTimeout()));
    }
    return new TransientFailure(new HttpProblem.Broken(url, received, reason(e)));
  }

  /// The meaning of a status that is not the wanted one.
  ///
  /// @throws HttpFailedException always, unless another attempt may help
  static TransientFailure ofStatus(Response response) throws HttpFailedException {
    int status = response.head().status();
    RedactedUrl url = response.url();
    HttpProblem problem =
        switch (status) {
          case 401, 403 -> new HttpProblem.Unauthorised(url, status, response.origin());
          case 404, 410 -> new HttpProblem.NotFound(url, status);
          default -> new HttpProblem.UnexpectedStatus(url, status);
        };
    if (status == 408 || status == 425 || status == 429 || status >= 500) {
      return new TransientFailure(problem, response.head().retryAfter());
    }
    throw new HttpFailedException(problem);
  }

  private static boolean has(Throwable e, Class<? extends Throwable> type) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return true;
      }
    }
    return false;
  }

  /// The innermost message, as the outer ones of the JDK's client say less.
  private static String reason(Throwable e) {
    String reason = e.getClass().getSimpleName();
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t.getMessage() != null && !t.getMessage().isBlank()) {
        reason = t.getMessage();
      } else if (t instanceof UnresolvedAddressException) {
        return "unknown host";
      }
    }
    return reason;
  }
}
