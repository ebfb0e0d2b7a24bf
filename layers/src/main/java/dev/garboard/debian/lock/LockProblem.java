package dev.garboard.debian.lock;

/// Why a lock cannot be read. Lines count from 1.
public sealed interface LockProblem {

  /// A line that is not of the form that Garboard writes.
  record Malformed(int line, String detail) implements LockProblem {}

  /// A lock of a later version of the format.
  record UnknownFormat(int line, String version) implements LockProblem {}
}
