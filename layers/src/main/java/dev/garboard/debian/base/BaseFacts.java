package dev.garboard.debian.base;

import java.util.List;

/// What is known of a base without running anything.
///
/// @param pythonVersion `X.Y.Z`; empty when the base has no Python
/// @param pythonPath absolute path of the interpreter; empty when there is none
/// @param glibcVersion such as `2.41`; empty when there is none
/// @param accounts the users that it knows
public record BaseFacts(
    String pythonVersion, String pythonPath, String glibcVersion, List<Account> accounts) {

  /// Copies.
  public BaseFacts {
    accounts = List.copyOf(accounts);
  }
}
