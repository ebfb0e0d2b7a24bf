package dev.garboard.debian.packages;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Follows `Pre-Depends` and `Depends` from a few packages to all that are needed.
///
/// Deterministic: requirements with one alternative are met first, in order; then those with a
/// choice, each by a package already chosen, else by its first alternative that exists.
public final class ClosureSolver {

  private static final List<String> PRIORITIES =
      List.of("required", "important", "standard", "optional", "extra");

  private final PackageIndex index;
  private final DenyList denyList;
  private final Map<String, PackageId> present;
  private final SequencedMap<String, PackageRecord> chosen = new TreeMap<>();
  private final Map<String, String> requiredBy = new LinkedHashMap<>();
  private final SequencedMap<String, Closure.Denied> denied = new TreeMap<>();
  private final List<ClosureProblem> problems = new ArrayList<>();
  private final Deque<Demand> plain = new ArrayDeque<>();
  private final Deque<Demand> withChoice = new ArrayDeque<>();

  private record Demand(String by, Dependency dependency) {}

  private ClosureSolver(PackageIndex index, DenyList denyList, Map<String, PackageId> present) {
    this.index = index;
    this.denyList = denyList;
    this.present = Map.copyOf(present);
  }

  /// The closure of the requests over what an index offers. A requested package is never denied.
  ///
  /// @throws ClosureException when a dependency cannot be met or packages exclude each other; has
  ///   all problems
  public static Closure solve(PackageIndex index, List<Dependency> requests, DenyList denyList)
      throws ClosureException {
    return solve(index, requests, denyList, Map.of());
  }

  /// The same, less what is there already; `present` has the packages of a base by name, none of
  /// which is part of the result.
  ///
  /// @throws ClosureException when a dependency cannot be met or packages exclude each other
  public static Closure solve(
      PackageIndex index,
      List<Dependency> requests,
      DenyList denyList,
      Map<String, PackageId> present)
      throws ClosureException {
    return new ClosureSolver(index, denyList, present).run(requests);
  }

  private Closure run(List<Dependency> requests) throws ClosureException {
    requests.forEach(request -> demand("", request));
    while (!plain.isEmpty() || !withChoice.isEmpty()) {
      Demand next = plain.isEmpty() ? withChoice.removeFirst() : plain.removeFirst();
      try {
        meet(next);
      } catch (IllegalArgumentException e) {
        malformed(next.dependency().toString(), e);
      }
    }
    checkConflicts();
    if (!problems.isEmpty()) {
      throw new ClosureException(problems);
    }
    return new Closure(List.copyOf(chosen.values()), List.copyOf(denied.values()));
  }

  private void demand(String by, Dependency dependency) {
    (dependency.alternatives().size() == 1 ? plain : withChoice).add(new Demand(by, dependency));
  }

  private void meet(Demand demand) {
    List<Relation> alternatives = demand.dependency().alternatives();
    if (alternatives.stream().anyMatch(this::isMet)) {
      return;
    }
    List<PackageId> considered = new ArrayList<>();
    for (Relation alternative : alternatives) {
      Optional<String> reason =
          demand.by().isEmpty() ? Optional.empty() : denyList.reason(alternative.name());
      if (reason.isPresent()) {
        String key = demand.by() + " " + alternative.name();
        denied.put(key, new Closure.Denied(demand.by(), alternative.name(), reason.get()));
        return;
      }
      Optional<PackageRecord> candidate = candidate(alternative, considered);
      if (candidate.isPresent()) {
        choose(candidate.get(), demand.by());
        return;
      }
    }
    problems.add(
        new ClosureProblem.Unsatisfiable(
            chain(demand.by()), demand.dependency(), List.copyOf(considered)));
  }

  private boolean isMet(Relation relation) {
    PackageId there = present.get(relation.name());
    if (there != null && relation.constraint().accepts(there.version())) {
      return true;
    }
    PackageRecord named = chosen.get(relation.name());
    return (named != null && meets(named, relation))
        || index.providersOf(relation.name()).stream()
            .filter(provider -> provider.equals(chosen.get(provider.name())))
            .anyMatch(provider -> provides(provider, relation));
  }

  private Optional<PackageRecord> candidate(Relation relation, List<PackageId> considered) {
    Optional<PackageRecord> named = index.find(relation.name());
    if (named.isPresent()) {
      if (meets(named.get(), relation)) {
        return named;
      }
      considered.add(named.get().id());
    }
    return index.providersOf(relation.name()).stream()
        .filter(provider -> provides(provider, relation))
        .filter(provider -> denyList.reason(provider.name()).isEmpty())
        .min(Comparator.comparingInt(ClosureSolver::rank).thenComparing(PackageRecord::name));
  }

  private static int rank(PackageRecord candidate) {
    int rank = PRIORITIES.indexOf(candidate.traits().priority());
    return rank < 0 ? PRIORITIES.size() : rank;
  }

  private static boolean meets(PackageRecord candidate, Relation relation) {
    return relation.constraint().accepts(candidate.id().version())
        && qualifies(candidate, relation.qualifier());
  }

  /// A version constraint is met only by a `Provides` that has a version (Debian Policy §7.5).
  private static boolean provides(PackageRecord provider, Relation relation) {
    return qualifies(provider, relation.qualifier())
        && provider.provides().stream()
            .filter(provided -> provided.name().equals(relation.name()))
            .anyMatch(provided ->
                relation.constraint().operator() == VersionConstraint.Operator.ANY
                    || (provided.constraint().operator() == VersionConstraint.Operator.EQUAL
                        && relation.constraint().accepts(provided.constraint().version())));
  }

  /// `:any` asks for a package that says it may serve other architectures; any other qualifier is
  /// an architecture's name.
  private static boolean qualifies(PackageRecord candidate, String qualifier) {
    return switch (qualifier) {
      case "" -> true;
      case "any" -> candidate.traits().multiArch().equals("allowed");
      case String architecture ->
          candidate.id().architecture().equals(architecture)
              || candidate.id().architecture().equals("all");
    };
  }

  private void choose(PackageRecord candidate, String by) {
    if (chosen.putIfAbsent(candidate.name(), candidate) != null) {
      return;
    }
    requiredBy.put(candidate.name(), by);
    try {
      candidate.dependencies().forEach(dependency -> demand(candidate.name(), dependency));
    } catch (IllegalArgumentException e) {
      malformed(candidate.name(), e);
    }
  }

  private void malformed(String name, IllegalArgumentException cause) {
    problems.add(new ClosureProblem.MalformedPackage(name, String.valueOf(cause.getMessage())));
  }

  private List<String> chain(String name) {
    List<String> chain = new ArrayList<>();
    for (String at = name; !at.isEmpty(); at = requiredBy.getOrDefault(at, "")) {
      chain.addFirst(at);
    }
    return List.copyOf(chain);
  }

  private void checkConflicts() {
    for (PackageRecord first : chosen.values()) {
      try {
        first.conflicts().forEach(relation -> checkConflict(first, relation));
      } catch (IllegalArgumentException e) {
        malformed(first.name(), e);
      }
    }
  }

  private void checkConflict(PackageRecord first, Relation relation) {
    PackageRecord second = chosen.get(relation.name());
    if (second != null
        && !second.equals(first)
        && relation.constraint().accepts(second.id().version())) {
      problems.add(new ClosureProblem.Conflicting(first.id(), relation, second.id()));
    }
  }
}
