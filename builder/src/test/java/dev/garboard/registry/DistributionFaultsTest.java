package dev.garboard.registry;

import dev.garboard.requirement.RequiresTool;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// Debian's `docker-registry` behind faults.
@RequiresTool("docker-registry")
class DistributionFaultsTest extends ForeignFaultsContract {

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

  @Override
  TestRegistry behindFaults() throws Exception {
    return new FaultProxy(process.host(), true);
  }
}
