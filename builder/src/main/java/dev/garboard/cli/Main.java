package dev.garboard.cli;

import dev.garboard.oci.Platform;
import dev.garboard.words.ExitCode;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Entry point of the `garboard` command.
public final class Main {

  private static final long CLEAN_UP_SECONDS = 10;

  private Main() {}

  /// Runs a command and ends the process with its exit code.
  public static void main(String[] args) {
    Session session =
        new Session(
            variables(),
            Path.of("").toAbsolutePath(),
            System.out,
            System.err,
            InstantSource.system(),
            Platform.linux(System.getProperty("os.arch")).architecture(),
            Runtime.getRuntime().availableProcessors());
    CountDownLatch finished = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(interrupting(Thread.currentThread(), finished));
    int exit;
    try {
      exit = run(session, args);
    } finally {
      finished.countDown();
    }
    System.out.flush();
    // All other threads are daemons. To exit with a code, Java looks into every jar for what may
    // log it.
    if (exit != ExitCode.DONE) {
      System.exit(exit);
    }
  }

  /// Services and bare containers have no `HOME`; a directory below `/tmp` in its place would be
  /// one that others can make first.
  private static Map<String, String> variables() {
    Map<String, String> variables = new HashMap<>(System.getenv());
    String home = System.getProperty("user.home");
    if (variables.getOrDefault("HOME", "").isEmpty() && home.startsWith("/")) {
      variables.put("HOME", home);
    }
    return variables;
  }

  /// Runs a command.
  ///
  /// @return its exit code
  static int run(Session session, String... args) {
    return new Garboard(session).execute(args);
  }

  /// A signal interrupts the command and lets it clean up; the process then ends with the signal's
  /// own exit code. A command that has come to its end is left alone: Java may still be writing an
  /// AOT cache with its thread.
  private static Thread interrupting(Thread command, CountDownLatch finished) {
    return Thread.ofPlatform()
        .unstarted(() -> {
          if (finished.getCount() == 0) {
            return;
          }
          command.interrupt();
          try {
            // False when the time is up: then the clean-up is cut short, as it must be.
            boolean _ = finished.await(CLEAN_UP_SECONDS, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /// The version, as the build wrote it.
  static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "from source" : version;
  }
}
