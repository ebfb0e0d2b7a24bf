package dev.garboard.buildpack.lifecycle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/// Resolves the build plans of a group (Buildpack API 0.10, "Phase #1: Detection"): the first
/// combination of alternatives, the last buildpack's varied first, in which every requirement is
/// provided by the same buildpack or one before it, and everything provided is required by the same
/// or one after it.
public final class BuildPlans {
  private BuildPlans() {}

  /// What one alternative says.
  private record Plan(Set<String> provides, List<Requirement> requires) {}

  private record Requirement(String name, String text) {}

  /// The entries that a buildpack of the group gets.
  ///
  /// @param plans each buildpack's `plan.toml`, in the group's order
  /// @param asked which of them the entries are for
  /// @return one entry a line, as [TestLifecycle] wants them; empty when nothing resolves
  public static Optional<String> resolve(List<String> plans, int asked) {
    List<List<Plan>> options = plans.stream().map(BuildPlans::alternatives).toList();
    return chosen(options, List.of())
        .map(group -> {
          Set<String> own = group.get(asked).provides();
          List<String> lines = new ArrayList<>();
          group.forEach(plan ->
              plan.requires().stream()
                  .filter(requirement -> own.contains(requirement.name()))
                  .forEach(requirement -> lines.add(requirement.text())));
          return String.join("\n", lines);
        });
  }

  private static Optional<List<Plan>> chosen(List<List<Plan>> options, List<Plan> before) {
    if (before.size() == options.size()) {
      return isMet(before) ? Optional.of(before) : Optional.empty();
    }
    for (Plan plan : options.get(before.size())) {
      List<Plan> group = new ArrayList<>(before);
      group.add(plan);
      Optional<List<Plan>> found = chosen(options, group);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static boolean isMet(List<Plan> group) {
    Set<String> provided = new HashSet<>();
    Set<String> open = new HashSet<>();
    for (Plan plan : group) {
      provided.addAll(plan.provides());
      open.addAll(plan.provides());
      for (Requirement requirement : plan.requires()) {
        if (!provided.contains(requirement.name())) {
          return false;
        }
        open.remove(requirement.name());
      }
    }
    return open.isEmpty();
  }

  private static List<Plan> alternatives(String text) {
    TomlTable toml = Toml.parse(text);
    List<Plan> plans = new ArrayList<>();
    plans.add(plan(toml));
    tables(toml, "or").forEach(table -> plans.add(plan(table)));
    return plans;
  }

  private static Plan plan(TomlTable table) {
    Set<String> provides = new HashSet<>();
    tables(table, "provides").forEach(each -> provides.add(each.getString("name", () -> "")));
    List<Requirement> requires = new ArrayList<>();
    for (TomlTable each : tables(table, "requires")) {
      String name = each.getString("name", () -> "");
      TomlTable metadata = each.getTableOrEmpty("metadata");
      StringBuilder line = new StringBuilder(name + " =");
      line.append(' ').append(metadata.getString("interpreter", () -> "any"));
      for (String key : List.of("build", "launch")) {
        line.append(metadata.getBoolean(key, () -> false) ? " " + key : "");
      }
      requires.add(new Requirement(name, line.toString()));
    }
    return new Plan(provides, requires);
  }

  private static List<TomlTable> tables(TomlTable table, String key) {
    TomlArray array = table.getArrayOrEmpty(key);
    List<TomlTable> tables = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      tables.add(array.getTable(i));
    }
    return tables;
  }
}
