package dev.garboard.cli;

import dev.garboard.config.SettingException;
import dev.garboard.config.Settings;
import dev.garboard.config.SettingsLayer;
import dev.garboard.environment.EnvironmentSync;
import dev.garboard.environment.HostPython;
import dev.garboard.environment.SyncContents;
import dev.garboard.environment.SyncLog;
import dev.garboard.environment.SyncOptions;
import dev.garboard.environment.SyncPlace;
import dev.garboard.environment.SyncResult;
import dev.garboard.install.InstallWarning;
import dev.garboard.locate.WheelLocator;
import dev.garboard.parallel.Background;
import dev.garboard.pipeline.BuildWarning;
import dev.garboard.pipeline.SourceBuilds;
import dev.garboard.project.Project;
import dev.garboard.selection.Selection;
import dev.garboard.selection.SelectionException;
import dev.garboard.selection.SelectionRequest;
import dev.garboard.selection.SelectionRequest.Defaults;
import dev.garboard.selection.Selector;
import dev.garboard.selection.Target;
import dev.garboard.stage.StageException;
import dev.garboard.store.Store;
import dev.garboard.store.TreeShelf;
import dev.garboard.words.ErrorReport;
import dev.garboard.words.Failure.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One synchronisation, as `sync` and `run` have in common.
final class SyncRun {

  private final Session session;
  private final ProjectOptions projectOptions;
  private final EnvironmentOptions environment;
  private final SelectionOptions selection;
  private final BuildToolOptions tools;
  private final OutputOptions output;
  private final List<String> arguments;

  /// @param arguments all that was written before the command's own ones
  SyncRun(
      Session session,
      ProjectOptions projectOptions,
      EnvironmentOptions environment,
      SelectionOptions selection,
      BuildToolOptions tools,
      OutputOptions output,
      List<String> arguments) {
    this.session = session;
    this.projectOptions = projectOptions;
    this.environment = environment;
    this.selection = selection;
    this.tools = tools;
    this.output = output;
    this.arguments = List.copyOf(arguments);
  }

  SyncResult sync() throws FailureException, StageException, IOException, InterruptedException {
    Path start = start();
    Store store = new Store(session.cacheDirectory(), session.clock());
    SyncMemory memory = new SyncMemory(session, store, start, arguments);
    Optional<SyncResult> known = memory.recall();
    return known.isPresent() ? known.get() : compare(memory);
  }

  private SyncResult compare(SyncMemory memory)
      throws FailureException, StageException, IOException, InterruptedException {
    Console console = new Console(session, output);
    try (Connection connection = Connection.of(session, tools.offline, new BaseOptions());
        Workspace workspace = open(connection, console);
        Background beside = new Background(1)) {
      Path unpacked = workspace.store().shelf(TreeShelf.UNPACKED);
      if (!Files.isDirectory(unpacked)) {
        // All must be fetched.
        beside.add(workspace.client()::prepare);
      }
      workspace.lock();
      LockCheck.require(workspace.project(), selection, console);
      SelectionRequest request =
          Requests.of(selection, tools, workspace.settings(), Defaults.AS_UV);
      EnvironmentSetup setup = EnvironmentSetup.of(workspace, environment);
      boolean warned = warnOfAnother(setup.prefix());
      Selection selected = select(workspace, request, environment.target(setup.python()));
      SyncOptions options =
          new SyncOptions(
              EnvironmentSetup.linkMode(workspace),
              !environment.inexact,
              environment.compileBytecode,
              session.processors());
      WheelLocator locator = workspace.locator(tools.findLinks, console.downloads());
      SourceBuilds builds =
          new HostBuilds(workspace, tools, List.of(Path.of(setup.python().base().executable())))
              .with(locator, console);
      Project project = workspace.project();
      SyncContents contents =
          new SyncContents(project, selected, builds.buildInPlace(project, selected));
      EnvironmentSync sync = new EnvironmentSync(unpacked, locator, options, log(console));
      SyncResult result = sync.sync(setup.place(), setup.python(), contents, facts(workspace));
      if (!warned
          && setup.place() instanceof SyncPlace.Virtual
          && environment.root == null
          && tools.findLinks.isEmpty()) {
        memory.remember(contents, result);
      }
      return result;
    }
  }

  private Workspace open(Connection connection, Console console)
      throws FailureException, StageException, IOException {
    return Workspace.open(
        session, projectOptions, environment.layer(), connection, new BaseOptions(), console);
  }

  private Path start() {
    Path named = projectOptions.directory == null ? Path.of("") : projectOptions.directory;
    return session.directory().resolve(named).normalize();
  }

  /// The place that a flag or variable names, where there is no project to make it from.
  Optional<Path> withoutProject() throws FailureException, SettingException, IOException {
    for (Path at = start(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("pyproject.toml"))) {
        return Optional.empty();
      }
    }
    Settings settings =
        new Settings(
            List.of(environment.layer(), SettingsLayer.ofVariables(session.environment())));
    Place place = Place.of(settings, session, session.directory());
    return place instanceof Place.At(Path path) ? Optional.of(path) : Optional.empty();
  }

  /// Where the project's environment lies or would lie.
  Path place() throws FailureException, StageException, IOException, InterruptedException {
    try (Workspace workspace =
        Workspace.open(session, projectOptions, environment.layer(), tools.offline)) {
      return EnvironmentSetup.of(workspace, environment).prefix();
    }
  }

  /// One environment is active in the shell and another is the target: easily a mistake.
  private boolean warnOfAnother(Path prefix) {
    String active = session.variable("VIRTUAL_ENV");
    boolean another =
        !active.isEmpty() && !environment.isShared() && !Path.of(active).normalize().equals(prefix);
    if (another) {
      new Report(session, false)
          .warning(
              "the active environment " + active + " is not used: the target is " + prefix,
              List.of("`--active` takes the active one"));
    }
    return another;
  }

  private static Map<String, String> facts(Workspace workspace) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("project", workspace.project().root().toString());
    facts.put("name", EnvironmentSetup.projectName(workspace));
    return facts;
  }

  private static SyncLog log(Console console) {
    return new SyncLog() {
      @Override
      public void creating(HostPython python) {
        console.say("creating an environment on Python " + python.version());
      }

      @Override
      public void planned(int install, int remove, int keep) {
        if (install + remove > 0) {
          console.say(install + " to install, " + remove + " to remove, " + keep + " in place");
        }
      }

      @Override
      public void warning(String filename, InstallWarning warning) {
        console.warning(new BuildWarning.InWheel(filename, warning));
      }
    };
  }

  private Selection select(Workspace workspace, SelectionRequest request, Target target)
      throws FailureException {
    try {
      return new Selector().select(workspace.project(), request, target);
    } catch (SelectionException e) {
      throw ErrorReport.of(e, selection.named(), workspace.settings()).exception();
    }
  }
}
