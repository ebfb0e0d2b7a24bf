package dev.garboard.registry;

import dev.garboard.requirement.RequiresTool;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// The registry of go-containerregistry with its referrers API, by the program in `src/test/go`.
@RequiresTool("referrers-registry")
class ReferrersRegistryTest extends RegistryContract {

  @TempDir private static Path directory;
  private static RegistryProcess process;

  @BeforeAll
  static void start() throws Exception {
    process = RegistryProcess.referrers(directory);
  }

  @AfterAll
  static void stop() {
    process.close();
  }

  @Override
  String host() {
    return process.host();
  }

  @Override
  boolean mounts() {
    return false;
  }

  @Override
  boolean checksManifests() {
    return false;
  }

  /// It lists the type of the configuration instead.
  @Override
  boolean knowsArtifactTypes() {
    return false;
  }
}
