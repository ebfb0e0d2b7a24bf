package dev.garboard.buildpack;

import dev.garboard.http.CredentialOrigin;
import dev.garboard.http.HttpProblem;
import dev.garboard.locate.LocateProblem;

/// The words for why a file is not at hand.
final class LocateWords {
  private static final String NETWORK =
      "Check the network, and `HTTPS_PROXY` and `NO_PROXY` where there is a proxy";
  private static final String MIRROR =
      "Name a directory or page that holds it: `" + Choices.FIND_LINKS + "`";

  private LocateWords() {}

  static Failure of(LocateProblem problem) {
    String file = "`" + problem.file() + "`";
    return switch (problem) {
      case LocateProblem.DigestMismatch(_, _, String location, var expected, var actual) ->
          Failure.of(
                  file + ": the bytes are not those that were locked",
                  "From: " + location,
                  "Locked: " + expected,
                  "Found: " + actual)
              .help("Find out which file is right; if the new one is, lock it anew with uv");
      case LocateProblem.Truncated(_, _, String location, long expected, long actual) ->
          Failure.of(file + ": only " + actual + " of " + expected + " bytes", "From: " + location)
              .help("Try again later; if it stays so, lock it anew with uv");
      case LocateProblem.FileNotFound(_, _, String path) ->
          Failure.of(file + ": no such file: `" + path + "`").help("Commit it", MIRROR);
      case LocateProblem.NotFound(_, _, var cause) ->
          of(file, cause).help("Run `uv lock` if the index has dropped it", MIRROR);
      case LocateProblem.Unauthorised(_, _, var cause) -> of(file, cause);
      case LocateProblem.OfflineMissing(_, _, var url) ->
          Failure.of(
                  file + ": the network is forbidden, and the previous image has no such layer",
                  "It would come from `" + url + "`")
              .help("Build without `UV_OFFLINE`", MIRROR);
      case LocateProblem.Unreachable(_, _, var cause) -> of(file, cause);
      case LocateProblem.BadLocation(_, _, var location) ->
          Failure.of(file + ": cannot be fetched from `" + location + "`");
      case LocateProblem.StorageFailed(_, _, String store, String reason) ->
          Failure.of(file + ": cannot be stored in `" + store + "`: " + reason)
              .help("Give the build more disk, or another directory: `TMPDIR`");
    };
  }

  /// @param what the file that was wanted, at the start of the title
  static Failure of(String what, HttpProblem problem) {
    Failure failure =
        switch (problem) {
          case HttpProblem.NotFound(_, int status) ->
              Failure.of(what + ": the server does not have it (" + status + ")");
          case HttpProblem.Unauthorised(_, int status, CredentialOrigin origin) ->
              denied(what, status, origin);
          case HttpProblem.UnexpectedStatus(_, int status) ->
              Failure.of(what + ": the server answered with status " + status);
          case HttpProblem.Unreachable(_, String reason) ->
              Failure.of(what + ": cannot connect to the server: " + reason).help(NETWORK);
          case HttpProblem.Broken(_, long received, String reason) ->
              Failure.of(what + ": the download broke off after " + received + " bytes", reason);
          case HttpProblem.TimedOut(_, var phase, var limit) ->
              Failure.of(what + ": waited " + limit.toSeconds() + " seconds (" + phase + ")")
                  .help(NETWORK);
          case HttpProblem.TlsFailed(_, String reason) ->
              Failure.of(what + ": no secure connection to the server", reason)
                  .help(
                      "Bind the authority's certificate: a service binding of type"
                          + " `ca-certificates`, or `ca.crt` in that of type `python-index`");
          case HttpProblem.TrustUnreadable(_, String path) ->
              Failure.of("the trusted certificates cannot be read: `" + path + "`")
                  .help("Correct or unset `SSL_CERT_FILE` and `SSL_CERT_DIR`");
          case HttpProblem.ProxyFailed(_, String proxy, String reason) ->
              Failure.of(what + ": the proxy `" + proxy + "` failed: " + reason).help(NETWORK);
          case HttpProblem.ProxyUnsupported(_, var proxy) ->
              Failure.of(what + ": a proxy of this kind is not supported: `" + proxy + "`")
                  .help("Name one of kind `http`");
          case HttpProblem.Offline _ ->
              Failure.of(what + ": the network is forbidden").help("Build without `UV_OFFLINE`");
          case HttpProblem.TooManyRedirects(_, int followed) ->
              Failure.of(what + ": the server redirected " + followed + " times");
          case HttpProblem.BadRedirect(_, var to) ->
              Failure.of(what + ": the server redirects to `" + to + "`, which is not followed");
          case HttpProblem.RangeNotHonoured(_, String asked, String answered) ->
              Failure.of(what + ": asked for " + asked + ", the server answered " + answered);
          case HttpProblem.TooLarge(_, long limit) ->
              Failure.of(what + ": larger than " + limit + " bytes");
          case HttpProblem.UnsupportedUrl _ -> Failure.of(what + ": not a URL that can be fetched");
          case HttpProblem.NetrcMalformed(_, String file, int line) ->
              Failure.of("`" + file + "`, line " + line + ": not a netrc file")
                  .help("Correct the entry of the service binding of type `netrc`");
          case HttpProblem.RetriesExhausted(_, int attempts, var last) ->
              of(what, last).fact("Tried " + Log.count(attempts, "time"));
        };
    return failure.fact("From: `" + problem.url() + "`");
  }

  private static Failure denied(String what, int status, CredentialOrigin origin) {
    Failure failure = Failure.of(what + ": the server denies access (" + status + ")");
    return switch (origin) {
      case CredentialOrigin.None() ->
          failure
              .fact("No credentials were found for it")
              .help(
                  "Bind them: a service binding of type `python-index` with `url`, `username` and"
                      + " `password`, or of type `netrc`",
                  "Set `UV_INDEX_<NAME>_USERNAME` and `UV_INDEX_<NAME>_PASSWORD` for the build");
      case CredentialOrigin.InUrl() -> refused(failure, "the URL in the lockfile");
      case CredentialOrigin.InIndexUrl(var index) ->
          refused(failure, "the URL of the index `" + index + "`");
      case CredentialOrigin.IndexVariable(String variable) -> refused(failure, source(variable));
      case CredentialOrigin.Netrc(String file, String machine) ->
          refused(failure, "`" + file + "`, entry `" + machine + "`");
    };
  }

  private static String source(String variable) {
    String binding = "UV_INDEX_" + IndexAccess.BINDING;
    return variable.startsWith(binding)
        ? "the service binding `"
            + variable.substring(binding.length()).replaceFirst("_(USERNAME|PASSWORD)$", "")
            + "`"
        : "`" + variable + "` and its companion";
  }

  private static Failure refused(Failure failure, String origin) {
    return failure.fact("The credentials came from " + origin).help("Correct them there");
  }
}
