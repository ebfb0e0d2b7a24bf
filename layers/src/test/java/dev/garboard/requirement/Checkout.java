package dev.garboard.requirement;

import java.nio.file.Files;
import java.nio.file.Path;

/// The root of this repository, found from the module's directory in which tests run.
public final class Checkout {
  private Checkout() {}

  public static Path root() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("mvnw"))) {
        return at;
      }
    }
    throw new IllegalStateException("tests run outside a checkout");
  }
}
