package dev.garboard.cli;

import dev.garboard.base.BaseContents;
import dev.garboard.base.BaseNotice;
import dev.garboard.build.OpenedBase;
import dev.garboard.config.SettingKey;
import dev.garboard.config.Settings;
import dev.garboard.config.SettingsLayer;
import dev.garboard.config.TableSettings;
import dev.garboard.http.Credentials;
import dev.garboard.http.IndexLocation;
import dev.garboard.http.WebClient;
import dev.garboard.locate.LinkPlaces;
import dev.garboard.locate.LocateListener;
import dev.garboard.locate.WheelLocator;
import dev.garboard.project.GarboardSettings;
import dev.garboard.project.Project;
import dev.garboard.project.ProjectException;
import dev.garboard.project.ProjectReader;
import dev.garboard.project.ProjectTree;
import dev.garboard.project.PyProject;
import dev.garboard.project.UserSettings;
import dev.garboard.project.UvSettings;
import dev.garboard.python.PackageName;
import dev.garboard.python.VersionSpecifiers;
import dev.garboard.registry.HttpRegistry;
import dev.garboard.selection.SelectionRequest;
import dev.garboard.stage.StageException;
import dev.garboard.store.Store;
import dev.garboard.words.ExitCode;
import dev.garboard.words.Failure;
import dev.garboard.words.Failure.FailureException;
import dev.garboard.words.Phrases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What the commands that work on a project have in common: the project, its settings, the store
/// and the web client.
final class Workspace implements AutoCloseable {

  private final Session session;
  private final ProjectTree tree;
  private final List<Project> locked = new ArrayList<>();
  private final List<SettingsLayer> above;
  private final List<SettingsLayer> below;
  private final Store store;
  private final WebClient client;
  private final Bases bases;
  private final HttpRegistry registry;

  /// What nobody else closes.
  private final List<Connection> own = new ArrayList<>();

  private Workspace(
      Session session,
      ProjectTree tree,
      List<SettingsLayer> above,
      List<SettingsLayer> below,
      Store store,
      Connection connection,
      BaseOptions baseOptions,
      BaseNotice notice) {
    this.session = session;
    this.tree = tree;
    this.above = List.copyOf(above);
    this.below = List.copyOf(below);
    this.store = store;
    this.client =
        new WebClient(connection.http(), Credentials.from(session.environment(), indexes(tree)));
    this.registry = connection.registry();
    this.bases = new Bases(session, store, client, registry, baseOptions, tree.root(), notice);
  }

  private static List<IndexLocation> indexes(ProjectTree tree) {
    List<IndexLocation> indexes = new ArrayList<>();
    for (UvSettings.Index index : tree.workspaceRoot().uv().indexes()) {
      indexes.add(new IndexLocation(index.name(), index.url()));
    }
    return indexes;
  }

  Session session() {
    return session;
  }

  /// The project without its lockfile.
  ProjectTree tree() {
    return tree;
  }

  /// The project; to be asked for after [#lock] alone.
  Project project() {
    return locked.getFirst();
  }

  /// Reads the lockfile.
  ///
  /// @throws ProjectException with everything that is wrong in it
  Workspace lock() throws ProjectException, IOException {
    locked.add(new ProjectReader().lock(tree));
    return this;
  }

  /// The settings of the project that the directory belongs to.
  Settings settings() {
    return settings(tree.discovered());
  }

  /// The settings of a member: flags and variables, its own table, that of the workspace, the
  /// user's file.
  Settings settings(PyProject member) {
    List<SettingsLayer> layers = new ArrayList<>(above);
    layers.add(TableSettings.of(member.garboard()));
    layers.add(TableSettings.of(tree.workspaceRoot().garboard()));
    layers.addAll(below);
    return new Settings(layers);
  }

  Store store() {
    return store;
  }

  WebClient client() {
    return client;
  }

  HttpRegistry registry() {
    return registry;
  }

  /// Opens bases for a member with these settings.
  Bases bases(Settings settings) {
    return bases.with(settings);
  }

  /// A locator for the project's files.
  WheelLocator locator(List<String> findLinks, LocateListener listener) {
    LinkPlaces places = new LinkPlaces(tree.workspaceRoot().uv().builds().findLinks(), findLinks);
    return new WheelLocator(client, store, tree.root(), places, listener);
  }

  @Override
  public void close() {
    client.close();
    own.forEach(Connection::close);
  }

  /// Reads the project and its settings, for commands without a base.
  static Workspace open(
      Session session, ProjectOptions options, SettingsLayer flags, boolean offline)
      throws FailureException, StageException, IOException {
    Console console = new Console(session, new OutputOptions());
    return open(session, options, flags, offline, new BaseOptions(), console);
  }

  /// Reads the project and its settings.
  static Workspace open(
      Session session,
      ProjectOptions options,
      SettingsLayer flags,
      boolean offline,
      BaseOptions baseOptions,
      BaseNotice notice)
      throws FailureException, StageException, IOException {
    Connection connection = Connection.of(session, offline, baseOptions);
    Workspace workspace = open(session, options, flags, connection, baseOptions, notice).lock();
    workspace.own.add(connection);
    return workspace;
  }

  /// Reads the project and its settings, without its lockfile.
  ///
  /// @param connection that the caller closes
  static Workspace open(
      Session session,
      ProjectOptions options,
      SettingsLayer flags,
      Connection connection,
      BaseOptions baseOptions,
      BaseNotice notice)
      throws FailureException, StageException, IOException {
    Path directory = directory(session, options);
    ProjectTree tree = new ProjectReader().readTree(directory);
    return new Workspace(
        session,
        tree,
        List.of(flags, SettingsLayer.ofVariables(session.environment())),
        userSettings(session),
        new Store(session.cacheDirectory(), session.clock()),
        connection,
        baseOptions,
        notice);
  }

  /// The project's directory as named.
  static Path directory(Session session, ProjectOptions options) throws FailureException {
    Path directory =
        options.directory == null
            ? session.directory()
            : session.directory().resolve(options.directory);
    if (!Files.isDirectory(directory)) {
      throw Failure.of(
              ExitCode.USAGE,
              (Files.exists(directory) ? "not a directory: " : "no such directory: ")
                  + Phrases.code(directory),
              "The argument names the project's directory")
          .exception();
    }
    return directory;
  }

  /// What `GARBOARD_CONFIG_FILE` says, else the file in the user's directory of settings.
  private static List<SettingsLayer> userSettings(Session session)
      throws ProjectException, IOException, FailureException {
    Optional<GarboardSettings> read = UserSettings.read(session.settingsFile());
    String named = session.variable(Session.SETTINGS_FILE);
    if (read.isEmpty() && !named.isEmpty()) {
      throw Failure.of(
              ExitCode.USAGE,
              "no such file: " + Phrases.code(named),
              "`" + Session.SETTINGS_FILE + "` names it")
          .exception();
    }
    return read.map(TableSettings::of).stream().toList();
  }

  /// The project whose files become the application: the one member that was asked for, else the
  /// one that the directory belongs to.
  PyProject member(SelectionRequest request) throws FailureException {
    List<PackageName> asked = request.roots().packages();
    return asked.isEmpty() ? tree.discovered() : member(asked.getFirst());
  }

  /// The names of all members that have one, sorted.
  List<PackageName> memberNames() {
    return tree.members().stream().flatMap(m -> m.declared().stream()).map(d -> d.name()).toList();
  }

  /// The member of this name; the discovered project where there is none, which whoever selects
  /// will say.
  PyProject member(PackageName name) {
    return tree.members().stream()
        .filter(m -> m.declared().filter(d -> d.name().equals(name)).isPresent())
        .findFirst()
        .orElse(tree.discovered());
  }

  /// The only platform of the image, for commands that look at one.
  String platform() throws FailureException {
    List<String> platforms = platforms(settings());
    if (platforms.size() > 1) {
      throw Failure.of(
              ExitCode.USAGE,
              "this command looks at one platform at a time",
              "Name one of them: `--platform " + platforms.getFirst() + "`")
          .exception();
    }
    return platforms.getFirst();
  }

  /// The platforms of an image; by default linux on this machine's architecture.
  List<String> platforms(Settings settings) {
    List<String> platforms = settings.list(SettingKey.PLATFORMS);
    return platforms.isEmpty()
        ? List.of("linux/" + session.architecture())
        : platforms.stream().distinct().toList();
  }

  /// Opens the base for a platform: the one that settings name, else the default.
  ///
  /// @param bases what opens it
  OpenedBase openBase(PyProject member, String platform, Bases bases, Consumer<String> say)
      throws FailureException, StageException, IOException, InterruptedException {
    BaseContents contents = new BaseContents(store);
    // What compiles is this machine's own variant.
    boolean compiles =
        settings(member).truth(SettingKey.BYTECODE, true)
            && platform.equals("linux/" + session.architecture());
    BaseSetup.Facts facts = compiles ? contents::factsBeforeCompiling : contents::facts;
    return open(member, platform, bases.with(settings(member)), say, facts);
  }

  /// The same, for who will make nothing of it.
  OpenedBase lookAtBase(PyProject member, String platform, Consumer<String> say)
      throws FailureException, StageException, IOException, InterruptedException {
    BaseContents contents = new BaseContents(store);
    return open(member, platform, bases(settings(member)), say, contents::facts);
  }

  private OpenedBase open(
      PyProject member, String platform, Bases own, Consumer<String> say, BaseSetup.Facts facts)
      throws FailureException, StageException, IOException, InterruptedException {
    Settings settings = settings(member);
    OpenedBase base =
        BaseSetup.open(own, baseName(member, say), platform, wantedPython(settings), facts);
    return SystemTree.on(base, own, ImageSetup.compression(settings));
  }

  /// The base that settings name, else the default, which is said with its reason.
  String baseName(PyProject member, Consumer<String> say) throws FailureException {
    Settings settings = settings(member);
    Optional<String> named = settings.text(SettingKey.BASE);
    if (named.isPresent()) {
      return named.get();
    }
    VersionSpecifiers accepted =
        member.declared().map(d -> d.requiresPython()).orElse(VersionSpecifiers.ANY);
    DefaultBase chosen = DefaultBase.choose(wantedPython(settings), accepted);
    say.accept("base " + chosen.name() + ": " + chosen.reason());
    return chosen.name();
  }

  /// The Python that settings or `.python-version` ask for; empty when nobody does.
  String wantedPython() {
    return wantedPython(settings());
  }

  /// The Python that these settings or `.python-version` ask for; empty when nobody does.
  String wantedPython(Settings settings) {
    List<String> pinned = tree.pythonVersions();
    return settings.text(SettingKey.PYTHON, pinned.isEmpty() ? "" : pinned.getFirst());
  }
}
