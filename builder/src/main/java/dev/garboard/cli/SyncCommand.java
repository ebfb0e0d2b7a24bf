package dev.garboard.cli;

import dev.garboard.environment.SyncResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `garboard sync`: project to environment, outside the source tree.
@Command(
    name = "sync",
    description = "Bring an environment outside the source tree to what the lockfile says.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  garboard sync                         the project's environment in the central store",
      "  garboard sync --venv /opt/venv        an environment at a path",
      "  garboard sync --active --no-dev       the environment of this shell"
    })
final class SyncCommand implements Callable<Integer> {

  private final Session session;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ProjectOptions projectOptions = new ProjectOptions();
  @Mixin private EnvironmentOptions environment = new EnvironmentOptions();
  @Mixin private SelectionOptions selection = new SelectionOptions();
  @Mixin private BuildToolOptions tools = new BuildToolOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  SyncCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Report report = new Report(session, output.json);
    return new Guard(report)
        .run(() -> {
          SyncResult result =
              new SyncRun(
                      session, projectOptions, environment, selection, tools, output, arguments())
                  .sync();
          if (output.json) {
            report.document(document(result));
          } else {
            session.out().println(result.prefix());
          }
        });
  }

  private List<String> arguments() {
    return spec.root().commandLine().getParseResult().originalArgs();
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
