package dev.garboard.debian.archive;

import dev.garboard.content.Digest;
import dev.garboard.debian.packages.PackageId;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/// Which link of the chain from a shipped key to a package's bytes is broken, and where.
public sealed interface ArchiveProblem {

  /// No mirror has the file.
  record NotFound(List<URI> tried) implements ArchiveProblem {}

  /// The release file is not a clear-signed message (RFC 9580 §7), or has text outside of it.
  record NotSigned(URI release, String detail) implements ArchiveProblem {}

  /// None of the signatures is by a key of the keyring.
  record UnknownKey(URI release, List<String> keyIds) implements ArchiveProblem {}

  /// A signature by a known key does not fit the text.
  record BadSignature(URI release, String keyId) implements ArchiveProblem {}

  /// A signature by a known key does not count: the key had expired or was revoked, or the hash
  /// function is too weak.
  record UnusableSignature(URI release, String keyId, String detail) implements ArchiveProblem {}

  /// The release file is past its `Valid-Until`.
  record Expired(URI release, Instant validUntil, Instant now) implements ArchiveProblem {}

  /// The release file is signed, but for another suite.
  record WrongSuite(URI release, String requested, String suite, String codename)
      implements ArchiveProblem {}

  /// The signed text lacks a field or has a malformed one.
  record MalformedRelease(URI release, String detail) implements ArchiveProblem {}

  /// The release file lists no package index for the component and architecture in a form that is
  /// read.
  ///
  /// @param path without the suffix of a form
  record NoIndex(URI release, String path) implements ArchiveProblem {}

  /// An index has other bytes than the release file says.
  record IndexDigest(URI index, Digest expected, Digest actual) implements ArchiveProblem {}

  /// A package has other bytes than the index or the lock says.
  record PackageDigest(PackageId id, URI file, Digest expected, Digest actual)
      implements ArchiveProblem {}

  /// A file ended early.
  record Truncated(URI file, long expectedSize, long actualSize) implements ArchiveProblem {}

  /// A file has more bytes than it should.
  record Oversized(URI file, long expectedSize) implements ArchiveProblem {}

  /// An index has the right bytes, but cannot be read.
  record MalformedIndex(URI index, String detail) implements ArchiveProblem {}
}
