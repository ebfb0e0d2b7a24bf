package dev.garboard.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.requirement.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Texts that are compared with files; `-Dgarboard.golden.rewrite=true` rewrites the files.
public final class Golden {

  private Golden() {}

  public static void matches(String name, String text) throws IOException {
    Path file =
        Checkout.root().resolve("builder/src/test/resources/golden/errors").resolve(name + ".txt");
    if (Boolean.getBoolean("garboard.golden.rewrite")) {
      Files.writeString(file, text);
    }
    assertThat(text)
        .as(name + "; accept with -Dgarboard.golden.rewrite=true")
        .isEqualTo(Files.readString(file));
  }
}
