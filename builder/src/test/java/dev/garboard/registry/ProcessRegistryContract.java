package dev.garboard.registry;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The contract with a registry that runs as a child process for all of its tests.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProcessRegistryContract extends RegistryContract {

  private RegistryProcess process;

  /// Starts it.
  abstract RegistryProcess start(Path directory) throws Exception;

  @BeforeAll
  final void startProcess(@TempDir Path directory) throws Exception {
    process = start(directory);
  }

  @AfterAll
  final void stopProcess() {
    process.close();
  }

  @Override
  final String host() {
    return process.host();
  }
}
