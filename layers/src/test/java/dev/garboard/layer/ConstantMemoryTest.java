package dev.garboard.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ConstantMemoryTest {

  /// One entry of more than 2 GiB in a heap of 64 MiB.
  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void anEntryBeyondTwoGibibytesFitsASmallHeap() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                HugeEntry.class.getName())
            .redirectErrorStream(true)
            .start();
    child.getOutputStream().close();
    String output =
        new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(child.waitFor()).as(output).isZero();
    // A header, the entry with its padding, the end of the archive.
    assertThat(output).isEqualTo("tar " + (512 + HugeEntry.SIZE + 1024));
  }
}
