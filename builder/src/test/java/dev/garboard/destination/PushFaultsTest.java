package dev.garboard.destination;

import dev.garboard.registry.FakeRegistry;
import dev.garboard.registry.TestRegistry;

/// The strict registry of our own.
class PushFaultsTest extends PushFaultsContract {

  @Override
  protected TestRegistry open() throws Exception {
    return new FakeRegistry();
  }
}
