package dev.garboard.registry;

import dev.garboard.content.Digest;
import dev.garboard.http.HttpProblem;
import dev.garboard.oci.OciProblem;
import dev.garboard.oci.Platform;
import java.time.Duration;
import java.util.List;

/// Why a registry did not do what it was asked. No component holds a secret.
public sealed interface RegistryProblem {

  /// The registry does not know who asks, or not well enough (401), or forbids it (403).
  ///
  /// @param scope what the token had to allow; empty where the registry uses no tokens
  /// @param source where the refused credential came from
  /// @param detail the registry's own words
  record Denied(
      RegistryRequest request, int status, String scope, CredentialSource source, String detail)
      implements RegistryProblem {}

  /// The token service refused.
  ///
  /// @param realm URL of the service
  record TokenRefused(
      RegistryRequest request, String realm, int status, String scope, CredentialSource source)
      implements RegistryProblem {}

  /// A password would have to be sent over an unprotected connection.
  record Unprotected(RegistryRequest request, String url, CredentialSource source)
      implements RegistryProblem {}

  /// There is no such manifest, blob or repository (404); some registries also say so to those who
  /// may not see it.
  record NotFound(RegistryRequest request, CredentialSource source) implements RegistryProblem {}

  /// Too many requests (429), in spite of waiting.
  record Throttled(RegistryRequest request, int attempts) implements RegistryProblem {}

  /// The registry is at fault (5xx), time and again.
  record ServerFailed(RegistryRequest request, int status, int attempts, String detail)
      implements RegistryProblem {}

  /// The registry refuses what it was sent (another 4xx).
  ///
  /// @param codes the registry's error codes, such as `MANIFEST_BLOB_UNKNOWN`
  /// @param detail its own words
  record Refused(RegistryRequest request, int status, List<String> codes, String detail)
      implements RegistryProblem {
    /// Copies.
    public Refused {
      codes = List.copyOf(codes);
    }
  }

  /// The registry does not keep to the protocol.
  record BadAnswer(RegistryRequest request, String detail) implements RegistryProblem {}

  /// No connection, or none that lasts.
  record Unreachable(RegistryRequest request, HttpProblem reason, int attempts)
      implements RegistryProblem {}

  /// All attempts together took too long.
  record TimedOut(RegistryRequest request, Duration limit) implements RegistryProblem {}

  /// The registry handed out, or says it stored, something else.
  record WrongDigest(RegistryRequest request, Digest expected, Digest found)
      implements RegistryProblem {}

  /// A blob has another length than its descriptor says.
  record WrongSize(RegistryRequest request, Digest digest, long expected, long found)
      implements RegistryProblem {}

  /// A document is larger than any sane one.
  record TooLarge(RegistryRequest request, long limit) implements RegistryProblem {}

  /// A document is malformed.
  record Malformed(RegistryRequest request, OciProblem reason) implements RegistryProblem {}

  /// The image exists, but not for the platform.
  record PlatformMissing(RegistryRequest request, Platform wanted, List<Platform> available)
      implements RegistryProblem {
    /// Copies.
    public PlatformMissing {
      available = List.copyOf(available);
    }
  }

  /// What should be sent cannot be read.
  record ContentUnreadable(Digest digest, String detail) implements RegistryProblem {}

  /// What should be sent is not what its descriptor says.
  record ContentCorrupt(Digest expected, Digest found, long size) implements RegistryProblem {}

  /// A file of credentials cannot be used.
  record AuthFileUnusable(String file, String detail) implements RegistryProblem {}

  /// A credential helper failed.
  record HelperFailed(String file, String program, String registry, String detail)
      implements RegistryProblem {}
}
