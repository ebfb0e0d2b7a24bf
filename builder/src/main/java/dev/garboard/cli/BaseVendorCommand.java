package dev.garboard.cli;

import dev.garboard.debian.lock.BaseLock;
import dev.garboard.stage.StageException;
import dev.garboard.words.Failure.FailureException;
import dev.garboard.words.Phrases;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.UsageMessageSpec;

/// `garboard base vendor`.
final class BaseVendorCommand extends BasePinning {

  Path destination = Path.of("");
  @Nullable Path directory;

  BaseVendorCommand(Session session) {
    super(session);
  }

  @Override
  void describe(UsageMessageSpec usage) {
    usage
        .description("Copy every package that garboard.lock pins to a directory.")
        .sortOptions(false)
        .footer(
            "",
            "A build finds them there without a network:",
            "  garboard base vendor vendor/debian",
            "  garboard build --debian-mirror ./vendor/debian --offline");
  }

  @Override
  void declare(Options options) {
    super.declare(options);
    options.path("DIR", "Where the packages go.", value -> destination = value);
    options.path(
        "[PROJECT]",
        "Directory of the project; default: the current one.",
        value -> directory = value);
  }

  @Override
  ProjectOptions project() {
    ProjectOptions options = new ProjectOptions();
    options.directory = directory;
    return options;
  }

  @Override
  void run(Workspace workspace, Console console)
      throws FailureException, StageException, IOException {
    BaseLock lock = require(workspace);
    Path to = session().directory().resolve(destination);
    workspace.bases(workspace.settings()).debian().vendor(lock, to);
    console.say("copied " + Phrases.count(lock.packages().size(), "package"));
    session().out().println(to);
  }
}
