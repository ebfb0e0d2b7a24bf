package dev.garboard.cli;

import dev.garboard.debian.lock.BaseLock;
import dev.garboard.debian.lock.LockChange;
import dev.garboard.debian.lock.LockException;
import dev.garboard.debian.lock.LockedPackage;
import dev.garboard.stage.StageException;
import dev.garboard.words.Failure.FailureException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
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

  static Subcommands commands(Session session) {
    return new Subcommands()
        .add("lock", Lock.class, () -> new Lock(session))
        .add("update", Update.class, () -> new Update(session))
        .add("show", Show.class, () -> new Show(session))
        .add("vendor", BaseVendorCommand.class, () -> new BaseVendorCommand(session));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }

  /// `garboard base lock`.
  @Command(
      name = "lock",
      description = "Write the newest packages of the base to garboard.lock, unless it is there.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Lock extends BasePinning {

    @Mixin private ProjectOptions projectOptions = new ProjectOptions();

    Lock(Session session) {
      super(session);
    }

    @Override
    ProjectOptions project() {
      return projectOptions;
    }

    @Override
    void run(Workspace workspace, Console console)
        throws FailureException, StageException, IOException, InterruptedException {
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
  static final class Update extends BasePinning {

    @Mixin private ProjectOptions projectOptions = new ProjectOptions();

    Update(Session session) {
      super(session);
    }

    @Override
    ProjectOptions project() {
      return projectOptions;
    }

    @Override
    void run(Workspace workspace, Console console)
        throws FailureException, StageException, IOException, InterruptedException {
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
  static final class Show extends BasePinning {

    @Mixin private ProjectOptions projectOptions = new ProjectOptions();

    Show(Session session) {
      super(session);
    }

    @Override
    ProjectOptions project() {
      return projectOptions;
    }

    @Override
    void run(Workspace workspace, Console console)
        throws FailureException, LockException, IOException {
      BaseLock lock = require(workspace);
      console.say(lock.release() + " as of " + lock.timestamp());
      for (LockedPackage each : lock.packages()) {
        session().out().println(each.id());
      }
    }
  }
}
