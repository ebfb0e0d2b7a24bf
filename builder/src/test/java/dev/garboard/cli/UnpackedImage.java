package dev.garboard.cli;

import dev.garboard.engine.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// An image built on nothing, so that all its files are ours, and unpacked by umoci.
final class UnpackedImage {

  private UnpackedImage() {}

  /// Builds for the machine's own Python and returns the root directory.
  static Path build(CommandRun garboard, Path project, Path work, String... more) {
    Path layout = work.resolve("layout");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "build",
                project.toString(),
                "--base",
                "scratch",
                "--platform",
                "linux/amd64",
                "--python",
                "3.11",
                "--no-bytecode",
                "--to",
                "oci:" + layout + ":1"));
    arguments.addAll(List.of(more));
    garboard.run(arguments.toArray(String[]::new)).success();
    Path bundle = work.resolve("bundle");
    Command.run(
            List.of("umoci", "unpack", "--rootless", "--image", layout + ":1", bundle.toString()))
        .success();
    return bundle.resolve("rootfs");
  }
}
