package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.image.AssemblyException;
import dev.garboard.image.AssemblyProblem;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Guard guard() {
    Session session =
        new Session(
            Map.of(),
            Path.of("/"),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            InstantSource.system(),
            "amd64",
            1);
    return new Guard(new Report(session, false), new OutputOptions());
  }

  @AfterEach
  void clearInterrupt() {
    boolean _ = Thread.interrupted();
  }

  /// An interrupted read closes its channel; the file is not at fault.
  @Test
  void anInterruptThatBreaksAReadIsAnInterrupt() {
    int exit =
        guard()
            .run(() -> {
              Thread.currentThread().interrupt();
              throw new AssemblyException(
                  new AssemblyProblem.BaseUnreadable(
                      "oci-archive:base.tar", new ClosedByInterruptException().toString()));
            });

    assertThat(exit).isEqualTo(130);
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("error: interrupted\n");
  }

  @Test
  void anInterruptIsAnInterrupt() {
    int exit =
        guard()
            .run(() -> {
              throw new InterruptedException();
            });

    assertThat(exit).isEqualTo(130);
  }

  @Test
  void withoutAnInterruptTheFileIsAtFault() {
    int exit =
        guard()
            .run(() -> {
              throw new AssemblyException(
                  new AssemblyProblem.BaseUnreadable("oci-archive:base.tar", "no such disk"));
            });

    assertThat(exit).isNotEqualTo(130).isNotZero();
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("base.tar");
  }
}
