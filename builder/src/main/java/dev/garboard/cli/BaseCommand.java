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
import picocli.CommandLine.Model.UsageMessageSpec;

/// `garboard base`: the packages of a Debian base, pinned in `garboard.lock`.
final class BaseCommand extends CommandGroup {

  private final Session session;

  BaseCommand(Session session) {
    this.session = session;
  }

  @Override
  void describe(UsageMessageSpec usage) {
    usage.description("Pin the packages of a Debian base.").synopsisSubcommandLabel("COMMAND");
  }

  @Override
  Subcommands commands() {
    return new Subcommands()
        .add("lock", () -> new Lock(session))
        .add("update", () -> new Update(session))
        .add("show", () -> new Show(session))
        .add("vendor", () -> new BaseVendorCommand(session));
  }

  /// A command that is told its project as those that build are.
  abstract static class OfProject extends BasePinning {

    private final ProjectOptions projectOptions = new ProjectOptions();

    OfProject(Session session) {
      super(session);
    }

    @Override
    void declare(Options options) {
      super.declare(options);
      projectOptions.declare(options);
    }

    @Override
    ProjectOptions project() {
      return projectOptions;
    }
  }

  /// `garboard base lock`.
  static final class Lock extends OfProject {

    Lock(Session session) {
      super(session);
    }

    @Override
    void describe(UsageMessageSpec usage) {
      usage
          .description(
              "Write the newest packages of the base to garboard.lock, unless it is there.")
          .sortOptions(false);
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
  static final class Update extends OfProject {

    Update(Session session) {
      super(session);
    }

    @Override
    void describe(UsageMessageSpec usage) {
      usage
          .description("Move garboard.lock to the newest packages; prints old and new versions.")
          .sortOptions(false);
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
  static final class Show extends OfProject {

    Show(Session session) {
      super(session);
    }

    @Override
    void describe(UsageMessageSpec usage) {
      usage.description("List the packages that garboard.lock pins.").sortOptions(false);
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
