package dev.garboard.destination;

import dev.garboard.content.Digest;
import dev.garboard.image.Image;
import dev.garboard.image.Publishable;
import dev.garboard.oci.ImageReference;
import dev.garboard.oci.OciException;
import dev.garboard.oci.Platform;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// A container engine of this machine, fed with an archive through its own command: the first that
/// answers of those it is given.
public final class EngineDestination implements Destination {

  private static final long PROBE_SECONDS = 20;

  /// The newest ones; asking about more takes longer than it saves.
  private static final int MOST_IMAGES = 200;

  private final ImageReference name;
  private final List<Engine> engines;

  /// A destination for an image of this name.
  ///
  /// @param engines to try, best first
  public EngineDestination(DestinationSpec.Engine spec, List<Engine> engines) {
    this.name = spec.name();
    this.engines = List.copyOf(engines);
  }

  /// An engine's command-line client.
  ///
  /// @param title as users know it
  /// @param command the client with its global options
  /// @param platform template by which the client's `info` tells the engine's platform
  /// @param incremental whether the engine may do without layers that it has
  public record Engine(String title, List<String> command, String platform, boolean incremental) {
    /// Copies.
    public Engine {
      command = List.copyOf(command);
    }

    /// Docker, by this client.
    public static Engine docker(List<String> command) {
      return new Engine("Docker", command, "{{.OSType}}/{{.Architecture}}", true);
    }

    /// Podman, by this client. It wants every layer of an archive to be there.
    public static Engine podman(List<String> command) {
      return new Engine("Podman", command, "{{.Host.OS}}/{{.Host.Arch}}", false);
    }

    /// Docker first, then Podman, by their names on the search path.
    public static List<Engine> defaults() {
      return List.of(docker(List.of("docker")), podman(List.of("podman")));
    }

    private Process start(Path output, String... arguments) throws IOException {
      List<String> all = new ArrayList<>(command);
      all.addAll(List.of(arguments));
      return new ProcessBuilder(all)
          .redirectErrorStream(true)
          .redirectOutput(output.toFile())
          .start();
    }
  }

  @Override
  public Staged stage(Publishable image) throws DestinationException, InterruptedException {
    return withOutput(output -> {
      Engine engine = find(output);
      Image fitting = fitting(engine, image, output);
      return () -> withOutput(log -> load(engine, fitting, log));
    });
  }

  /// What is done with an engine whose client writes to a file.
  @FunctionalInterface
  private interface Deed<T> {
    T with(Path output) throws DestinationException, IOException, InterruptedException;
  }

  private <T> T withOutput(Deed<T> deed) throws DestinationException, InterruptedException {
    try {
      Path output = Files.createTempFile("garboard-engine", ".log");
      try {
        return deed.with(output);
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw refused("-", e.toString());
    }
  }

  private Engine find(Path output) throws DestinationException, IOException, InterruptedException {
    List<String> tried = new ArrayList<>();
    for (Engine engine : engines) {
      try {
        Process probe = engine.start(output, "version");
        probe.getOutputStream().close();
        boolean ended = end(probe, PROBE_SECONDS);
        if (ended && probe.exitValue() == 0) {
          return engine;
        }
        tried.add(engine.title + ": " + (ended ? lastLine(output) : "no answer"));
      } catch (IOException e) {
        tried.add(engine.title + ": not found");
      }
    }
    throw new DestinationException(new DestinationProblem.NoEngine(name.familiar(), tried));
  }

  /// An engine holds images for its own platform under a name, no index: of several it gets that
  /// one. A single image it gets whatever it is for.
  private Image fitting(Engine engine, Publishable image, Path output)
      throws DestinationException, IOException, InterruptedException {
    if (image instanceof Image single) {
      return single;
    }
    ask(engine, output, List.of("info", "--format", engine.platform));
    String answer = lastLine(output).strip();
    List<Platform> platforms = image.images().stream().map(Image::platform).toList();
    try {
      Platform own = Platform.parse(answer);
      return image.images().stream()
          .filter(each -> own.accepts(each.platform()))
          .findFirst()
          .orElseThrow(() ->
              new DestinationException(
                  new DestinationProblem.NotForEngine(
                      engine.title, name.familiar(), own, platforms)));
    } catch (OciException e) {
      throw refused(engine.title, answer);
    }
  }

  private boolean ask(Engine engine, Path output, List<String> arguments)
      throws IOException, InterruptedException {
    Process process = engine.start(output, arguments.toArray(String[]::new));
    process.getOutputStream().close();
    return end(process, PROBE_SECONDS) && process.exitValue() == 0;
  }

  private Published load(Engine engine, Image image, Path output)
      throws DestinationException, IOException, InterruptedException {
    Set<Digest> held = engine.incremental ? held(engine, image, output) : Set.of();
    try {
      return load(engine, image, held, output);
    } catch (DestinationException e) {
      if (held.isEmpty()) {
        throw e;
      }
      // An image was removed meanwhile, or this engine wants all.
      return load(engine, image, Set.of(), output);
    }
  }

  /// What of the image the engine has. Its other image store, that of containerd, wants all.
  private Set<Digest> held(Engine engine, Image image, Path output)
      throws IOException, InterruptedException {
    if (!ask(engine, output, List.of("info", "--format", "{{json .DriverStatus}}"))
        || Files.readString(output).contains("containerd")
        || !ask(engine, output, List.of("image", "ls", "-q", "--no-trunc"))) {
      return Set.of();
    }
    List<String> inspect =
        new ArrayList<>(List.of("image", "inspect", "--format", "{{join .RootFS.Layers \" \"}}"));
    int options = inspect.size();
    inspect.addAll(Files.readString(output).lines().distinct().limit(MOST_IMAGES).toList());
    if (inspect.size() == options || !ask(engine, output, inspect)) {
      return Set.of();
    }
    List<List<String>> held =
        Files.readString(output).lines().map(line -> List.of(line.split(" ", -1))).toList();
    return HeldLayers.of(image, held);
  }

  private Published load(Engine engine, Image image, Set<Digest> omitted, Path output)
      throws DestinationException, IOException, InterruptedException {
    ImageArchive archive =
        new ImageArchive(
            image, ArchiveDestination.names(name.tag(), name), List.of(name.familiar()), omitted);
    Process process = engine.start(output, "load");
    try {
      try (OutputStream out = new BufferedOutputStream(process.getOutputStream(), 1 << 16)) {
        archive.write(out);
      } catch (IOException e) {
        // The client closed its end: what it printed says more than the broken pipe.
        process.waitFor();
        throw refused(engine.title, lastLine(output));
      }
      if (process.waitFor() != 0) {
        throw refused(engine.title, lastLine(output));
      }
    } finally {
      process.destroy();
    }
    return new Published(image.descriptor(), name.familiar());
  }

  private static boolean end(Process process, long seconds) throws InterruptedException {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } finally {
      process.destroy();
    }
  }

  private static String lastLine(Path output) throws IOException {
    return Files.readString(output)
        .lines()
        .filter(line -> !line.isBlank())
        .reduce("", (_, line) -> line);
  }

  private DestinationException refused(String engine, String detail) {
    return new DestinationException(
        new DestinationProblem.EngineRefused(engine, name.familiar(), detail));
  }
}
