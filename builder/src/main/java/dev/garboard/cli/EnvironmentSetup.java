package dev.garboard.cli;

import dev.garboard.config.SettingKey;
import dev.garboard.environment.CentralStore;
import dev.garboard.environment.EnvironmentException;
import dev.garboard.environment.EnvironmentPaths;
import dev.garboard.environment.HostPython;
import dev.garboard.environment.LinkMode;
import dev.garboard.environment.PythonFinder;
import dev.garboard.environment.PythonQuery;
import dev.garboard.environment.SyncPlace;
import dev.garboard.environment.VirtualEnvironment;
import dev.garboard.project.ProjectTable;
import dev.garboard.python.Version;
import dev.garboard.python.VersionSpecifiers;
import dev.garboard.selection.PythonRelease;
import dev.garboard.words.ExitCode;
import dev.garboard.words.Failure;
import dev.garboard.words.Failure.FailureException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The environment that a command works on and the interpreter that it rests on.
record EnvironmentSetup(SyncPlace place, HostPython python) {

  static EnvironmentSetup of(Workspace workspace, EnvironmentOptions options)
      throws FailureException, EnvironmentException, IOException, InterruptedException {
    if (options.places() > 1) {
      throw Failure.of(
              ExitCode.USAGE,
              "`--venv`, `--active`, `--system`, `--prefix` and `--target` exclude each other")
          .exception();
    }
    return options.isShared() ? shared(workspace, options) : virtual(workspace, options);
  }

  /// The environment's directory.
  Path prefix() {
    return switch (place) {
      case SyncPlace.Virtual(Path prefix, var _) -> prefix;
      case SyncPlace.Shared shared -> shared.paths().prefix();
    };
  }

  private static EnvironmentSetup virtual(Workspace workspace, EnvironmentOptions options)
      throws FailureException, EnvironmentException, IOException, InterruptedException {
    Session session = workspace.session();
    Path root = workspace.project().root();
    return switch (Place.of(workspace.settings(), session, root)) {
      case Place.At(Path path) -> {
        Path written = staged(path, session, options);
        yield new EnvironmentSetup(
            new SyncPlace.Virtual(written, path), python(workspace, written));
      }
      case Place.Central(CentralStore store) -> {
        HostPython python = find(workspace, false);
        String name = CentralStore.nameFor(projectName(workspace), root.toRealPath(), python);
        Path path = store.resolve(name);
        yield new EnvironmentSetup(
            new SyncPlace.Virtual(staged(path, session, options), path), python);
      }
    };
  }

  private static Path staged(Path path, Session session, EnvironmentOptions options) {
    return options.root == null
        ? path
        : session.directory().resolve(options.root).resolve(path.toString().substring(1));
  }

  private static EnvironmentSetup shared(Workspace workspace, EnvironmentOptions options)
      throws FailureException, EnvironmentException, IOException, InterruptedException {
    Path here = workspace.session().directory();
    HostPython python = find(workspace, true);
    EnvironmentPaths paths = EnvironmentPaths.system(python);
    if (options.prefix != null) {
      paths = EnvironmentPaths.prefix(here.resolve(options.prefix).normalize(), python);
    } else if (options.target != null) {
      paths = EnvironmentPaths.flat(here.resolve(options.target).normalize(), python);
    }
    if (options.root != null) {
      paths = paths.below(here.resolve(options.root).normalize());
    }
    boolean managed = options.system && options.root == null && !options.breakSystemPackages;
    return new EnvironmentSetup(new SyncPlace.Shared(paths, managed, options.foreign()), python);
  }

  static String projectName(Workspace workspace) {
    return workspace
        .project()
        .discovered()
        .declared()
        .map(declared -> declared.name().value())
        .orElse("");
  }

  /// The interpreter of an environment that is there and fits, else one for a new environment.
  private static HostPython python(Workspace workspace, Path path)
      throws FailureException, EnvironmentException, IOException, InterruptedException {
    VirtualEnvironment environment = VirtualEnvironment.at(path);
    boolean there =
        environment.kind() != VirtualEnvironment.Kind.ABSENT
            && Files.exists(environment.interpreter());
    if (!there) {
      return find(workspace, false);
    }
    HostPython existing = query(workspace).ask(environment.interpreter());
    String wanted = workspace.wantedPython();
    boolean fits =
        wanted.isEmpty()
            ? accepted(workspace).contains(Version.parse(existing.version()))
            : matches(existing, wanted, workspace);
    if (fits) {
      return existing;
    }
    if (environment.kind() != VirtualEnvironment.Kind.OURS) {
      throw Failure.of(
              ExitCode.PROJECT,
              path + " is an environment of Python " + existing.version(),
              "Wanted: " + (wanted.isEmpty() ? accepted(workspace).toString() : wanted),
              "It was not made by Garboard, so it stays as it is: remove it, or name another place")
          .exception();
    }
    return find(workspace, false);
  }

  private static boolean matches(HostPython existing, String wanted, Workspace workspace)
      throws EnvironmentException, IOException, InterruptedException {
    if (wanted.indexOf('/') >= 0) {
      HostPython named = find(workspace, false);
      return named.base().executable().equals(existing.base().executable());
    }
    Optional<PythonRelease> release = PythonRelease.parse(wanted);
    if (release.isEmpty()) {
      return true;
    }
    List<Integer> have = existing.target().python();
    List<Integer> want = release.get().version();
    return have.get(1).equals(want.get(1))
        && (release.get().patchAssumed() || have.get(2).equals(want.get(2)))
        && existing.freeThreaded() == release.get().freeThreaded();
  }

  /// @param installed whether that of a virtual environment does not count
  private static HostPython find(Workspace workspace, boolean installed)
      throws EnvironmentException, IOException, InterruptedException {
    Session session = workspace.session();
    List<Path> path = new ArrayList<>();
    String location = session.variable("pythonLocation");
    if (installed && !location.isEmpty()) {
      path.add(Path.of(location, "bin"));
    }
    for (String directory : session.variable("PATH").split(":", -1)) {
      if (directory.startsWith("/")) {
        path.add(Path.of(directory));
      }
    }
    if (!installed) {
      path.addAll(ownOfUv(session));
    }
    PythonFinder finder = new PythonFinder(query(workspace), path);
    return finder.find(workspace.wantedPython(), accepted(workspace), installed);
  }

  /// Those that uv has installed, which are not on the `PATH`; in no order that matters.
  private static List<Path> ownOfUv(Session session) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path directory : session.uvPythons()) {
      try (DirectoryStream<Path> versions = Files.newDirectoryStream(directory, "cpython-*")) {
        versions.forEach(version -> found.add(version.resolve("bin")));
      } catch (NoSuchFileException e) {
        // uv has installed none there.
      }
    }
    Collections.sort(found);
    return found;
  }

  private static PythonQuery query(Workspace workspace) {
    return new PythonQuery(workspace.store());
  }

  private static VersionSpecifiers accepted(Workspace workspace) {
    return workspace
        .project()
        .discovered()
        .declared()
        .map(ProjectTable.Declared::requiresPython)
        .orElse(VersionSpecifiers.ANY);
  }

  static LinkMode linkMode(Workspace workspace) throws FailureException {
    String uv = workspace.session().variable("UV_LINK_MODE");
    String name = workspace.settings().text(SettingKey.SYNC_LINK_MODE, uv.isEmpty() ? "auto" : uv);
    String known = name.equals("clone") || name.equals("reflink") ? "auto" : name;
    return LinkMode.named(known)
        .orElseThrow(() ->
            Failure.of(
                    ExitCode.USAGE,
                    "unknown link mode: `" + name + "`",
                    "Known: auto, hardlink, copy")
                .exception());
  }
}
