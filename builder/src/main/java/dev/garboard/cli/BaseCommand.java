package dev.garboard.cli;

import dev.garboard.base.DebianBases;
import dev.garboard.cli.Failure.FailureException;
import dev.garboard.config.SettingKey;
import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.archive.ArchiveException;
import dev.garboard.debian.lock.BaseLock;
import dev.garboard.debian.lock.LockChange;
import dev.garboard.debian.lock.LockException;
import dev.garboard.debian.lock.LockReader;
import dev.garboard.debian.lock.LockWriter;
import dev.garboard.debian.lock.LockedPackage;
import dev.garboard.debian.packages.ClosureException;
import dev.garboard.image.AssemblyException;
import dev.garboard.image.BaseLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `garboard base`: the packages of a Debian base, pinned in `garboard.lock`.
@Command(
    name = "base",
    description = "Pin the packages of a Debian base.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class BaseCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }

  /// What the three commands have in common.
  abstract static class Pinning implements Callable<Integer> {
    private final Session session;

    @Mixin private ProjectOptions projectOptions = new ProjectOptions();
    @Mixin private ImageOptions image = new ImageOptions();
    @Mixin private BaseOptions baseOptions = new BaseOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    Pinning(Session session) {
      this.session = session;
    }

    abstract void run(Workspace workspace, Console console)
        throws FailureException,
            ArchiveException,
            ClosureException,
            LockException,
            AssemblyException,
            IOException;

    Session session() {
      return session;
    }

    @Override
    public Integer call() {
      Report report = new Report(session, output.json);
      Console console = new Console(session, output);
      return new Guard(report, output)
          .run(() -> {
            try (Workspace workspace =
                Workspace.open(
                    session, projectOptions, image.layer(), false, baseOptions, console)) {
              run(workspace, console);
            } catch (ArchiveException e) {
              throw DebianWords.of(e).exception();
            } catch (ClosureException e) {
              throw DebianWords.of(e).exception();
            } catch (LockException e) {
              throw DebianWords.of(e).exception();
            }
          });
    }

    /// Chooses the newest packages for the base and platforms of the project.
    static BaseLock choose(Workspace workspace, Console console)
        throws FailureException,
            ArchiveException,
            ClosureException,
            AssemblyException,
            IOException {
      String name = workspace.baseName(workspace.project().discovered(), console::say);
      if (!(BaseLocation.parse(name)
          instanceof BaseLocation.DebianRelease(String release, boolean bare))) {
        throw Failure.of(
                ExitCode.USAGE, "only a Debian base can be pinned: the base is `" + name + "`")
            .exception();
      }
      DebianBases bases = workspace.bases().debian();
      return bases.choose("debian:" + release, bare, architectures(workspace));
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
      return workspace.project().root().resolve("garboard.lock");
    }

    static Optional<BaseLock> read(Path file) throws IOException, LockException {
      return Files.isRegularFile(file)
          ? Optional.of(LockReader.parse(Files.readString(file)))
          : Optional.empty();
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

  /// `garboard base lock`.
  @Command(
      name = "lock",
      description = "Write the newest packages of the base to garboard.lock, unless it is there.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Lock extends Pinning {
    Lock(Session session) {
      super(session);
    }

    @Override
    void run(Workspace workspace, Console console)
        throws FailureException,
            ArchiveException,
            ClosureException,
            LockException,
            AssemblyException,
            IOException {
      Path file = file(workspace);
      if (read(file).isEmpty()) {
        write(file, choose(workspace, console));
      } else {
        console.say("garboard.lock is there: `garboard base update` moves it");
      }
      session().out().println(file);
    }
  }

  /// `garboard base update`.
  @Command(
      name = "update",
      description = "Move garboard.lock to the newest packages; prints old and new versions.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Update extends Pinning {
    Update(Session session) {
      super(session);
    }

    @Override
    void run(Workspace workspace, Console console)
        throws FailureException,
            ArchiveException,
            ClosureException,
            LockException,
            AssemblyException,
            IOException {
      Path file = file(workspace);
      BaseLock now = choose(workspace, console);
      Optional<BaseLock> before = read(file);
      if (before.isPresent()) {
        LockChange.between(before.get(), now).stream()
            .map(Update::line)
            .forEach(session().out()::println);
      }
      write(file, now);
    }

    private static String line(LockChange change) {
      return switch (change) {
        case LockChange.Added(var id) -> "+ " + id;
        case LockChange.Removed(var id) -> "- " + id;
        case LockChange.Moved(var id, var to) -> "  " + id + " → " + to;
      };
    }
  }

  /// `garboard base show`.
  @Command(
      name = "show",
      description = "List the packages that garboard.lock pins.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Show extends Pinning {
    Show(Session session) {
      super(session);
    }

    @Override
    void run(Workspace workspace, Console console)
        throws FailureException, LockException, IOException {
      Optional<BaseLock> lock = read(file(workspace));
      if (lock.isEmpty()) {
        throw Failure.of(
                ExitCode.LOCK,
                "there is no garboard.lock in " + workspace.project().root(),
                "Write one with `garboard base lock`")
            .exception();
      }
      console.say(lock.get().release() + " as of " + lock.get().timestamp());
      for (LockedPackage each : lock.get().packages()) {
        session().out().println(each.id());
      }
    }
  }
}
