package dev.garboard.freshness;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.freshness.Freshness.Doubt.Reason;
import dev.garboard.project.LockedDependency;
import dev.garboard.project.LockedPackage;
import dev.garboard.project.LockedSdist;
import dev.garboard.project.PackageId;
import dev.garboard.project.PackageSource;
import dev.garboard.project.Project;
import dev.garboard.project.ProjectException;
import dev.garboard.project.ProjectReader;
import dev.garboard.project.PyProject;
import dev.garboard.project.UvSettings;
import dev.garboard.python.PackageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Answers whether uv would keep a project's lockfile.
///
/// Judged from the project's own files; what else uv would listen to makes the answer unknown where
/// it may matter. Registries, repositories and URLs are not asked for news, as uv does not ask them
/// either.
public final class FreshnessCheck {

  private static final String FILE = "pyproject.toml";

  private final Project project;
  private final Findings findings = new Findings();
  private final DemandComparison comparison;
  private final MemberKinds kinds;

  private FreshnessCheck(Project project) {
    this.project = project;
    this.comparison =
        new DemandComparison(
            project.root(),
            PythonRange.of(project.lockfile().header().requiresPython().clauses()),
            findings);
    this.kinds = new MemberKinds(project);
  }

  /// Compares the project with its lockfile.
  ///
  /// @throws IOException when a file that exists cannot be read
  public static Freshness of(Project project, UvSurroundings surroundings) throws IOException {
    FreshnessCheck check = new FreshnessCheck(project);
    surroundings.note(check.findings);
    check.members();
    check.settings();
    check.trees();
    return check.findings.freshness();
  }

  private void members() {
    Set<PackageName> names = new LinkedHashSet<>();
    for (PyProject member : project.members()) {
      PackageName name = member.declared().orElseThrow().name();
      names.add(name);
      List<LockedPackage> locked = project.lockfile().named(name);
      if (locked.size() == 1) {
        findings.compareValues(
            file(member), "tool.uv.package", kinds.kind(member), locked.getFirst().source().kind());
      }
    }
    boolean alone = names.size() == 1 && project.workspaceRoot().declared().isPresent();
    findings.compare(
        FILE,
        "tool.uv.workspace.members",
        alone ? List.of() : names,
        project.lockfile().members().names());
  }

  private void settings() throws IOException {
    if (Files.exists(project.root().resolve("uv.toml"))) {
      findings.doubt("uv.toml", "", Reason.NOT_COMPARED);
    }
    PyProject root = project.workspaceRoot();
    new SettingsCheck(project, DeclaredTree.of(root), comparison)
        .check(new Lowering(root, root, kinds));
  }

  /// Every local tree that can be reached from the members; what comes from elsewhere does not
  /// change.
  private void trees() throws IOException {
    Map<PackageId, LockedPackage> byId = new HashMap<>();
    project.lockfile().packages().forEach(p -> byId.put(p.id(), p));
    ArrayDeque<LockedPackage> queue = new ArrayDeque<>();
    Set<PackageId> seen = new HashSet<>();
    for (PyProject member : project.members()) {
      project.lockfile().named(member.declared().orElseThrow().name()).stream()
          .filter(locked -> seen.add(locked.id()))
          .forEach(queue::add);
    }
    Set<String> indexes = indexes();
    while (!queue.isEmpty()) {
      LockedPackage locked = queue.remove();
      if (check(locked, indexes)) {
        edges(locked)
            .map(edge -> byId.get(edge.target()))
            .filter(target -> target != null && seen.add(target.id()))
            .forEach(queue::add);
      }
    }
  }

  private static Stream<LockedDependency> edges(LockedPackage locked) {
    return Stream.of(
            Stream.of(locked.dependencies().production()),
            locked.dependencies().extras().values().stream(),
            locked.dependencies().groups().values().stream())
        .flatMap(lists -> lists.flatMap(Collection::stream));
  }

  /// @return whether its dependencies matter, too
  private boolean check(LockedPackage locked, Set<String> indexes) throws IOException {
    return switch (locked.source()) {
      case PackageSource.Registry registry -> {
        index(locked, registry, indexes);
        yield false;
      }
      case PackageSource.Git _ -> false;
      case PackageSource.Url _ -> true;
      case PackageSource.PathArchive(String path) -> {
        archive(locked, path);
        yield true;
      }
      case PackageSource.Directory(String path) -> tree(locked, path);
      case PackageSource.Editable(String path) -> tree(locked, path);
      case PackageSource.Virtual(String path) -> tree(locked, path);
    };
  }

  private boolean tree(LockedPackage locked, String path) throws IOException {
    Path directory = project.root().resolve(path).normalize();
    PyProject tree = null;
    for (PyProject member : project.members()) {
      if (member.directory().equals(directory)) {
        tree = member;
      }
    }
    if (tree == null) {
      try {
        tree = new ProjectReader().tree(directory);
      } catch (ProjectException _) {
        findings.doubt(path.isEmpty() ? FILE : path + "/" + FILE, "", Reason.UNREADABLE);
        return true;
      }
    }
    new TreeCheck(project.lockfile().header(), comparison)
        .check(
            file(tree),
            DeclaredTree.of(tree),
            new Lowering(tree, project.workspaceRoot(), kinds),
            locked);
    return true;
  }

  /// An archive of the recorded digest has the recorded metadata.
  private void archive(LockedPackage locked, String path) throws IOException {
    Path file = project.root().resolve(path);
    List<Digest> recorded =
        locked.sdist() instanceof LockedSdist.SourceItself(List<Digest> digests, long _)
            ? digests
            : locked.wheels().stream().flatMap(wheel -> wheel.digests().stream()).toList();
    if (!Files.isRegularFile(file)) {
      findings.doubt(path, "", Reason.UNREADABLE);
    } else if (!recorded.contains(Hashing.sha256(Content.of(file)))) {
      findings.doubt(path, "", Reason.NOT_COMPARED);
    }
  }

  /// Empty where none is configured: then uv takes every index for known.
  private Set<String> indexes() throws IOException {
    Set<String> indexes = new LinkedHashSet<>();
    boolean hasDefault = false;
    for (UvSettings.Index index : project.workspaceRoot().uv().indexes()) {
      indexes.add(Origins.place(project.root(), index.url()));
      hasDefault |= index.isDefault();
    }
    Map<?, ?> uv = DeclaredTree.of(project.workspaceRoot()).uv();
    if (uv.get("index-url") instanceof String url) {
      indexes.add(Origins.place(project.root(), url));
      hasDefault = true;
    }
    if (uv.get("extra-index-url") instanceof List<?> urls) {
      urls.forEach(url -> indexes.add(Origins.place(project.root(), String.valueOf(url))));
    }
    project
        .workspaceRoot()
        .uv()
        .builds()
        .findLinks()
        .forEach(place -> indexes.add(Origins.place(project.root(), place)));
    if (!indexes.isEmpty() && !hasDefault) {
      indexes.add(UvSettings.DEFAULT_INDEX);
    }
    return indexes;
  }

  private void index(LockedPackage locked, PackageSource.Registry registry, Set<String> indexes) {
    String location = Origins.place(project.root(), registry.location());
    boolean named =
        project.members().stream()
            .flatMap(member -> member.uv().indexes().stream())
            .anyMatch(index -> Origins.place(project.root(), index.url()).equals(location));
    if (!indexes.isEmpty() && !indexes.contains(location) && !named) {
      findings.difference(
          FILE, "tool.uv.index", List.of(), List.of(locked.name() + " from " + location));
    }
  }

  private String file(PyProject tree) {
    Path file = tree.directory().resolve(FILE);
    return file.startsWith(project.root())
        ? project.root().relativize(file).toString()
        : file.toString();
  }
}
