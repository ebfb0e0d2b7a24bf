package dev.garboard.reuse;

import dev.garboard.registry.FakeRegistry;
import dev.garboard.registry.TestRegistry;

/// The strict registry of our own.
class LookupFaultsTest extends LookupFaultsContract {

  @Override
  protected TestRegistry open() throws Exception {
    return new FakeRegistry();
  }
}
