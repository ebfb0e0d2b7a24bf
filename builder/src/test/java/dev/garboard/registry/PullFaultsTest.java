package dev.garboard.registry;

/// The strict registry of our own.
class PullFaultsTest extends PullFaultsContract {

  @Override
  protected TestRegistry open() throws Exception {
    return new FakeRegistry();
  }
}
