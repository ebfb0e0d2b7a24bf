package dev.garboard.registry;

import dev.garboard.requirement.RequiresTool;
import java.nio.file.Path;

/// The same with its referrers API, by the program in `src/test/go`.
@RequiresTool("referrers-registry")
class ReferrersRegistryTest extends CraneRegistryTest {

  @Override
  RegistryProcess start(Path directory) throws Exception {
    return RegistryProcess.referrers(directory);
  }

  /// It lists the type of the configuration instead.
  @Override
  boolean knowsArtifactTypes() {
    return false;
  }
}
