package dev.garboard.registry;

import dev.garboard.destination.PushFaultsContract;
import dev.garboard.requirement.RequiresTool;
import dev.garboard.reuse.LookupFaultsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/// Debian's `docker-registry` behind faults.
@RequiresTool("docker-registry")
class DistributionFaultsTest {

  @TempDir private static Path directory;
  private static RegistryProcess process;

  @BeforeAll
  static void start() throws Exception {
    process = RegistryProcess.distribution(directory);
  }

  @AfterAll
  static void stop() {
    process.close();
  }

  private static TestRegistry behindFaults() throws Exception {
    return new FaultProxy(process.host(), true);
  }

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
