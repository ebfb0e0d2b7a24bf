package dev.garboard.http;

/// Where a user name and password were found; never what they are.
public sealed interface CredentialOrigin {

  /// None was found; the request was anonymous.
  record None() implements CredentialOrigin {}

  /// The user information of the requested URL itself.
  record InUrl() implements CredentialOrigin {}

  /// The user information of an index's URL.
  record InIndexUrl(RedactedUrl index) implements CredentialOrigin {}

  /// The variables `UV_INDEX_<NAME>_USERNAME` and `UV_INDEX_<NAME>_PASSWORD`.
  ///
  /// @param variable the one that names the user or, if absent, the password
  record IndexVariable(String variable) implements CredentialOrigin {}

  /// A netrc file.
  ///
  /// @param machine the entry's host, or `default`
  record Netrc(String file, String machine) implements CredentialOrigin {}
}
