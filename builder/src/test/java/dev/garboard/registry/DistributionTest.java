package dev.garboard.registry;

import dev.garboard.requirement.RequiresTool;
import java.nio.file.Path;

/// Debian's `docker-registry`, without TLS.
@RequiresTool("docker-registry")
class DistributionTest extends ProcessRegistryContract {

  @Override
  RegistryProcess start(Path directory) throws Exception {
    return RegistryProcess.distribution(directory);
  }
}
