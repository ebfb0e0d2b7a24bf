package dev.garboard.words;

import static dev.garboard.words.Phrases.code;

import dev.garboard.http.CredentialOrigin;
import dev.garboard.http.HttpProblem;
import java.time.Duration;

/// The words for why a request gave no result.
final class HttpWords {

  private static final String NETWORK =
      "Check the network, and `HTTPS_PROXY` and `NO_PROXY` where there is a proxy";

  private HttpWords() {}

  /// @param what the file that was wanted, at the start of the title
  static Finding of(String what, HttpProblem problem) {
    Finding finding =
        switch (problem) {
          case HttpProblem.NotFound(_, int status) ->
              Finding.of(ExitCode.WORLD, what + ": the server does not have it (" + status + ")");
          case HttpProblem.Unauthorised(_, int status, CredentialOrigin origin) ->
              unauthorised(what, status, origin);
          case HttpProblem.UnexpectedStatus(_, int status) ->
              Finding.of(ExitCode.WORLD, what + ": the server answered with status " + status);
          case HttpProblem.Unreachable(_, String reason) ->
              Finding.of(ExitCode.WORLD, what + ": cannot connect to the server" + told(reason))
                  .help(NETWORK);
          case HttpProblem.Broken(_, long received, String reason) ->
              Finding.of(
                  ExitCode.TRANSIENT,
                  received == 0
                      ? what + ": the connection broke off"
                      : what + ": the download broke off after " + Phrases.count(received, "byte"),
                  reason);
          case HttpProblem.TimedOut(_, var phase, Duration limit) ->
              Finding.of(
                      ExitCode.TRANSIENT,
                      what + ": " + waitedFor(phase) + " for " + limit.toSeconds() + " seconds")
                  .help(NETWORK);
          case HttpProblem.TlsFailed(_, String reason) ->
              Finding.of(ExitCode.WORLD, what + ": no secure connection to the server", reason)
                  .help(
                      "Where a proxy or server has a certificate of its own, name the authority's"
                          + " certificates: `SSL_CERT_FILE=FILE`");
          case HttpProblem.TrustUnreadable(_, String path) ->
              Finding.of(ExitCode.USAGE, "the trusted certificates cannot be read: " + code(path))
                  .help("Correct or unset `SSL_CERT_FILE` and `SSL_CERT_DIR`");
          case HttpProblem.ProxyFailed(_, String proxy, String reason) ->
              Finding.of(
                      ExitCode.WORLD,
                      what + ": the proxy " + code(proxy) + " failed" + told(reason))
                  .help("Check `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`");
          case HttpProblem.ProxyUnsupported(_, var proxy) ->
              Finding.of(
                      ExitCode.USAGE,
                      "proxies of this kind are not supported: " + code(proxy),
                      "Garboard speaks to `http://` proxies")
                  .help("Correct `HTTPS_PROXY` and `HTTP_PROXY`");
          case HttpProblem.Offline _ ->
              Finding.of(ExitCode.WORLD, what + ": not at hand, and the network is forbidden")
                  .help("Run once without `--offline`, `GARBOARD_OFFLINE` and `UV_OFFLINE`");
          case HttpProblem.TooManyRedirects(_, int followed) ->
              Finding.of(
                  ExitCode.WORLD, what + ": the server redirected " + followed + " times in a row");
          case HttpProblem.BadRedirect(_, var to) ->
              Finding.of(
                  ExitCode.WORLD,
                  what + ": the server redirected to " + code(to),
                  "Redirects to another protocol, or from `https` to `http`, are not followed");
          case HttpProblem.RangeNotHonoured(_, String asked, String answered) ->
              Finding.of(
                  ExitCode.WORLD,
                  what + ": the server answered another range of bytes than was asked",
                  "Asked: " + asked + ", answered: " + answered);
          case HttpProblem.TooLarge(_, long limit) ->
              Finding.of(
                  ExitCode.WORLD,
                  what + ": the server's answer is larger than " + Phrases.count(limit, "byte"));
          case HttpProblem.UnsupportedUrl _ ->
              Finding.of(ExitCode.PROJECT, what + ": not a URL that can be fetched from");
          case HttpProblem.NetrcMalformed(_, String file, int line) ->
              Finding.of(ExitCode.USAGE, file + ":" + line + ": not a valid netrc file");
          case HttpProblem.RetriesExhausted(_, int attempts, HttpProblem last) ->
              exhausted(what, attempts, last);
        };
    return problem instanceof HttpProblem.RetriesExhausted
        ? finding
        : finding.fact("From: " + code(problem.url()));
  }

  /// What may pass by itself is told apart from what will not: another attempt later may help.
  static Finding exhausted(String what, int attempts, HttpProblem last) {
    Finding finding = of(what, last);
    boolean overloaded =
        last instanceof HttpProblem.UnexpectedStatus(_, int status)
            && (status == 408 || status == 425 || status == 429 || status >= 500);
    boolean transientFault =
        overloaded || last instanceof HttpProblem.TimedOut || last instanceof HttpProblem.Broken;
    Finding told =
        new Finding(
                transientFault ? ExitCode.TRANSIENT : finding.exit(),
                finding.title(),
                finding.facts(),
                finding.advice())
            .fact("Tried " + Phrases.count(attempts, "time"));
    return transientFault ? told.help("Try again later") : told;
  }

  /// A reason, unless it is but the name of an exception.
  private static String told(String reason) {
    return reason.matches("[A-Za-z]*Exception") ? "" : ": " + reason;
  }

  private static String waitedFor(HttpProblem.Phase phase) {
    return switch (phase) {
      case CONNECT -> "no connection to the server";
      case RESPONSE -> "no answer from the server";
      case BODY -> "the download stood still";
    };
  }

  private static Finding unauthorised(String what, int status, CredentialOrigin origin) {
    Finding finding =
        Finding.of(ExitCode.ACCESS, what + ": the server denies access (" + status + ")");
    return switch (origin) {
      case CredentialOrigin.None() ->
          finding
              .fact("No credentials were found for it")
              .help(
                  "Set `UV_INDEX_<NAME>_USERNAME` and `UV_INDEX_<NAME>_PASSWORD` for the index of"
                      + " that name")
              .help("Add the host to `~/.netrc`");
      case CredentialOrigin.InUrl() -> refused(finding, "the URL in the lockfile");
      case CredentialOrigin.InIndexUrl(var index) ->
          refused(finding, "the URL of the index " + code(index));
      case CredentialOrigin.IndexVariable(String variable) ->
          refused(finding, code(variable) + " and its companion");
      case CredentialOrigin.Netrc(String file, String machine) ->
          refused(finding, code(file) + ", entry " + code(machine));
    };
  }

  private static Finding refused(Finding finding, String origin) {
    return finding.fact("The credentials came from " + origin).help("Correct them there");
  }
}
