package dev.garboard.cli;

import dev.garboard.environment.EnvironmentException;
import dev.garboard.environment.EnvironmentMove;
import dev.garboard.environment.EnvironmentProblem;
import dev.garboard.environment.PythonQuery;
import dev.garboard.environment.StoredEnvironment;
import dev.garboard.stage.StageException;
import dev.garboard.store.Store;
import dev.garboard.store.TreeShelf;
import dev.garboard.words.ExitCode;
import dev.garboard.words.Failure;
import dev.garboard.words.Failure.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.UsageMessageSpec;

/// The commands of `env` that change something.
final class EnvChanges {

  private EnvChanges() {}

  private static EnvironmentMove mover(Session session) {
    Store store = new Store(session.cacheDirectory(), session.clock());
    return new EnvironmentMove(store.shelf(TreeShelf.UNPACKED), new PythonQuery(store));
  }

  /// `env link`.
  static final class Link extends Command {
    private final Session session;
    private final EnvChoice choice = new EnvChoice();
    Path link = Path.of(".venv");

    Link(Session session) {
      this.session = session;
    }

    @Override
    void describe(UsageMessageSpec usage) {
      usage.description("Put a link to an environment into the project, for editors.");
    }

    @Override
    void declare(Options options) {
      choice.declare(options);
      options.path("--as=FILE", "The link; default: .venv", value -> link = value);
    }

    @Override
    int run() {
      return new Guard(new Report(session, false))
          .run(() -> {
            StoredEnvironment environment = choice.open(session);
            Path start = choice.project == null ? Path.of("") : choice.project;
            Path file = session.directory().resolve(start).resolve(link).normalize();
            if (Files.isSymbolicLink(file)) {
              Files.delete(file);
            } else if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
              throw Failure.of(
                      ExitCode.USAGE, file + " is there and no link", "It was left as it is")
                  .exception();
            }
            Files.createSymbolicLink(file, environment.prefix());
            session.out().println(file);
          });
    }
  }

  /// `env move`.
  static final class Move extends Command {
    private final Session session;

    String from = "";
    String to = "";

    Move(Session session) {
      this.session = session;
    }

    @Override
    void describe(UsageMessageSpec usage) {
      usage.description("Give an environment another name or place.");
    }

    @Override
    void declare(Options options) {
      options.text("NAME", "The environment.", value -> from = value);
      options.text("NAME|PATH", "Its new name or place.", value -> to = value);
    }

    @Override
    int run() {
      return new Guard(new Report(session, false))
          .run(() -> {
            Path target =
                to.indexOf('/') >= 0
                    ? session.directory().resolve(to).normalize()
                    : EnvChoice.store(session).resolve(to);
            StoredEnvironment moved =
                mover(session).move(EnvChoice.named(session, from), target, Map.of());
            session.out().println(moved.prefix());
          });
    }
  }

  /// `env repair`.
  static final class Repair extends Command {
    private final Session session;
    private final EnvChoice choice = new EnvChoice();

    Repair(Session session) {
      this.session = session;
    }

    @Override
    void describe(UsageMessageSpec usage) {
      usage.description("Take over the environment of this project from its former place.");
    }

    @Override
    void declare(Options options) {
      choice.declare(options);
    }

    @Override
    int run() {
      return new Guard(new Report(session, false)).run(this::repair);
    }

    private void repair()
        throws FailureException, StageException, IOException, InterruptedException {
      if (choice.name != null) {
        StoredEnvironment environment = choice.open(session);
        mover(session).repair(environment);
        session.out().println(environment.prefix());
        return;
      }
      Path own = choice.own(session);
      if (Files.exists(own)) {
        mover(session).repair(StoredEnvironment.open(own));
        session.out().println(own);
        return;
      }
      session.out().println(mover(session).move(former(own), own, facts()).prefix());
    }

    /// The orphan of the same project's name and Python.
    private StoredEnvironment former(Path own) throws StageException, IOException {
      List<StoredEnvironment> orphans = EnvChoice.store(session).leftBehind(own);
      if (orphans.size() != 1) {
        throw new EnvironmentException(
            orphans.isEmpty()
                ? new EnvironmentProblem.NoEnvironment(own)
                : new EnvironmentProblem.UnclearName(
                    String.valueOf(own.getFileName()),
                    orphans.stream().map(StoredEnvironment::name).toList()));
      }
      return orphans.getFirst();
    }

    private Map<String, String> facts() {
      Path start = choice.project == null ? Path.of("") : choice.project;
      return Map.of("project", session.directory().resolve(start).normalize().toString());
    }
  }

  /// `env remove`.
  static final class Remove extends Command {
    private final Session session;

    List<String> names = new ArrayList<>();

    Remove(Session session) {
      this.session = session;
    }

    @Override
    void describe(UsageMessageSpec usage) {
      usage.description("Remove environments.");
    }

    @Override
    void declare(Options options) {
      options.texts("NAME...", "The environments.", values -> names = values);
    }

    @Override
    int run() {
      return new Guard(new Report(session, false))
          .run(() -> {
            List<StoredEnvironment> found = new ArrayList<>();
            for (String name : names) {
              found.add(EnvChoice.named(session, name));
            }
            for (StoredEnvironment environment : found) {
              environment.remove();
              session.out().println(environment.prefix());
            }
          });
    }
  }

  /// `env prune`.
  static final class Prune extends Command {
    private final Session session;

    boolean yes;
    long days = -1;

    Prune(Session session) {
      this.session = session;
    }

    @Override
    void describe(UsageMessageSpec usage) {
      usage.description("List environments whose project is gone; with --yes, remove them.");
    }

    @Override
    void declare(Options options) {
      options.flag("--yes", "Remove them.", given -> yes = given);
      options.number(
          "--unused-days=N",
          "Also those that were not used for so many days.",
          value -> days = value);
    }

    @Override
    int run() {
      return new Guard(new Report(session, false))
          .run(() -> {
            for (StoredEnvironment each : EnvChoice.store(session).environments()) {
              Duration unused = Duration.between(each.lastUse(), session.clock().instant());
              if (each.isOrphaned() || (days >= 0 && unused.toDays() >= days)) {
                session.out().println(each.prefix());
                if (yes) {
                  each.remove();
                }
              }
            }
            if (!yes) {
              session.err().println("nothing was removed; `--yes` removes these");
            }
          });
    }
  }
}
