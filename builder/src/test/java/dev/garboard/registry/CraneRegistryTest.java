package dev.garboard.registry;

import dev.garboard.requirement.RequiresTool;
import java.nio.file.Path;

/// The registry of go-containerregistry.
@RequiresTool("crane")
class CraneRegistryTest extends ProcessRegistryContract {

  @Override
  RegistryProcess start(Path directory) throws Exception {
    return RegistryProcess.crane(directory);
  }

  @Override
  boolean mounts() {
    return false;
  }

  @Override
  boolean checksManifests() {
    return false;
  }
}
