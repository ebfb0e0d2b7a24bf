package dev.garboard.registry;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FakeRegistryTest extends RegistryContract {

  private final FakeRegistry fake = start();

  private static FakeRegistry start() {
    try {
      return new FakeRegistry();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @AfterAll
  void stop() {
    fake.close();
  }

  @Override
  String host() {
    return fake.host();
  }
}
