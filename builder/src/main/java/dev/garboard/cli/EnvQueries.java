package dev.garboard.cli;

import dev.garboard.config.SettingException;
import dev.garboard.environment.StoredEnvironment;
import dev.garboard.words.ExitCode;
import dev.garboard.words.Failure;
import dev.garboard.words.Phrases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.UsageMessageSpec;

/// The commands of `env` that change nothing.
final class EnvQueries {

  private EnvQueries() {}

  private static Map<String, Object> document(StoredEnvironment environment) throws IOException {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", environment.name());
    document.put("path", environment.prefix().toString());
    document.put("project", environment.state().fact("project"));
    document.put("python", environment.state().fact("python"));
    document.put("size", environment.size());
    document.put("last-use", environment.lastUse().toString());
    document.put("orphaned", environment.isOrphaned());
    return document;
  }

  /// A command that answers with a document where one is asked for.
  abstract static class Query extends Command {
    boolean json;

    @Override
    void declare(Options options) {
      options.flag(
          "--json", "Print one result document on standard output.", given -> json = given);
    }
  }

  /// `env list`.
  static final class ListAll extends Query {
    private final Session session;

    ListAll(Session session) {
      this.session = session;
    }

    @Override
    void describe(UsageMessageSpec usage) {
      usage.description("List the environments of the central store.");
    }

    @Override
    int run() {
      Report report = new Report(session, json);
      return new Guard(report)
          .run(() -> {
            List<Object> all = new ArrayList<>();
            for (StoredEnvironment each : EnvChoice.store(session).environments()) {
              Map<String, Object> document = document(each);
              all.add(document);
              if (!json) {
                session.out().println(line(each, document));
              }
            }
            if (json) {
              report.document(Map.of("environments", all));
            }
          });
    }

    private static String line(StoredEnvironment each, Map<String, Object> document)
        throws IOException {
      return String.join(
          "  ",
          each.name(),
          "Python " + document.get("python"),
          Phrases.megabytes(each.size()),
          "used " + String.valueOf(document.get("last-use")).substring(0, 10),
          document.get("project") + (each.isOrphaned() ? " (gone)" : ""));
    }
  }

  /// `env path`.
  static final class ShowPath extends Command {
    private final Session session;
    private final EnvChoice choice = new EnvChoice();

    ShowPath(Session session) {
      this.session = session;
    }

    @Override
    void describe(UsageMessageSpec usage) {
      usage.description("Print the path of an environment, for scripts and editors.");
    }

    @Override
    void declare(Options options) {
      choice.declare(options);
    }

    @Override
    int run() {
      Report report = new Report(session, false);
      return new Guard(report)
          .run(() -> {
            Path path = choice.name == null ? choice.own(session) : choice.open(session).prefix();
            session.out().println(path);
            if (!Files.exists(path)) {
              report.warning("there is no environment at " + path, List.of(advice(path)));
            }
          });
    }

    private String advice(Path own) throws SettingException, IOException {
      List<String> left =
          EnvChoice.store(session).leftBehind(own).stream().map(StoredEnvironment::name).toList();
      return switch (left.size()) {
        case 0 -> "`garboard sync` makes it";
        case 1 -> "`garboard env repair` moves " + left.getFirst() + " there: its project is gone";
        default ->
            "`garboard env move NAME "
                + own.getFileName()
                + "` moves one there whose project is gone: "
                + String.join(", ", left);
      };
    }
  }

  /// `env show`.
  static final class Show extends Query {
    private final Session session;
    private final EnvChoice choice = new EnvChoice();

    Show(Session session) {
      this.session = session;
    }

    @Override
    void describe(UsageMessageSpec usage) {
      usage.description("Show what an environment is and holds.");
    }

    @Override
    void declare(Options options) {
      choice.declare(options);
      super.declare(options);
    }

    @Override
    int run() {
      Report report = new Report(session, json);
      return new Guard(report)
          .run(() -> {
            StoredEnvironment environment = choice.open(session);
            Map<String, Object> document = document(environment);
            document.put("distributions", environment.distributions());
            if (json) {
              report.document(document);
              return;
            }
            document.forEach((key, value) -> {
              if (value instanceof List<?> list) {
                list.forEach(item -> session.out().println("  " + item));
              } else {
                session.out().println(key + ": " + value);
              }
            });
          });
    }
  }

  /// `env activate`.
  static final class Activate extends Command {
    private final Session session;
    private final EnvChoice choice = new EnvChoice();
    String shell = "";

    Activate(Session session) {
      this.session = session;
    }

    @Override
    void describe(UsageMessageSpec usage) {
      usage
          .description("Print a line that activates an environment in this shell.")
          .footer(
              "",
              "bash, zsh:   eval \"$(garboard env activate)\"",
              "fish:        garboard env activate | source",
              "PowerShell:  Invoke-Expression (garboard env activate)");
    }

    @Override
    void declare(Options options) {
      choice.declare(options);
      options.text(
          "--shell=NAME",
          "bash, zsh, fish, csh or powershell; default: that of SHELL.",
          value -> shell = value);
    }

    @Override
    int run() {
      return new Guard(new Report(session, false))
          .run(() -> {
            Path scripts = choice.open(session).prefix().resolve("bin");
            String name = shell.isEmpty() ? session.variable("SHELL") : shell;
            String base = name.substring(name.lastIndexOf('/') + 1);
            String line =
                switch (base) {
                  case "", "sh", "bash", "dash", "ksh", "zsh" ->
                      ". " + Activation.quote(scripts.resolve("activate").toString());
                  case "fish" ->
                      "source '"
                          + scripts
                              .resolve("activate.fish")
                              .toString()
                              .replace("\\", "\\\\")
                              .replace("'", "\\'")
                          + "'";
                  case "csh", "tcsh" ->
                      "source " + Activation.quote(scripts.resolve("activate.csh").toString());
                  case "pwsh", "powershell" ->
                      "& '" + scripts.resolve("activate.ps1").toString().replace("'", "''") + "'";
                  default ->
                      throw Failure.of(
                              ExitCode.USAGE,
                              "no activation script for the shell `" + base + "`",
                              "Say one with `--shell`: bash, zsh, fish, csh or powershell")
                          .exception();
                };
            session.out().println(line);
          });
    }
  }

  /// `env verify`.
  static final class Verify extends Command {
    private final Session session;
    private final EnvChoice choice = new EnvChoice();

    Verify(Session session) {
      this.session = session;
    }

    @Override
    void describe(UsageMessageSpec usage) {
      usage.description("Compare an environment's files with what was installed.");
    }

    @Override
    void declare(Options options) {
      choice.declare(options);
    }

    @Override
    int run() {
      return new Guard(new Report(session, false))
          .run(() -> {
            StoredEnvironment environment = choice.open(session);
            List<Path> edited = environment.edited();
            if (!edited.isEmpty()) {
              throw new Failure(
                      ExitCode.INTEGRITY,
                      "files of " + environment.prefix() + " are not as installed",
                      edited.stream().map(Path::toString).toList())
                  .exception();
            }
            session.out().println(environment.prefix());
          });
    }
  }
}
