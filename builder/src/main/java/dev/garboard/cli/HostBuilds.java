package dev.garboard.cli;

import dev.garboard.hostbuild.BuildPolicy;
import dev.garboard.hostbuild.BuildSettings;
import dev.garboard.hostbuild.BuildSettings.Indexes;
import dev.garboard.hostbuild.HostBuilder;
import dev.garboard.hostbuild.HostEnvironment;
import dev.garboard.locate.WheelLocator;
import dev.garboard.pipeline.BuildLog;
import dev.garboard.pipeline.SourceBuilds;
import dev.garboard.project.PyProject;
import dev.garboard.project.UvSettings;
import dev.garboard.python.PackageName;
import dev.garboard.store.TreeShelf;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// How wheels are made on this machine: its tools, the project's indexes and constraints.
///
/// @param interpreters to prefer over those on the search path
record HostBuilds(Workspace workspace, BuildToolOptions tools, List<Path> interpreters) {
  private static final Duration LIMIT = Duration.ofMinutes(30);

  HostBuilds {
    interpreters = List.copyOf(interpreters);
  }

  static SourceBuilds of(
      Workspace workspace, BuildToolOptions tools, WheelLocator locator, BuildLog log) {
    return new HostBuilds(workspace, tools, List.of()).with(locator, log);
  }

  SourceBuilds with(WheelLocator locator, BuildLog log) {
    Session session = workspace.session();
    PyProject root = workspace.tree().workspaceRoot();
    BuildSettings settings =
        new BuildSettings(
            root.uv().inputs().getOrDefault("build-constraint-dependencies", List.of()),
            indexes(session, workspace, tools),
            policy(root.uv().builds()),
            LIMIT);
    Path cache = workspace.store().shelf(TreeShelf.BUILT);
    return new SourceBuilds(
        new HostBuilder(host(session), settings, cache), locator, cache.resolve("static"), log);
  }

  /// The selection holds a source only where it may be built.
  private BuildPolicy policy(UvSettings.Builds uv) {
    Set<PackageName> noBinary = new HashSet<>(uv.noBinaryPackages());
    tools.noBinaryPackages.forEach(name -> noBinary.add(PackageName.of(name)));
    return new BuildPolicy(false, Set.of(), tools.noBinary || uv.noBinary(), noBinary);
  }

  private HostEnvironment host(Session session) {
    List<Path> path =
        Arrays.stream(session.variable("PATH").split(File.pathSeparator, -1))
            .map(Path::of)
            .filter(Path::isAbsolute)
            .toList();
    String home = session.variable("HOME");
    return new HostEnvironment(
        session.environment(),
        path,
        interpreters,
        Path.of(home.isEmpty() ? "/" : home),
        "linux-" + session.architecture());
  }

  private static Indexes indexes(Session session, Workspace workspace, BuildToolOptions tools) {
    String primary = session.variable("UV_DEFAULT_INDEX");
    List<String> extra = new ArrayList<>();
    UvSettings uv = workspace.tree().workspaceRoot().uv();
    List<String> findLinks = new ArrayList<>(uv.builds().findLinks());
    findLinks.addAll(tools.findLinks);
    for (UvSettings.Index index : uv.indexes()) {
      if (index.format().equals("flat")) {
        findLinks.add(index.url());
      } else if (index.isDefault() && primary.isEmpty()) {
        primary = index.url();
      } else if (!index.isDefault() && !index.explicit()) {
        extra.add(index.url());
      }
    }
    Path root = workspace.tree().root();
    return new Indexes(
        primary,
        extra,
        findLinks.stream().map(place -> absolute(root, place)).toList(),
        tools.offline || session.offline());
  }

  /// Builds run in directories of their own.
  private static String absolute(Path root, String place) {
    return place.contains("://") ? place : root.resolve(place).toString();
  }
}
