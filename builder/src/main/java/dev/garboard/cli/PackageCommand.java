package dev.garboard.cli;

import dev.garboard.content.Content;
import dev.garboard.deflate.ZipWriter;
import dev.garboard.http.HttpSettings;
import dev.garboard.image.Publishable;
import dev.garboard.layer.Compression;
import dev.garboard.layer.LayerWriter;
import dev.garboard.oci.OciException;
import dev.garboard.oci.Platform;
import dev.garboard.packaging.Buildpackage;
import dev.garboard.packaging.CacheableJar;
import dev.garboard.packaging.DirectoryTree;
import dev.garboard.packaging.ToolWheel;
import dev.garboard.registry.HttpRegistry;
import dev.garboard.registry.RegistryCredentials;
import dev.garboard.registry.RegistrySettings;
import dev.garboard.stage.StageException;
import dev.garboard.tree.UnixPath;
import dev.garboard.words.ExitCode;
import dev.garboard.words.Failure;
import dev.garboard.words.Failure.FailureException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `garboard package`: what `builder/src/dist/package` and the launcher of the sources call to make
/// Garboard's own files. Not for users, so `--help` does not list it.
@Command(
    name = "package",
    hidden = true,
    description = "Make Garboard's own files.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class PackageCommand implements Runnable {

  private final Session session;

  @Spec private CommandSpec spec;

  PackageCommand(Session session) {
    this.session = session;
    this.spec = CommandSpec.create();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }

  @Command(
      description =
          "Make jars, in place, such as a cache accepts: newer class files, no signature.",
      mixinStandardHelpOptions = true)
  int upgrade(@Parameters(arity = "1..*", paramLabel = "JAR") List<Path> jars) {
    return guard()
        .run(() -> {
          for (Path jar : jars) {
            SortedMap<String, byte[]> files = CacheableJar.read(jar);
            write(
                jar,
                out -> {
                  ZipWriter zip = new ZipWriter(out);
                  for (Map.Entry<String, byte[]> file : files.entrySet()) {
                    zip.add(file.getKey(), Content.of(file.getValue()), false);
                  }
                  zip.finish();
                });
          }
        });
  }

  @Command(
      description = "Run what most runs do, for Java to record; needs no network.",
      mixinStandardHelpOptions = true)
  int train() {
    return guard().run(() -> new Training(session).run());
  }

  @Command(
      description = "Write a directory as a gzip-compressed tar whose bytes depend on it alone.",
      mixinStandardHelpOptions = true)
  int tarball(
      @Parameters(paramLabel = "DIR") Path directory,
      @Parameters(paramLabel = "FILE") Path file,
      @Option(names = "--name", required = true, description = "The directory in the tar.")
          String name) {
    return guard()
        .run(() ->
            LayerWriter.write(
                DirectoryTree.of(directory, UnixPath.of(name)), Compression.SPLICE, file));
  }

  @Command(
      description = "Write a distribution as a wheel; prints its path.",
      mixinStandardHelpOptions = true)
  int wheel(
      @Parameters(paramLabel = "DIR") Path directory,
      @Parameters(paramLabel = "OUT") Path target,
      @Option(names = "--release", required = true, description = "The version.") String version,
      @Option(names = "--platform", required = true, description = "The tag.") String platform) {
    return guard()
        .run(() -> {
          ToolWheel wheel = new ToolWheel(version, platform);
          Path file = target.resolve(wheel.fileName());
          write(file, out -> wheel.write(DirectoryTree.of(directory, UnixPath.ROOT), out));
          session.out().println(file);
        });
  }

  @Command(
      description = "Make the buildpack an image: --root linux/amd64=DIR …; prints its digest.",
      mixinStandardHelpOptions = true)
  int buildpack(
      @Option(names = "--root", required = true, paramLabel = "PLATFORM=DIR")
          Map<String, Path> roots,
      @Option(names = "--to", required = true, paramLabel = "DESTINATION") String destination) {
    return guard().run(() -> publish(roots, destination));
  }

  private void publish(Map<String, Path> roots, String destination)
      throws FailureException, StageException, IOException, InterruptedException {
    LinkedHashMap<Platform, Path> parsed = new LinkedHashMap<>();
    for (Map.Entry<String, Path> root : roots.entrySet()) {
      try {
        parsed.put(Platform.parse(root.getKey()), root.getValue());
      } catch (OciException e) {
        throw Failure.of(ExitCode.USAGE, "no platform: `" + root.getKey() + "`").exception();
      }
    }
    Path scratch = Files.createTempDirectory("garboard-package");
    try {
      Publishable image = Buildpackage.of(parsed, scratch);
      DestinationOptions options = new DestinationOptions();
      options.to.add(destination);
      RegistrySettings settings = RegistrySettings.of(HttpSettings.from(session.environment()));
      try (HttpRegistry registry =
          new HttpRegistry(settings, RegistryCredentials.from(session.environment(), List.of()))) {
        Destinations.only(options).of("garboard-buildpack", registry).getFirst().publish(image);
      }
      session.out().println(image.descriptor().digest());
    } finally {
      try (Stream<Path> layers = Files.list(scratch)) {
        for (Path layer : (Iterable<Path>) layers::iterator) {
          Files.delete(layer);
        }
      }
      Files.delete(scratch);
    }
  }

  private Guard guard() {
    return new Guard(new Report(session, false));
  }

  /// Writes bytes.
  @FunctionalInterface
  private interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  /// Written aside and renamed: the file is the old one or the new one.
  private static void write(Path file, Body body) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(aside), 1 << 16)) {
        body.writeTo(out);
      }
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(aside);
    }
  }
}
