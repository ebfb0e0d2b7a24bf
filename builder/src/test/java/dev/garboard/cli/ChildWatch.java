package dev.garboard.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/// `build --watch` of a test project, until the process is told to end.
final class ChildWatch {

  private ChildWatch() {}

  /// Arguments: the directory of the test project, the store, the file for the digest.
  public static void main(String[] arguments) {
    Path root = Path.of(arguments[0]);
    Session session =
        new Session(
            Map.of(
                "GARBOARD_CACHE_DIR", arguments[1],
                "GARBOARD_BYTECODE", "false",
                "HOME", arguments[1]),
            root,
            System.out,
            System.out,
            InstantSource.system(),
            "amd64",
            2);
    Thread command = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(command::interrupt));
    String layout = "oci:" + root.resolve("layout") + ":1";
    System.exit(
        Main.run(
            session,
            "build",
            "demo",
            "--base",
            "oci:" + root.resolve("base"),
            "--to",
            layout,
            "--digest-file",
            arguments[2],
            "--watch"));
  }
}
