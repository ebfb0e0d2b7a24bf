package dev.garboard.locate;

import dev.garboard.content.Digest;
import dev.garboard.http.HttpProblem;
import dev.garboard.http.RedactedUrl;
import dev.garboard.python.PackageName;
import java.util.List;

/// Why a file of the selection is not at hand. Holds no secrets: URLs are redacted.
public sealed interface LocateProblem {

  /// The package.
  PackageName name();

  /// The name of the wheel or source archive.
  String file();

  /// The bytes are not those of the lock.
  ///
  /// @param location where they came from
  /// @param actual of the same algorithms as `expected`
  record DigestMismatch(
      PackageName name, String file, String location, List<Digest> expected, List<Digest> actual)
      implements LocateProblem {}

  /// The server or directory holds fewer bytes than the lock says, and the digest does not match.
  record Truncated(PackageName name, String file, String location, long expected, long actual)
      implements LocateProblem {}

  /// No such file on this machine, nor in the directories and pages of `--find-links`.
  record FileNotFound(PackageName name, String file, String path) implements LocateProblem {}

  /// The server has no such file.
  record NotFound(PackageName name, String file, HttpProblem.NotFound cause)
      implements LocateProblem {}

  /// The server wants other credentials.
  record Unauthorised(PackageName name, String file, HttpProblem.Unauthorised cause)
      implements LocateProblem {}

  /// Neither stored nor local, and the network is forbidden.
  record OfflineMissing(PackageName name, String file, RedactedUrl url) implements LocateProblem {}

  /// Any other failure on the way.
  record Unreachable(PackageName name, String file, HttpProblem cause) implements LocateProblem {}

  /// The lock's location is not one that can be fetched.
  record BadLocation(PackageName name, String file, RedactedUrl location)
      implements LocateProblem {}

  /// The file cannot be read, or the store cannot be written: no space, no permission.
  ///
  /// @param store the store's directory
  record StorageFailed(PackageName name, String file, String store, String reason)
      implements LocateProblem {}
}
