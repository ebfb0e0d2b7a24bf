package dev.garboard.pipeline;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.hostbuild.BuildFacts;
import dev.garboard.hostbuild.BuildRequest;
import dev.garboard.hostbuild.BuildSource;
import dev.garboard.hostbuild.BuiltWheel;
import dev.garboard.hostbuild.EditableWheel;
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
import dev.garboard.project.UvSettings;
import dev.garboard.python.PackageName;
import dev.garboard.python.Version;
import dev.garboard.python.WheelFilename;
import dev.garboard.selection.Artifact;
import dev.garboard.selection.SelectedPackage;
import dev.garboard.selection.Selection;
import dev.garboard.selection.Target;
import dev.garboard.selection.WheelTags;
import dev.garboard.wheel.WheelArchive;
import dev.garboard.wheel.WheelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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

  /// The wheels by distribution, in the selection's order. The project whose files become the
  /// application is among them only where nothing else tells its version.
  ///
  /// @param member whose files become the application
  /// @throws HostBuildException with everything that did not become a wheel of the locked version
  /// @throws LocateFailedException with every source archive that is not at hand
  public Map<PackageName, LocatedWheel> build(
      Project project, PyProject member, Selection selection, AppSettings app)
      throws HostBuildException, LocateFailedException, IOException, InterruptedException {
    List<SelectedPackage> sources = new ArrayList<>();
    for (SelectedPackage selected : selection.packages()) {
      if (!(selected.artifact() instanceof Artifact.Wheel)
          && (!OwnTree.isNotInstalled(app.mode(), project, member, selected)
              || needsVersion(member, selected, app))) {
        sources.add(selected);
      }
    }
    return build(
        sources,
        selected ->
            new Order(
                project,
                selected,
                selection.target(),
                OwnTree.is(project, member, selected) ? app.version() : "",
                false));
  }

  /// Whether a wheel is made only to learn the version.
  private static boolean needsVersion(PyProject member, SelectedPackage itself, AppSettings app)
      throws IOException {
    return app.mode() == ProjectMode.SOURCE && OwnVersion.known(member, itself, app).isEmpty();
  }

  /// The wheels for an environment on this machine: of editable trees that which installs them in
  /// place.
  ///
  /// @throws HostBuildException with everything that did not become a wheel of the locked version
  /// @throws LocateFailedException with every source archive that is not at hand
  public Map<PackageName, LocatedWheel> buildInPlace(Project project, Selection selection)
      throws HostBuildException, LocateFailedException, IOException, InterruptedException {
    List<SelectedPackage> sources =
        selection.packages().stream()
            .filter(p -> !(p.artifact() instanceof Artifact.Wheel))
            .toList();
    return build(sources, selected -> new Order(project, selected, selection.target(), "", true));
  }

  private Map<PackageName, LocatedWheel> build(
      List<SelectedPackage> sources, Function<SelectedPackage, Order> orders)
      throws HostBuildException, LocateFailedException, IOException, InterruptedException {
    Map<PackageName, LocatedWheel> supplied = new HashMap<>();
    for (SelectedPackage selected : sources) {
      supplied(orders.apply(selected)).ifPresent(wheel -> supplied.put(selected.name(), wheel));
    }
    Map<PackageName, LocatedArchive> archives = new HashMap<>();
    locator
        .locateArchives(sources.stream().filter(s -> !supplied.containsKey(s.name())).toList())
        .forEach(archive -> archives.put(archive.name(), archive));
    Map<PackageName, LocatedWheel> wheels = new LinkedHashMap<>();
    List<HostBuildProblem> problems = new ArrayList<>();
    for (SelectedPackage selected : sources) {
      try {
        LocatedWheel ready = supplied.get(selected.name());
        wheels.put(
            selected.name(), ready == null ? wheel(orders.apply(selected), archives) : ready);
      } catch (HostBuildException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new HostBuildException(problems);
    }
    return wheels;
  }

  /// Only where a build would run: what a local tree's own files say needs no other word.
  private Optional<LocatedWheel> supplied(Order order)
      throws LocateFailedException, IOException, InterruptedException {
    SelectedPackage selected = order.selected();
    if (builder.forbidsWheels(selected.name())
        || (selected.artifact() instanceof Artifact.LocalTree(String path, boolean editable)
            && ((editable && order.inPlace())
                || isStatic(order.project().root().resolve(path).normalize(), order.version())))) {
      return Optional.empty();
    }
    Optional<LocatedWheel> wheel = locator.supplied(selected, order.target());
    wheel.ifPresent(found -> log.supplied(selected, found));
    return wheel;
  }

  private static boolean isStatic(Path directory, String version) throws IOException {
    Map<String, Object> pyproject = TomlTree.read(directory.resolve("pyproject.toml"));
    return StaticWheel.of(new BuildFacts(directory, pyproject, version))
        instanceof StaticWheel.Result.Known;
  }

  /// The local trees whose content ends up in a layer of wheels, in the selection's order.
  ///
  /// @throws IOException when a `pyproject.toml` cannot be read
  public static List<BuildSource.Tree> localTrees(
      Project project, PyProject member, Selection selection, ProjectMode mode) throws IOException {
    List<BuildSource.Tree> trees = new ArrayList<>();
    for (SelectedPackage selected : selection.packages()) {
      if (selected.artifact() instanceof Artifact.LocalTree(String path, boolean _)
          && !OwnTree.isNotInstalled(mode, project, member, selected)) {
        trees.add(SourceTrees.of(project.root().resolve(path).normalize()));
      }
    }
    return trees;
  }

  /// @param version that the user gave; empty for none
  /// @param inPlace whether editable trees are installed in place
  private record Order(
      Project project, SelectedPackage selected, Target target, String version, boolean inPlace) {

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
          existing(),
          selected.why());
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
          case Artifact.LocalTree(String path, boolean editable) -> {
            Path directory = order.project().root().resolve(path).normalize();
            yield editable && order.inPlace()
                ? inPlace(order, directory)
                : ofTree(order, directory);
          }
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

  private BuiltWheel inPlace(Order order, Path directory)
      throws HostBuildException, IOException, InterruptedException {
    Map<String, Object> pyproject = TomlTree.read(directory.resolve("pyproject.toml"));
    BuildFacts facts = new BuildFacts(directory, pyproject, order.version());
    return switch (EditableWheel.of(facts)) {
      case StaticWheel.Result.Known(StaticWheel wheel) -> wheel.writeBelow(staticWheels);
      case StaticWheel.Result.NotStatic _ -> {
        // As in uv, an edit of the sources is none of the metadata: only these files are looked at.
        Path kept =
            staticWheels.resolve("in-place").resolve(metadataInputs(order, directory).hex());
        Optional<BuiltWheel> known = StaticWheel.writtenBelow(kept);
        yield known.isPresent()
            ? known.get()
            : inPlace(facts, built(order, SourceTrees.of(directory, pyproject)), kept);
      }
    };
  }

  private static BuiltWheel inPlace(BuildFacts facts, BuiltWheel built, Path directory)
      throws HostBuildException, IOException {
    WheelFilename filename = built.filename();
    try (WheelArchive archive = WheelArchive.open(built.file(), filename)) {
      Map<String, Content> files = new HashMap<>();
      archive.entries().forEach((path, entry) -> files.put(path, entry.content()));
      return EditableWheel.of(facts, filename, files).writeBelow(directory);
    } catch (WheelException e) {
      String reason = String.valueOf(e.getMessage());
      throw new HostBuildException(
          List.of(new HostBuildProblem.UnreadableSource(filename.name(), filename.text(), reason)));
    }
  }

  private static Digest metadataInputs(Order order, Path directory) throws IOException {
    StringBuilder inputs = new StringBuilder();
    inputs.append(directory).append('\n').append(order.target()).append('\n');
    for (String name : List.of("pyproject.toml", "setup.py", "setup.cfg")) {
      Path file = directory.resolve(name);
      String digest = Files.isRegularFile(file) ? Hashing.sha256(Content.of(file)).hex() : "absent";
      inputs.append(digest).append('\n');
    }
    return Hashing.sha256(inputs.toString());
  }

  private BuiltWheel built(Order order, BuildSource source)
      throws HostBuildException, IOException, InterruptedException {
    BuildRequest request = order.from(source);
    for (UvSettings.BuildSetting setting : order.project().workspaceRoot().uv().builds().others()) {
      if (setting.isFor(request.name())) {
        throw new HostBuildException(
            new HostBuildProblem.SettingNotFollowed(
                request.name(), setting.key(), request.wanted()));
      }
    }
    log.makingWheel(order.selected());
    return builder.build(request);
  }

  private static void requireVersion(Order order, BuiltWheel wheel) throws HostBuildException {
    String expected = order.expectedVersion();
    if (order.inPlace() && order.selected().artifact() instanceof Artifact.LocalTree) {
      // The version of a tree that is being worked on moves on before the next lock.
      return;
    }
    if (!expected.isEmpty()
        && !Version.parse(expected).equals(Version.parse(wheel.filename().version()))) {
      throw new HostBuildException(
          List.of(
              new HostBuildProblem.OtherVersion(
                  order.selected().name(), expected, wheel.filename().text())));
    }
  }
}
