package dev.garboard.install;

import java.util.function.Supplier;

/// A crafted wheel and what becomes of it. All are called `demo-1.0-py3-none-any.whl`.
///
/// @param uv what uv 0.13 does with it, as run
/// @param ours `accepted`, `warned` and the warning, or `refused` and the problem
/// @param reason why we are stricter than uv; empty when we are not
record HostileCase(String name, Supplier<byte[]> wheel, Uv uv, String ours, String reason) {

  /// What uv does.
  enum Uv {
    /// Installs it.
    INSTALLS,
    /// Fails.
    REFUSES,
    /// Would install it, but too slowly for a test.
    NOT_RUN
  }

  boolean isRefused() {
    return ours.startsWith("refused");
  }

  @Override
  public String toString() {
    return name;
  }
}
