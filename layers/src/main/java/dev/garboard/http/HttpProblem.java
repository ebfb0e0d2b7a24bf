package dev.garboard.http;

import java.time.Duration;

/// Why a request gave no result. No component ever holds a secret: URLs are redacted, and
/// credentials are told by origin only.
public sealed interface HttpProblem {

  /// The requested URL.
  RedactedUrl url();

  /// How many further attempts are worth their time: few where nobody is there to answer, which
  /// waiting seldom changes.
  ///
  /// @param most for all other failures
  default int retries(int most) {
    boolean nobody = this instanceof Unreachable || this instanceof ProxyFailed;
    return nobody ? Math.min(most, 2) : most;
  }

  /// The server has no such file (404, 410), and no credentials changed its mind.
  record NotFound(RedactedUrl url, int status) implements HttpProblem {}

  /// The server wants other credentials (401, 403).
  ///
  /// @param origin where the refused credentials came from
  record Unauthorised(RedactedUrl url, int status, CredentialOrigin origin)
      implements HttpProblem {}

  /// A status that is neither success nor one of the named failures.
  record UnexpectedStatus(RedactedUrl url, int status) implements HttpProblem {}

  /// No connection to a server that has not answered before: unknown host, refused, no route.
  record Unreachable(RedactedUrl url, String reason) implements HttpProblem {}

  /// The connection ended in the middle, or a server that has answered takes no more of them.
  ///
  /// @param received bytes of the body that had arrived
  record Broken(RedactedUrl url, long received, String reason) implements HttpProblem {}

  /// Nothing arrived for too long.
  record TimedOut(RedactedUrl url, Phase phase, Duration limit) implements HttpProblem {}

  /// What was waited for.
  enum Phase {
    CONNECT,
    RESPONSE,
    BODY
  }

  /// The secure connection failed, usually because the server's certificate is not trusted.
  record TlsFailed(RedactedUrl url, String reason) implements HttpProblem {}

  /// A file or directory of trusted certificates cannot be read.
  record TrustUnreadable(RedactedUrl url, String path) implements HttpProblem {}

  /// The proxy refused or cannot be reached.
  ///
  /// @param proxy host and port
  record ProxyFailed(RedactedUrl url, String proxy, String reason) implements HttpProblem {}

  /// The proxy is of a kind that is not supported (`socks5`, `https`).
  record ProxyUnsupported(RedactedUrl url, RedactedUrl proxy) implements HttpProblem {}

  /// Requests are forbidden.
  record Offline(RedactedUrl url) implements HttpProblem {}

  /// The chain of redirects did not end.
  record TooManyRedirects(RedactedUrl url, int followed) implements HttpProblem {}

  /// A redirect that must not be followed: to another scheme, or from `https` to `http`.
  record BadRedirect(RedactedUrl url, RedactedUrl to) implements HttpProblem {}

  /// The server answered a range request with something else.
  ///
  /// @param answered status and `Content-Range`
  record RangeNotHonoured(RedactedUrl url, String asked, String answered) implements HttpProblem {}

  /// The document is larger than its reader accepts.
  record TooLarge(RedactedUrl url, long limit) implements HttpProblem {}

  /// Not a URL that this client can request.
  record UnsupportedUrl(RedactedUrl url) implements HttpProblem {}

  /// The netrc file is malformed.
  ///
  /// @param line counted from 1
  record NetrcMalformed(RedactedUrl url, String file, int line) implements HttpProblem {}

  /// A transient failure outlived all attempts.
  record RetriesExhausted(RedactedUrl url, int attempts, HttpProblem last) implements HttpProblem {}
}
