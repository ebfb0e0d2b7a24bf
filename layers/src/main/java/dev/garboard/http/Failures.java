package dev.garboard.http;

import dev.garboard.http.ProxySettings.ForwardProxy;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Tells what a failed attempt means and whether another may succeed.
final class Failures {

  private final HttpSettings settings;

  Failures(HttpSettings settings) {
    this.settings = settings;
  }

  /// The meaning of an exception before the response's head.
  ///
  /// @throws HttpFailedException always, unless another attempt may help
  TransientFailure ofConnecting(IOException e, RedactedUrl url, @Nullable ForwardProxy proxy)
      throws HttpFailedException {
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
    if (e instanceof SSLException) {
      return new TransientFailure(new HttpProblem.TlsFailed(url, reason(e)));
    }
    if (e instanceof ConnectException || has(e, UnresolvedAddressException.class)) {
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
      return new TransientFailure(problem, retryAfter(response.head()));
    }
    throw new HttpFailedException(problem);
  }

  /// `Retry-After` in seconds, or as a date measured against the server's own `Date`.
  static Duration retryAfter(ResponseHead head) {
    String text = head.header("retry-after").orElse("").strip();
    if (text.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    Optional<ZonedDateTime> until = date(text);
    Optional<ZonedDateTime> now = date(head.header("date").orElse(""));
    if (until.isEmpty() || now.isEmpty() || until.get().isBefore(now.get())) {
      return Duration.ZERO;
    }
    return Duration.between(now.get(), until.get());
  }

  private static Optional<ZonedDateTime> date(String text) {
    try {
      return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
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
