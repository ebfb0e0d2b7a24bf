package dev.garboard.words;

import static dev.garboard.words.Phrases.code;

import dev.garboard.registry.CredentialSource;
import dev.garboard.registry.RegistryProblem;

/// The words for what a registry did not do.
public final class RegistryWords {

  private RegistryWords() {}

  /// What to say of one problem.
  ///
  /// @param what the image or base that was wanted, at the start of the title
  public static Finding of(String what, RegistryProblem problem) {
    return switch (problem) {
      case RegistryProblem.Denied p ->
          Finding.of(
                  ExitCode.ACCESS,
                  what + ": the registry does not allow it (" + p.status() + ")",
                  asked(p.request()),
                  p.scope().isEmpty() ? "" : "Scope asked for: " + code(p.scope()),
                  credential(p.source()),
                  Phrases.reason(p.detail()))
              .help("Log in with `docker login` or `podman login`, or set `REGISTRY_AUTH_FILE`");
      case RegistryProblem.TokenRefused p ->
          Finding.of(
                  ExitCode.ACCESS,
                  what + ": the registry's token service refused (" + p.status() + ")",
                  asked(p.request()),
                  "Scope asked for: " + code(p.scope()),
                  credential(p.source()))
              .help("Log in with `docker login` or `podman login`, or set `REGISTRY_AUTH_FILE`");
      case RegistryProblem.Unprotected p ->
          Finding.of(
              ExitCode.ACCESS,
              what + ": a password would have to go over an unprotected connection",
              asked(p.request()),
              credential(p.source()));
      case RegistryProblem.NotFound p ->
          Finding.of(
              ExitCode.WORLD,
              what + ": the registry does not have it, or does not show it",
              asked(p.request()),
              credential(p.source()));
      case RegistryProblem.Throttled p ->
          transientFault(what + ": too many requests", asked(p.request()), tries(p.attempts()));
      case RegistryProblem.ServerFailed p ->
          transientFault(
              what + ": the registry failed (" + p.status() + ")",
              asked(p.request()),
              tries(p.attempts()),
              Phrases.reason(p.detail()));
      case RegistryProblem.Refused p ->
          refused(
              Finding.of(
                  ExitCode.WORLD,
                  what + ": the registry refused (" + p.status() + ")",
                  asked(p.request()),
                  String.join(", ", p.codes()),
                  Phrases.reason(p.detail())),
              p.status());
      case RegistryProblem.Unreachable p ->
          HttpWords.exhausted(what, p.attempts(), p.reason()).fact(asked(p.request()));
      case RegistryProblem.TimedOut p ->
          transientFault(
              what + ": not done within " + p.limit().toSeconds() + " seconds", asked(p.request()));
      case RegistryProblem.BadAnswer p ->
          Finding.of(
              ExitCode.WORLD,
              what + ": the registry does not keep to the protocol",
              asked(p.request()),
              Phrases.reason(p.detail()));
      case RegistryProblem.WrongDigest p ->
          Finding.of(
              ExitCode.INTEGRITY,
              what + ": the registry has other bytes than it should",
              asked(p.request()),
              "Expected: " + p.expected(),
              "Found: " + p.found());
      case RegistryProblem.WrongSize p ->
          Finding.of(
              ExitCode.INTEGRITY,
              what + ": blob " + p.digest() + " has another length than it should",
              asked(p.request()),
              "Expected: " + p.expected() + ", found: " + p.found());
      case RegistryProblem.TooLarge p ->
          Finding.of(
              ExitCode.WORLD,
              what + ": a document has more than " + p.limit() + " bytes",
              asked(p.request()));
      case RegistryProblem.Malformed p ->
          Finding.of(
              ExitCode.WORLD,
              what + ": a document is malformed",
              asked(p.request()),
              OciWords.of(p.reason()));
      case RegistryProblem.PlatformMissing p ->
          Finding.of(
              ExitCode.USAGE,
              what + ": not available for " + p.wanted(),
              "Available: " + Phrases.codes(p.available()));
      case RegistryProblem.ContentUnreadable p ->
          Finding.of(
              ExitCode.WORLD,
              what + ": blob " + p.digest() + " cannot be read",
              Phrases.reason(p.detail()));
      case RegistryProblem.ContentCorrupt p ->
          Finding.of(
              ExitCode.INTEGRITY,
              what + ": blob " + p.expected() + " is damaged",
              "Found: " + p.found() + ", " + Phrases.count(p.size(), "byte"));
      case RegistryProblem.AuthFileUnusable p ->
          Finding.of(
              ExitCode.ACCESS,
              "the credentials file " + code(p.file()) + " cannot be used",
              Phrases.reason(p.detail()));
      case RegistryProblem.HelperFailed p ->
          Finding.of(
              ExitCode.ACCESS,
              "the credential helper " + code(p.program()) + " failed for " + p.registry(),
              "Named by " + code(p.file()),
              Phrases.reason(p.detail()));
    };
  }

  private static Finding refused(Finding finding, int status) {
    return status == 405
        ? finding.help("It may be read-only, or a mirror: push to one that takes images")
        : finding;
  }

  private static Finding transientFault(String title, String... facts) {
    return Finding.of(ExitCode.TRANSIENT, title, facts).help("Try again later");
  }

  private static String asked(Object request) {
    return "Asked: " + request;
  }

  private static String tries(int attempts) {
    return "Tried " + Phrases.count(attempts, "time");
  }

  private static String credential(CredentialSource source) {
    return switch (source) {
      case CredentialSource.None() -> "No credential was found: the request was anonymous";
      case CredentialSource.AuthFile(String file, String entry) ->
          "Credential: entry " + code(entry) + " of " + code(file);
      case CredentialSource.HelperProgram(String file, String program) ->
          "Credential: from " + code(program) + ", which " + code(file) + " names";
      case CredentialSource.Variable(String name) -> "Credential: from the variable " + code(name);
    };
  }
}
