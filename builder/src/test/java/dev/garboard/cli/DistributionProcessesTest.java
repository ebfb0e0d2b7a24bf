package dev.garboard.cli;

import dev.garboard.registry.FaultProxy;
import dev.garboard.registry.RegistryProcess;
import dev.garboard.registry.TestRegistry;
import dev.garboard.requirement.RequiresTool;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// Before Debian's `docker-registry`.
@RequiresTool({"crane", "docker-registry"})
final class DistributionProcessesTest extends ProcessesContract {

  private static RegistryProcess process;

  @BeforeAll
  static void startRegistry(@TempDir Path directory) throws Exception {
    process = RegistryProcess.distribution(directory);
  }

  @AfterAll
  static void stopRegistry() {
    process.close();
  }

  @Override
  TestRegistry open() throws Exception {
    return new FaultProxy(process.host(), true);
  }
}
