package dev.garboard.cli;

import dev.garboard.content.Content;
import dev.garboard.deflate.ZipWriter;
import dev.garboard.http.HttpSettings;
import dev.garboard.image.Publishable;
import dev.garboard.layer.Compression;
import dev.garboard.layer.LayerException;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import picocli.CommandLine.Model.UsageMessageSpec;

/// `garboard package`: what `builder/src/dist/package` and the launcher of the sources call to make
/// Garboard's own files. Not for users, so `--help` does not list it.
final class PackageCommand extends CommandGroup {

  private final Session session;

  PackageCommand(Session session) {
    this.session = session;
  }

  @Override
  void describe(UsageMessageSpec usage) {
    usage.description("Make Garboard's own files.").hidden(true).synopsisSubcommandLabel("COMMAND");
  }

  @Override
  Subcommands commands() {
    return new Subcommands()
        .add("buildpack", () -> new ToBuildpack(session))
        .add("tarball", () -> new ToTarball(session))
        .add("train", () -> new Train(session))
        .add("upgrade", () -> new Upgrade(session))
        .add("wheel", () -> new ToWheel(session));
  }

  /// A command that makes something.
  private abstract static class Making extends Command {
    private final Session session;

    Making(Session session) {
      this.session = session;
    }

    abstract void make(Session session)
        throws FailureException, StageException, IOException, InterruptedException;

    @Override
    final int run() {
      return new Guard(new Report(session, false)).run(() -> make(session));
    }
  }

  /// `package upgrade`.
  private static final class Upgrade extends Making {
    private final List<Path> jars = new ArrayList<>();

    Upgrade(Session session) {
      super(session);
    }

    @Override
    void describe(UsageMessageSpec usage) {
      usage.description(
          "Make jars, in place, such as a cache accepts: newer class files, no signature.");
    }

    @Override
    void declare(Options options) {
      options.paths("JAR...", "", jars::addAll);
    }

    @Override
    void make(Session session) throws IOException {
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
    }
  }

  /// `package train`.
  private static final class Train extends Making {

    Train(Session session) {
      super(session);
    }

    @Override
    void describe(UsageMessageSpec usage) {
      usage.description("Run what most runs do, for Java to record; needs no network.");
    }

    @Override
    void make(Session session) throws FailureException, IOException {
      new Training(session).run();
    }
  }

  /// `package tarball`.
  private static final class ToTarball extends Making {
    private Path directory = Path.of("");
    private Path file = Path.of("");
    private String name = "";

    ToTarball(Session session) {
      super(session);
    }

    @Override
    void describe(UsageMessageSpec usage) {
      usage.description(
          "Write a directory as a gzip-compressed tar whose bytes depend on it alone.");
    }

    @Override
    void declare(Options options) {
      options.path("DIR", "", value -> directory = value);
      options.path("FILE", "", value -> file = value);
      options.required().text("--name=<name>", "The directory in the tar.", value -> name = value);
    }

    @Override
    void make(Session session) throws IOException, LayerException {
      LayerWriter.write(DirectoryTree.of(directory, UnixPath.of(name)), Compression.SPLICE, file);
    }
  }

  /// `package wheel`.
  private static final class ToWheel extends Making {
    private Path directory = Path.of("");
    private Path target = Path.of("");
    private String version = "";
    private String platform = "";

    ToWheel(Session session) {
      super(session);
    }

    @Override
    void describe(UsageMessageSpec usage) {
      usage.description("Write a distribution as a wheel; prints its path.");
    }

    @Override
    void declare(Options options) {
      options.path("DIR", "", value -> directory = value);
      options.path("OUT", "", value -> target = value);
      options.required().text("--release=<version>", "The version.", value -> version = value);
      options.required().text("--platform=<platform>", "The tag.", value -> platform = value);
    }

    @Override
    void make(Session session) throws IOException {
      ToolWheel wheel = new ToolWheel(version, platform);
      Path file = target.resolve(wheel.fileName());
      write(file, out -> wheel.write(DirectoryTree.of(directory, UnixPath.ROOT), out));
      session.out().println(file);
    }
  }

  /// `package buildpack`.
  private static final class ToBuildpack extends Making {
    private Map<String, String> roots = Map.of();
    private String destination = "";

    ToBuildpack(Session session) {
      super(session);
    }

    @Override
    void describe(UsageMessageSpec usage) {
      usage.description(
          "Make the buildpack an image: --root linux/amd64=DIR …; prints its digest.");
    }

    @Override
    void declare(Options options) {
      options.required().pairs("--root=PLATFORM=DIR", "", values -> roots = values);
      options.required().text("--to=DESTINATION", "", value -> destination = value);
    }

    @Override
    void make(Session session)
        throws FailureException, StageException, IOException, InterruptedException {
      LinkedHashMap<Platform, Path> parsed = new LinkedHashMap<>();
      for (Map.Entry<String, String> root : roots.entrySet()) {
        try {
          parsed.put(Platform.parse(root.getKey()), Path.of(root.getValue()));
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
            new HttpRegistry(
                settings, RegistryCredentials.from(session.environment(), List.of()))) {
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
