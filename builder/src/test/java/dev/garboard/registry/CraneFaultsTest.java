package dev.garboard.registry;

import dev.garboard.requirement.RequiresTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// The registry of go-containerregistry behind faults.
@RequiresTool("crane")
class CraneFaultsTest extends ForeignFaultsContract {

  @TempDir private Path directory;
  private final List<RegistryProcess> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(RegistryProcess::close);
  }

  /// A registry for each: it has one store of blobs for all repositories.
  @Override
  TestRegistry behindFaults() throws Exception {
    RegistryProcess process =
        RegistryProcess.crane(Files.createTempDirectory(directory, "registry"));
    started.add(process);
    return new FaultProxy(process.host(), false);
  }
}
