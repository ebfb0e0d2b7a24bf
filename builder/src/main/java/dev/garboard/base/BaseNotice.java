package dev.garboard.base;

import dev.garboard.debian.base.BaseWarning;

/// What happens while a base is made.
public interface BaseNotice {

  /// No lock pins the base: the archive's newest packages are taken.
  void notPinned(String release);

  /// An archive past its `Valid-Until` was accepted.
  void expired(String release);

  /// The base is being made.
  void making(String release, String architecture, int packages);

  /// Something that the user should know of the base.
  void warning(BaseWarning warning);
}
