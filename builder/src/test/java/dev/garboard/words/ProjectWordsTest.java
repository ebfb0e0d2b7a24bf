package dev.garboard.words;

import dev.garboard.config.Settings;
import dev.garboard.pipeline.PlanProblem;
import dev.garboard.project.ConflictItem;
import dev.garboard.project.PackageId;
import dev.garboard.project.PackageSource;
import dev.garboard.project.ProjectProblem;
import dev.garboard.project.SourcePosition;
import dev.garboard.python.ExtraName;
import dev.garboard.python.GroupName;
import dev.garboard.python.Marker;
import dev.garboard.python.MarkerSyntaxException;
import dev.garboard.python.PackageName;
import dev.garboard.python.VersionSpecifiers;
import dev.garboard.python.WheelFilename;
import dev.garboard.selection.Artifact;
import dev.garboard.selection.SelectedPackage;
import dev.garboard.selection.SelectionProblem;
import dev.garboard.selection.SelectionProblem.NoWheelReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The words for one sample at least of every problem of a project.
final class ProjectWordsTest extends WordSamples {

  private static PackageId id(PackageName name, String version, PackageSource source) {
    return new PackageId(name, version, source);
  }

  private static PackageSource index() {
    return new PackageSource.Registry("https://me:hunter2@index.test/simple");
  }

  @Test
  void project() throws IOException {
    words(
        "project",
        ProjectProblem.class,
        one(ProjectWords::of),
        List.of(
            new ProjectProblem.MissingPyProject(Path.of("/home/me")),
            new ProjectProblem.MissingLockfile(Path.of("/home/me/demo/uv.lock")),
            new ProjectProblem.UnsupportedLockVersion(LOCK, 2),
            new ProjectProblem.TomlSyntax(PYPROJECT, "Unexpected '=', expected a value"),
            new ProjectProblem.WrongType(PYPROJECT, "project.name", "string", "integer"),
            new ProjectProblem.MissingKey(PYPROJECT, "project", "name"),
            new ProjectProblem.MissingKey(SourcePosition.of("uv.lock"), "", "requires-python"),
            new ProjectProblem.UnknownKey(PYPROJECT, "tool.garboard.bas", List.of("base")),
            new ProjectProblem.InvalidValue(PYPROJECT, "tool.garboard.project", "expected `a`"),
            new ProjectProblem.UnmanagedProject(SourcePosition.of("pyproject.toml")),
            new ProjectProblem.NotAMember(PYPROJECT, Path.of("/w/lib"), "it has no pyproject.toml"),
            new ProjectProblem.DuplicateMember(DEMO, Path.of("/w/a"), Path.of("/w/b")),
            new ProjectProblem.MemberNotLocked(DEMO, SourcePosition.of("uv.lock")),
            new ProjectProblem.DuplicatePackage(LOCK, id(NUMPY, "2.1", index())),
            new ProjectProblem.DuplicateDependency(LOCK, DEMO, NUMPY),
            new ProjectProblem.UnknownDependency(LOCK, DEMO, NUMPY, "2.1"),
            new ProjectProblem.UnknownDependency(LOCK, DEMO, NUMPY, ""),
            new ProjectProblem.AmbiguousDependency(LOCK, DEMO, NUMPY, "version"),
            new ProjectProblem.WrongHashPresence(LOCK, NUMPY, WHEEL, "registry", true),
            new ProjectProblem.WrongHashPresence(LOCK, NUMPY, WHEEL, "git", false),
            new ProjectProblem.InconsistentVersion(LOCK, NUMPY, "2.2", WHEEL)));
  }

  @Test
  void selection() throws IOException {
    SelectionWords words =
        new SelectionWords(new Named(List.of(), List.of()), new Settings(List.of()));
    PackageId id = id(NUMPY, "2.1", index());
    ConflictItem.Extra cpu = new ConflictItem.Extra(DEMO, ExtraName.of("cpu"));
    ConflictItem.Extra gpu = new ConflictItem.Extra(DEMO, ExtraName.of("gpu"));
    List<SelectionProblem> samples = new ArrayList<>();
    samples.addAll(
        List.of(
            new SelectionProblem.PythonNotAccepted(TARGET, VersionSpecifiers.parse(">=3.14"), ""),
            new SelectionProblem.PythonNotAccepted(
                TARGET, VersionSpecifiers.parse(">=3.14"), "demo:docs"),
            new SelectionProblem.UnsupportedEnvironment(
                TARGET, List.of(marker("sys_platform == 'win32'"))),
            new SelectionProblem.UnknownMember(PackageName.of("dem"), List.of("demo", "demon")),
            new SelectionProblem.RootNotLocked(DEMO, 0),
            new SelectionProblem.RootNotLocked(DEMO, 2),
            new SelectionProblem.UnknownExtra(ExtraName.of("x"), List.of(), List.of()),
            new SelectionProblem.UnknownExtra(ExtraName.of("x"), List.of(DEMO, NUMPY), List.of()),
            new SelectionProblem.UnknownGroup(
                GroupName.of("dcos"), List.of(DEMO), true, List.of("docs")),
            new SelectionProblem.DeclaredConflict(
                List.of(cpu, gpu, new ConflictItem.Whole(DEMO)), List.of(cpu, gpu)),
            new SelectionProblem.ExtrasConflict(cpu, gpu),
            new SelectionProblem.AmbiguousRequirement(NUMPY, List.of(id, otherId())),
            new SelectionProblem.SeveralVersions(NUMPY, List.of(id, otherId()))));
    for (NoWheelReason reason : NoWheelReason.values()) {
      samples.add(
          new SelectionProblem.NoWheel(
              id, reason, List.of(WheelFilename.parse(WHEEL)), BEST, List.of("demo", "numpy")));
    }
    words("selection", SelectionProblem.class, one(words::of), samples);
  }

  private static PackageId otherId() {
    return id(
        NUMPY,
        "2.2",
        new PackageSource.Git(
            "https://me:hunter2@git.test/numpy", "", "0123456789abcdef0123", "", "", false));
  }

  private static Marker marker(String text) {
    try {
      return Marker.parse(text);
    } catch (MarkerSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void plan() throws IOException {
    List<PlanProblem> samples = new ArrayList<>();
    for (Artifact artifact :
        List.of(
            new Artifact.SourceArchive("numpy-2.1.tar.gz", "https://x", List.of(), 1),
            new Artifact.GitTree(),
            new Artifact.LocalTree("libs/numpy", true))) {
      samples.add(
          new PlanProblem.NeedsBuild(
              new SelectedPackage(
                  NUMPY, "2.1", otherId().source(), artifact, List.of("demo", "numpy")),
              List.of(WheelFilename.parse(WHEEL)),
              BEST));
    }
    samples.add(new PlanProblem.DynamicVersion(DEMO));
    samples.add(new PlanProblem.BudgetTooSmall(1, 2));
    words("plan", PlanProblem.class, one(PlanWords::of), samples);
  }
}
