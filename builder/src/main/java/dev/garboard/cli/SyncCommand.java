package dev.garboard.cli;

import dev.garboard.environment.SyncResult;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.UsageMessageSpec;

/// `garboard sync`: project to environment, outside the source tree.
final class SyncCommand extends Command {

  private final Session session;

  private final ProjectOptions projectOptions = new ProjectOptions();
  private final EnvironmentOptions environment = new EnvironmentOptions();
  private final SelectionOptions selection = new SelectionOptions();
  private final BuildToolOptions tools = new BuildToolOptions();
  private final OutputOptions output = new OutputOptions();

  SyncCommand(Session session) {
    this.session = session;
  }

  @Override
  void describe(UsageMessageSpec usage) {
    usage
        .description("Bring an environment outside the source tree to what the lockfile says.")
        .sortOptions(false)
        .footer(
            "",
            "Examples:",
            "  garboard sync                         the project's environment in the central store",
            "  garboard sync --venv /opt/venv        an environment at a path",
            "  garboard sync --active --no-dev       the environment of this shell");
  }

  @Override
  void declare(Options options) {
    projectOptions.declare(options);
    environment.declare(options);
    selection.declare(options);
    tools.declare(options);
    output.declare(options);
  }

  @Override
  int run() {
    Report report = new Report(session, output.json);
    return new Guard(report)
        .run(() -> {
          SyncResult result =
              new SyncRun(
                      session,
                      projectOptions,
                      environment,
                      selection,
                      tools,
                      output,
                      allArguments())
                  .sync();
          if (output.json) {
            report.document(document(result));
          } else {
            session.out().println(result.prefix());
          }
        });
  }

  private static Map<String, Object> document(SyncResult result) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("environment", result.prefix().toString());
    document.put("created", result.created());
    document.put("installed", result.installed());
    document.put("removed", result.removed());
    document.put("kept", result.kept());
    return document;
  }
}
