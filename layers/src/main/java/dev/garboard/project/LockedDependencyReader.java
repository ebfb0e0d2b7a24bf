package dev.garboard.project;

import dev.garboard.project.LockedPackageReader.Identified;
import dev.garboard.project.ProjectProblem.AmbiguousDependency;
import dev.garboard.project.ProjectProblem.DuplicateDependency;
import dev.garboard.project.ProjectProblem.MissingKey;
import dev.garboard.project.ProjectProblem.UnknownDependency;
import dev.garboard.python.ExtraName;
import dev.garboard.python.GroupName;
import dev.garboard.python.PackageName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// Resolves the edges of a lockfile: an edge leaves out what the name alone tells.
final class LockedDependencyReader {

  private final LockValues values;
  private final Map<PackageName, List<PackageId>> byName = new HashMap<>();
  private final Map<PackageId, Set<ExtraName>> extras = new HashMap<>();

  LockedDependencyReader(List<Identified> packages, LockValues values) {
    this.values = values;
    for (Identified entry : packages) {
      byName.computeIfAbsent(entry.id().name(), _ -> new ArrayList<>()).add(entry.id());
      Set<ExtraName> known = new HashSet<>();
      entry
          .cursor()
          .table("optional-dependencies")
          .ifPresent(table ->
              table
                  .table()
                  .entries()
                  .keySet()
                  .forEach(key -> values.extra(table, key).ifPresent(known::add)));
      extras.put(entry.id(), known);
    }
  }

  LockedDependencies dependencies(Identified entry) {
    TomlCursor table = entry.cursor();
    SequencedMap<ExtraName, List<LockedDependency>> byExtra = new LinkedHashMap<>();
    SequencedMap<GroupName, List<LockedDependency>> byGroup = new LinkedHashMap<>();
    table
        .table("optional-dependencies")
        .ifPresent(inner -> {
          for (String key : inner.table().entries().keySet()) {
            values.extra(inner, key).ifPresent(e -> byExtra.put(e, edges(entry, inner, key)));
          }
        });
    String groups = table.has("dev-dependencies") ? "dev-dependencies" : "dependency-groups";
    table
        .table(groups)
        .ifPresent(inner -> {
          for (String key : inner.table().entries().keySet()) {
            values.group(inner, key).ifPresent(g -> byGroup.put(g, edges(entry, inner, key)));
          }
        });
    return new LockedDependencies(edges(entry, table, "dependencies"), byExtra, byGroup);
  }

  private List<LockedDependency> edges(Identified parent, TomlCursor table, String key) {
    List<LockedDependency> edges = new ArrayList<>();
    Set<LockedDependency> seen = new HashSet<>();
    for (TomlCursor item : table.tables(key)) {
      Optional<LockedDependency> edge = edge(parent, item);
      if (edge.isPresent() && !seen.add(edge.get())) {
        item.problems()
            .add(
                new DuplicateDependency(item.at(), parent.id().name(), edge.get().target().name()));
      } else {
        edge.ifPresent(edges::add);
      }
    }
    return edges;
  }

  private Optional<LockedDependency> edge(Identified parent, TomlCursor item) {
    if (!item.has("name")) {
      item.problems().add(new MissingKey(item.at(), item.path(), "name"));
      return Optional.empty();
    }
    return item.value("name", values::name)
        .flatMap(name -> target(parent, item, name))
        .map(target -> {
          List<ExtraName> wanted = new ArrayList<>(item.texts("extra", ExtraName::of));
          // An extra without edges is not in the lockfile; activating it means nothing.
          wanted.retainAll(extras.getOrDefault(target, Set.of()));
          return new LockedDependency(target, wanted, values.marker(item, "marker"));
        });
  }

  private Optional<PackageId> target(Identified parent, TomlCursor item, PackageName name) {
    List<PackageId> candidates = byName.getOrDefault(name, List.of());
    Optional<PackageSource> source = item.table("source").flatMap(PackageSourceReader::read);
    if (item.has("source") && source.isEmpty()) {
      return Optional.empty();
    }
    String version = item.text("version").orElse("");
    Optional<PackageId> unique =
        candidates.size() == 1 ? Optional.of(candidates.getFirst()) : Optional.empty();
    PackageName owner = parent.id().name();
    if (source.isEmpty() && unique.isEmpty() && !candidates.isEmpty()) {
      item.problems().add(new AmbiguousDependency(item.at(), owner, name, "source"));
      return Optional.empty();
    }
    boolean versionKnown =
        item.has("version") || unique.isPresent() || source.filter(this::isSourceTree).isPresent();
    if (!versionKnown && !candidates.isEmpty()) {
      item.problems().add(new AmbiguousDependency(item.at(), owner, name, "version"));
      return Optional.empty();
    }
    Optional<PackageId> target =
        candidates.stream()
            .filter(id -> source.isEmpty() || id.source().equals(source.get()))
            .filter(id -> matches(id, item, version, unique.isPresent()))
            .findFirst();
    if (target.isEmpty()) {
      item.problems().add(new UnknownDependency(item.at(), owner, name, version));
    }
    return target;
  }

  private static boolean matches(PackageId id, TomlCursor item, String version, boolean unique) {
    return item.has("version") ? id.version().equals(version) : unique || id.version().isEmpty();
  }

  private boolean isSourceTree(PackageSource source) {
    return switch (source) {
      case PackageSource.Directory _, PackageSource.Editable _, PackageSource.Virtual _ -> true;
      case PackageSource.Registry _,
          PackageSource.Git _,
          PackageSource.Url _,
          PackageSource.PathArchive _ ->
          false;
    };
  }
}
