package dev.garboard.registry;

/// Where a registry's credential was found; never what it is.
public sealed interface CredentialSource {

  /// None was found; requests are anonymous.
  record None() implements CredentialSource {}

  /// An entry of a file such as Docker's `config.json` or Podman's `auth.json`.
  ///
  /// @param entry the key under `auths`
  record AuthFile(String file, String entry) implements CredentialSource {}

  /// A credential helper that a file names.
  ///
  /// @param program such as `docker-credential-ecr-login`
  record HelperProgram(String file, String program) implements CredentialSource {}

  /// An environment variable of a CI system.
  record Variable(String name) implements CredentialSource {}
}
