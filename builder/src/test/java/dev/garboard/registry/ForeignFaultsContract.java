package dev.garboard.registry;

import dev.garboard.destination.PushFaultsContract;
import dev.garboard.reuse.LookupFaultsContract;
import org.junit.jupiter.api.Nested;

/// All faults before a registry that is not ours.
abstract class ForeignFaultsContract {

  /// The registry with a proxy before it.
  abstract TestRegistry behindFaults() throws Exception;

  @Nested
  class Push extends PushFaultsContract {
    @Override
    protected TestRegistry open() throws Exception {
      return behindFaults();
    }
  }

  @Nested
  class Pull extends PullFaultsContract {
    @Override
    protected TestRegistry open() throws Exception {
      return behindFaults();
    }
  }

  @Nested
  class Lookup extends LookupFaultsContract {
    @Override
    protected TestRegistry open() throws Exception {
      return behindFaults();
    }
  }
}
