package dev.garboard.cli;

import dev.garboard.debian.lock.BaseLock;
import dev.garboard.stage.StageException;
import dev.garboard.words.Failure.FailureException;
import dev.garboard.words.Phrases;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `garboard base vendor`.
@Command(
    name = "vendor",
    description = "Copy every package that garboard.lock pins to a directory.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "A build finds them there without a network:",
      "  garboard base vendor vendor/debian",
      "  garboard build --debian-mirror ./vendor/debian --offline"
    })
final class BaseVendorCommand extends BasePinning {

  @Parameters(index = "0", paramLabel = "DIR", description = "Where the packages go.")
  Path destination = Path.of("");

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PROJECT",
      description = "Directory of the project; default: the current one.")
  @Nullable Path directory;

  BaseVendorCommand(Session session) {
    super(session);
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
