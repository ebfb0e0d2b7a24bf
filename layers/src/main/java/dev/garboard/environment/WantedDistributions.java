package dev.garboard.environment;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.install.DirectUrl;
import dev.garboard.install.InstallException;
import dev.garboard.install.InstallLayout;
import dev.garboard.install.InstallOptions;
import dev.garboard.install.ProjectFacts;
import dev.garboard.install.ProjectInstaller;
import dev.garboard.locate.LocateFailedException;
import dev.garboard.locate.LocatedWheel;
import dev.garboard.locate.WheelLocator;
import dev.garboard.pipeline.SourceRoots;
import dev.garboard.pipeline.StaticFacts;
import dev.garboard.project.PackageSource;
import dev.garboard.project.Project;
import dev.garboard.project.ProjectTable;
import dev.garboard.project.PyProject;
import dev.garboard.selection.Artifact;
import dev.garboard.selection.SelectedPackage;
import dev.garboard.selection.Selection;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns a selection into what an environment shall hold.
final class WantedDistributions {

  private final Project project;
  private final HostPython python;
  private final WheelLocator locator;
  private final List<EnvironmentProblem> problems = new ArrayList<>();

  WantedDistributions(Project project, HostPython python, WheelLocator locator) {
    this.project = project;
    this.python = python;
    this.locator = locator;
  }

  List<Wanted> of(Selection selection)
      throws EnvironmentException,
          InstallException,
          LocateFailedException,
          IOException,
          InterruptedException {
    List<Wanted> wanted = new ArrayList<>();
    for (SelectedPackage selected : selection.packages()) {
      switch (selected.artifact()) {
        case Artifact.Wheel wheel -> wanted.add(wheel(selected, wheel));
        case Artifact.LocalTree(String path, boolean editable) -> {
          if (editable) {
            inPlace(selected, path).ifPresent(wanted::add);
          } else {
            needsBuild(selected, project.root().resolve(path).normalize().toString());
          }
        }
        case Artifact.SourceArchive archive -> needsBuild(selected, archive.filename());
        case Artifact.GitTree _ -> needsBuild(selected, selected.source().kind());
      }
    }
    if (!problems.isEmpty()) {
      throw new EnvironmentException(problems);
    }
    return wanted;
  }

  private void needsBuild(SelectedPackage selected, String artifact) {
    problems.add(new EnvironmentProblem.NeedsBuild(selected.name(), selected.version(), artifact));
  }

  private Wanted wheel(SelectedPackage selected, Artifact.Wheel wheel)
      throws LocateFailedException, InterruptedException {
    Digest digest;
    if (wheel.digests().isEmpty()) {
      List<LocatedWheel> located = locator.locate(List.of(selected));
      digest = located.getFirst().digest();
    } else {
      digest = wheel.digests().getFirst();
    }
    String directUrl = directUrl(selected.source());
    return new Wanted.OfWheel(
        selected,
        UnpackedWheels.key(digest, directUrl, python.minor(), python.freeThreaded()),
        directUrl);
  }

  /// PEP 610; unlike in an image, paths of this machine are what they should be.
  private String directUrl(PackageSource source) {
    return switch (source) {
      case PackageSource.Url(String url, String subdirectory) ->
          new DirectUrl.Archive(url, subdirectory).json();
      case PackageSource.PathArchive(String path) ->
          new DirectUrl.Archive(project.root().resolve(path).normalize().toUri().toString(), "")
              .json();
      case PackageSource.Registry _,
          PackageSource.Git _,
          PackageSource.Directory _,
          PackageSource.Editable _,
          PackageSource.Virtual _ ->
          "";
    };
  }

  private Optional<Wanted> inPlace(SelectedPackage selected, String path)
      throws IOException, InstallException {
    Path directory = project.root().resolve(path).normalize();
    Optional<PyProject> member =
        project.members().stream().filter(m -> m.directory().equals(directory)).findFirst();
    Optional<ProjectTable.Declared> declared = member.flatMap(PyProject::declared);
    if (declared.isEmpty()) {
      needsBuild(selected, directory.toString());
      return Optional.empty();
    }
    String version =
        declared.get().hasDynamicVersion() ? selected.version() : declared.get().about().version();
    if (version.isEmpty()) {
      problems.add(new EnvironmentProblem.DynamicVersion(selected.name()));
      return Optional.empty();
    }
    ProjectFacts facts = StaticFacts.of(declared.get(), version, directory.toString());
    String root = SourceRoots.find(directory, facts.metadata().distInfoName());
    String start = root.isEmpty() ? directory.toString() : directory.resolve(root).toString();
    InstallLayout layout = EnvironmentPaths.neutralLayout(python.minor(), python.freeThreaded());
    FileTree tree =
        ProjectInstaller.installInPlace(facts, List.of(start), layout, InstallOptions.defaults());
    return Optional.of(
        new Wanted.InPlace(selected, key(tree), tree, facts.metadata().distInfoDirectory()));
  }

  private static Digest key(FileTree tree) throws IOException {
    StringBuilder inputs = new StringBuilder("in place\n");
    for (Map.Entry<UnixPath, TreeEntry> entry : tree.entries().entrySet()) {
      if (entry.getValue() instanceof TreeEntry.RegularFile(Content content, var _)) {
        inputs.append(entry.getKey()).append('\n');
        inputs.append(Hashing.sha256(content)).append('\n');
      }
    }
    return Hashing.sha256(inputs.toString());
  }
}
