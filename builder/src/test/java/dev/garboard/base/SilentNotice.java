package dev.garboard.base;

import dev.garboard.debian.base.BaseWarning;

/// Says nothing.
enum SilentNotice implements BaseNotice {
  INSTANCE;

  @Override
  public void notPinned(String release) {}

  @Override
  public void expired(String release) {}

  @Override
  public void making(String release, String architecture, int packages) {}

  @Override
  public void warning(BaseWarning warning) {}
}
