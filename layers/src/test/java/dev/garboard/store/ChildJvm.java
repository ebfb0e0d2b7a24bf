package dev.garboard.store;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Starts a main class of the tests in a Java process of its own.
public final class ChildJvm {

  private ChildJvm() {}

  /// Starts; standard error goes to standard output.
  public static Process start(List<String> options, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m"));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(), main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String classPath() {
    // Surefire may start its own process from a jar that only points to the class path.
    String surefire = System.getProperty("surefire.test.class.path", "");
    return surefire.isEmpty()
        ? System.getProperty("java.class.path").replace(";", File.pathSeparator)
        : surefire;
  }
}
