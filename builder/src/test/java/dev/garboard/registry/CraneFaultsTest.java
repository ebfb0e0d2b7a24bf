package dev.garboard.registry;

import dev.garboard.destination.PushFaultsContract;
import dev.garboard.requirement.RequiresTool;
import dev.garboard.reuse.LookupFaultsContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/// The registry of go-containerregistry behind faults.
@RequiresTool("crane")
class CraneFaultsTest {

  @TempDir private Path directory;
  private final List<RegistryProcess> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(RegistryProcess::close);
  }

  /// A registry for each: it has one store of blobs for all repositories.
  private TestRegistry behindFaults() throws Exception {
    RegistryProcess process =
        RegistryProcess.crane(Files.createTempDirectory(directory, "registry"));
    started.add(process);
    return new FaultProxy(process.host(), false);
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
