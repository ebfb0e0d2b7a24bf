package dev.garboard.cli;

import dev.garboard.base.DebianBases;
import dev.garboard.base.SystemLayers;
import dev.garboard.config.SettingKey;
import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.lock.BaseLock;
import dev.garboard.debian.lock.LockException;
import dev.garboard.debian.lock.LockReader;
import dev.garboard.debian.lock.LockWriter;
import dev.garboard.image.BaseImage;
import dev.garboard.image.BaseLocation;
import dev.garboard.oci.Platform;
import dev.garboard.stage.StageException;
import dev.garboard.words.ExitCode;
import dev.garboard.words.Failure;
import dev.garboard.words.Failure.FailureException;
import dev.garboard.words.Phrases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the commands about `garboard.lock` have in common.
abstract class BasePinning extends Command {
  private final Session session;

  private final ImageOptions image = new ImageOptions();
  private final BaseOptions baseOptions = new BaseOptions();
  private final OutputOptions output = new OutputOptions();

  BasePinning(Session session) {
    this.session = session;
  }

  @Override
  void declare(Options options) {
    image.declare(options);
    baseOptions.declare(options);
    output.declare(options);
  }

  abstract ProjectOptions project();

  abstract void run(Workspace workspace, Console console)
      throws FailureException, StageException, IOException, InterruptedException;

  Session session() {
    return session;
  }

  @Override
  int run() {
    Report report = new Report(session, output.json);
    Console console = new Console(session, output);
    return new Guard(report, output)
        .run(() -> {
          try (Workspace workspace =
              Workspace.open(session, project(), image.layer(), false, baseOptions, console)) {
            run(workspace, console);
          }
        });
  }

  /// Chooses the newest packages for the base and platforms of the project.
  static BaseLock choose(Workspace workspace, Console console)
      throws FailureException, StageException, IOException, InterruptedException {
    String name = workspace.baseName(workspace.tree().discovered(), console::say);
    Bases bases = workspace.bases(workspace.settings());
    return BaseLocation.parse(name)
            instanceof BaseLocation.DebianRelease(String release, boolean bare)
        ? bases.debian().choose("debian:" + release, bare, architectures(workspace))
        : chooseSystemPackages(name, bases, workspace);
  }

  /// Of a base that is not ours only what lies on it can be pinned.
  private static BaseLock chooseSystemPackages(String name, Bases bases, Workspace workspace)
      throws FailureException, StageException, IOException, InterruptedException {
    List<SystemLayers.Foreign> foreign = new ArrayList<>();
    if (!bases.systemPackages().isEmpty()) {
      for (String platform : workspace.platforms(workspace.settings())) {
        if (bases.open(name, platform) instanceof BaseImage.Existing image) {
          Platform of = image.config().platform();
          Bases.requireSupport(name, of);
          foreign.add(
              new SystemLayers.Foreign(
                  name, DebianBases.architecture(of), bases.systems().of(image, of)));
        }
      }
    }
    if (foreign.isEmpty()) {
      throw Failure.of(
              ExitCode.USAGE,
              "there is nothing to pin: the base is " + Phrases.code(name),
              "Pinned are the packages of a Debian base such as `debian:13`, and"
                  + " `system-packages` on any base")
          .exception();
    }
    return bases.debian().systemLayers().choose(foreign);
  }

  private static List<Architecture> architectures(Workspace workspace) {
    List<String> platforms = workspace.settings().list(SettingKey.PLATFORMS);
    List<Architecture> architectures = new ArrayList<>();
    for (Architecture architecture : Architecture.values()) {
      if (platforms.isEmpty() || platforms.contains("linux/" + architecture.id())) {
        architectures.add(architecture);
      }
    }
    return architectures;
  }

  static Path file(Workspace workspace) {
    return workspace.tree().root().resolve("garboard.lock");
  }

  static Optional<BaseLock> read(Path file) throws IOException, LockException {
    return Files.isRegularFile(file)
        ? Optional.of(LockReader.parse(Files.readString(file)))
        : Optional.empty();
  }

  /// The lock, which must be there.
  static BaseLock require(Workspace workspace) throws IOException, LockException, FailureException {
    return read(file(workspace))
        .orElseThrow(() ->
            Failure.of(
                    ExitCode.LOCK,
                    "there is no garboard.lock in " + workspace.tree().root(),
                    "Write one with `garboard base lock`")
                .exception());
  }

  /// Written aside and renamed: the file is the old one or the new one.
  static void write(Path file, BaseLock lock) throws IOException {
    Path aside = file.resolveSibling(".garboard.lock.part");
    try {
      Files.writeString(aside, LockWriter.text(lock));
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(aside);
    }
  }
}
