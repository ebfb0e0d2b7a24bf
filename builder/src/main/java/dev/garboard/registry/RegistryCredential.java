package dev.garboard.registry;

/// What proves to a registry who asks. Prints its source alone.
public sealed interface RegistryCredential {

  /// Where it was found.
  CredentialSource source();

  /// Nothing.
  record Anonymous() implements RegistryCredential {
    @Override
    public CredentialSource source() {
      return new CredentialSource.None();
    }
  }

  /// User name and password.
  record Password(String user, String password, CredentialSource source)
      implements RegistryCredential {
    @Override
    public String toString() {
      return "Password[" + source + "]";
    }
  }

  /// A refresh token for the token service (Docker's `identitytoken`).
  record IdentityToken(String token, CredentialSource source) implements RegistryCredential {
    @Override
    public String toString() {
      return "IdentityToken[" + source + "]";
    }
  }

  /// A token for the registry itself (Docker's `registrytoken`).
  record BearerToken(String token, CredentialSource source) implements RegistryCredential {
    @Override
    public String toString() {
      return "BearerToken[" + source + "]";
    }
  }
}
