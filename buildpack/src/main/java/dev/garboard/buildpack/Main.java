package dev.garboard.buildpack;

import dev.garboard.buildpack.cnb.BuildContext;
import dev.garboard.buildpack.cnb.CnbException;
import dev.garboard.http.HttpSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/// Entry point of `bin/build`.
public final class Main {
  private static final int FAILED = 1;

  private Main() {}

  /// Runs a build and ends the process: 0 when it succeeded.
  public static void main(String[] args) {
    for (Map.Entry<String, String> property : HttpSettings.systemProperties().entrySet()) {
      System.setProperty(property.getKey(), property.getValue());
    }
    int status =
        run(
            System.getenv(),
            Path.of("").toAbsolutePath(),
            new Workshop.Machine(
                InstantSource.system(),
                architecture(System.getProperty("os.arch", "")),
                Runtime.getRuntime().availableProcessors()),
            System.out);
    System.out.flush();
    // Nothing waits for the end of the process; `System.exit` would first set up loggers.
    Runtime.getRuntime().halt(status);
  }

  /// As image platforms spell it.
  private static String architecture(String java) {
    return java.equals("aarch64") ? "arm64" : java;
  }

  static int run(
      Map<String, String> variables, Path directory, Workshop.Machine machine, PrintStream out) {
    Log log = new Log(out);
    log.title("Garboard " + version());
    try {
      BuildContext context = BuildContext.from(variables, directory);
      return new ErrorReport(log).run(() -> new Build(context, machine, log).run());
    } catch (CnbException e) {
      log.failure(Failure.of(String.valueOf(e.getMessage())));
      return FAILED;
    } catch (IOException e) {
      log.failure(ErrorReport.of(e));
      return FAILED;
    }
  }

  static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "from source" : version;
  }
}
