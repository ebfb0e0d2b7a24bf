package dev.garboard.buildpack.lifecycle;

import dev.garboard.requirement.Checkout;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.spi.ToolProvider;

/// The buildpack as it is shipped: what lies in the sources, the jars of this build, and the
/// running JDK as its runtime.
public final class BuildpackDirectory {
  private BuildpackDirectory() {}

  /// Assembles it below `root`, readable for everyone.
  public static Path make(Path root) throws IOException {
    Path directory = Files.createDirectories(root.resolve("garboard_python/0.1.0"));
    copy(Checkout.root().resolve("buildpack/src/main/cnb"), directory);
    jars(Files.createDirectories(directory.resolve("lib")));
    Files.createSymbolicLink(directory.resolve("rt"), Path.of(System.getProperty("java.home")));
    open(root);
    return directory;
  }

  /// The jars of this build: what the two modules need, and their classes.
  public static void jars(Path lib) throws IOException {
    copy(Checkout.root().resolve("buildpack/target/lib"), lib);
    for (String module : List.of("layers", "buildpack")) {
      jar(Checkout.root().resolve(module).resolve("target/classes"), lib.resolve(module + ".jar"));
    }
  }

  private static void jar(Path classes, Path jar) {
    int status =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "--create",
                "--file",
                jar.toString(),
                "-C",
                classes.toString(),
                ".");
    if (status != 0) {
      throw new IllegalStateException("jar: " + status);
    }
  }

  /// Copies a tree with its modes.
  public static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(directory).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(
                file,
                to.resolve(from.relativize(file).toString()),
                StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /// Lets everyone into a tree of directories.
  static void open(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
