package dev.garboard.pipeline;

import dev.garboard.hostbuild.BuildFacts;
import dev.garboard.hostbuild.BuildRequest;
import dev.garboard.hostbuild.BuildSource;
import dev.garboard.hostbuild.BuiltWheel;
import dev.garboard.hostbuild.HostBuildException;
import dev.garboard.hostbuild.HostBuildProblem;
import dev.garboard.hostbuild.HostBuilder;
import dev.garboard.hostbuild.StaticWheel;
import dev.garboard.locate.LocateFailedException;
import dev.garboard.locate.LocatedArchive;
import dev.garboard.locate.LocatedWheel;
import dev.garboard.locate.WheelLocator;
import dev.garboard.project.PackageSource;
import dev.garboard.project.Project;
import dev.garboard.project.PyProject;
import dev.garboard.project.TomlTree;
import dev.garboard.python.PackageName;
import dev.garboard.python.Version;
import dev.garboard.selection.Artifact;
import dev.garboard.selection.SelectedPackage;
import dev.garboard.selection.Selection;
import dev.garboard.selection.Target;
import dev.garboard.selection.WheelTags;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes wheels of what a selection holds no wheel of: source archives, repositories at a commit,
/// local trees. What a local tree's wheel holds is read off its files where that can be; all else
/// is built on this machine.
public final class SourceBuilds {

  private final HostBuilder builder;
  private final WheelLocator locator;
  private final Path staticWheels;
  private final BuildLog log;

  /// With a directory for wheels that need no build.
  public SourceBuilds(HostBuilder builder, WheelLocator locator, Path staticWheels, BuildLog log) {
    this.builder = builder;
    this.locator = locator;
    this.staticWheels = staticWheels;
    this.log = log;
  }

  /// The wheels by distribution, in the selection's order.
  ///
  /// @param member whose files become the application
  /// @throws HostBuildException with everything that did not become a wheel of the locked version
  /// @throws LocateFailedException with every source archive that is not at hand
  public Map<PackageName, LocatedWheel> build(
      Project project, PyProject member, Selection selection, AppSettings app)
      throws HostBuildException, LocateFailedException, IOException, InterruptedException {
    List<SelectedPackage> sources =
        selection.packages().stream()
            .filter(p -> !(p.artifact() instanceof Artifact.Wheel))
            .filter(p -> !OwnTree.isNotInstalled(app.mode(), project, member, p))
            .toList();
    Map<PackageName, LocatedArchive> archives = new HashMap<>();
    locator.locateArchives(sources).forEach(archive -> archives.put(archive.name(), archive));
    Map<PackageName, LocatedWheel> wheels = new LinkedHashMap<>();
    List<HostBuildProblem> problems = new ArrayList<>();
    for (SelectedPackage selected : sources) {
      boolean own = OwnTree.is(project, member, selected);
      Order order = new Order(project, selected, selection.target(), own ? app.version() : "");
      try {
        wheels.put(selected.name(), wheel(order, archives));
      } catch (HostBuildException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new HostBuildException(problems);
    }
    return wheels;
  }

  /// @param version that the user gave; empty for none
  private record Order(Project project, SelectedPackage selected, Target target, String version) {

    /// What the wheel must bear; empty when nobody knows before the build.
    String expectedVersion() {
      return version.isEmpty() ? selected.version() : version;
    }

    BuildRequest from(BuildSource source) {
      return new BuildRequest(
          selected.name(),
          source,
          target,
          WheelTags.of(target).tags().stream().map(Object::toString).toList(),
          existing());
    }

    private List<String> existing() {
      return project.lockfile().named(selected.name()).stream()
          .filter(locked -> locked.source().equals(selected.source()))
          .flatMap(locked -> locked.wheels().stream())
          .map(wheel -> wheel.filename().text())
          .toList();
    }
  }

  private LocatedWheel wheel(Order order, Map<PackageName, LocatedArchive> archives)
      throws HostBuildException, IOException, InterruptedException {
    SelectedPackage selected = order.selected();
    BuiltWheel wheel =
        switch (selected.artifact()) {
          case Artifact.LocalTree(String path, boolean _) ->
              ofTree(order, order.project().root().resolve(path).normalize());
          case Artifact.SourceArchive _ -> {
            LocatedArchive archive = archives.get(selected.name());
            if (archive == null) {
              throw new IllegalStateException("not located: " + selected.name());
            }
            yield built(order, archive(selected, archive));
          }
          case Artifact.GitTree _ -> {
            if (!(selected.source() instanceof PackageSource.Git git)) {
              throw new IllegalStateException("not a repository: " + selected.source());
            }
            yield built(order, new BuildSource.GitCommit(git));
          }
          case Artifact.Wheel _ -> throw new IllegalStateException("a wheel: " + selected.name());
        };
    requireVersion(order, wheel);
    return new LocatedWheel(wheel.filename(), wheel.file(), wheel.digest());
  }

  private static BuildSource archive(SelectedPackage selected, LocatedArchive archive) {
    String subdirectory =
        selected.source() instanceof PackageSource.Url(String _, String below) ? below : "";
    return new BuildSource.Archive(
        archive.file(), archive.filename(), archive.digest(), subdirectory);
  }

  private BuiltWheel ofTree(Order order, Path directory)
      throws HostBuildException, IOException, InterruptedException {
    Map<String, Object> pyproject = TomlTree.read(directory.resolve("pyproject.toml"));
    return switch (StaticWheel.of(new BuildFacts(directory, pyproject, order.version()))) {
      case StaticWheel.Result.Known(StaticWheel wheel) -> wheel.writeBelow(staticWheels);
      case StaticWheel.Result.NotStatic _ -> built(order, SourceTrees.of(directory, pyproject));
    };
  }

  private BuiltWheel built(Order order, BuildSource source)
      throws HostBuildException, IOException, InterruptedException {
    log.makingWheel(order.selected());
    return builder.build(order.from(source));
  }

  private static void requireVersion(Order order, BuiltWheel wheel) throws HostBuildException {
    String expected = order.expectedVersion();
    if (!expected.isEmpty()
        && !Version.parse(expected).equals(Version.parse(wheel.filename().version()))) {
      throw new HostBuildException(
          List.of(
              new HostBuildProblem.OtherVersion(
                  order.selected().name(), expected, wheel.filename().text())));
    }
  }
}
