package dev.garboard.freshness;

import dev.garboard.project.ConflictItem;
import dev.garboard.project.DependencyGroups.Entry;
import dev.garboard.project.PyProject;
import dev.garboard.python.ExtraName;
import dev.garboard.python.GroupName;
import dev.garboard.python.PackageName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// `[tool.uv] conflicts` of all members, as uv writes them into a lockfile.
final class DeclaredConflicts {

  private final List<List<ConflictItem>> sets = new ArrayList<>();

  List<List<ConflictItem>> sets() {
    return List.copyOf(sets);
  }

  /// Those that one `pyproject.toml` declares.
  ///
  /// @throws IllegalArgumentException when an item means nothing
  void add(DeclaredTree tree) {
    if (tree.uv().get("conflicts") instanceof List<?> declared) {
      for (Object set : declared) {
        if (!(set instanceof List<?> items)) {
          throw new IllegalArgumentException("a conflict is no array");
        }
        sets.add(sorted(items.stream().map(item -> item(tree, item)).toList()));
      }
    }
  }

  private static ConflictItem item(DeclaredTree tree, Object item) {
    if (!(item instanceof Map<?, ?> table)) {
      throw new IllegalArgumentException("a conflict's item is no table");
    }
    PackageName name =
        table.get("package") instanceof String text ? PackageName.of(text) : tree.name();
    if (table.get("extra") instanceof String extra) {
      return new ConflictItem.Extra(name, ExtraName.of(extra));
    }
    return table.get("group") instanceof String group
        ? new ConflictItem.Group(name, GroupName.of(group))
        : new ConflictItem.Whole(name);
  }

  /// A group that includes a conflicting one conflicts, too: each set again, with every group of it
  /// replaced by one that includes it. Only groups of the workspace's root count.
  void expandGroups(PyProject root) {
    if (root.declared().isEmpty()) {
      return;
    }
    PackageName name = root.declared().get().name();
    for (List<ConflictItem> set : List.copyOf(sets)) {
      List<List<ConflictItem>> variants = List.of(List.of());
      for (ConflictItem item : set) {
        List<ConflictItem> choices = new ArrayList<>(List.of(item));
        if (item instanceof ConflictItem.Group(PackageName owner, GroupName group)
            && owner.equals(name)) {
          includers(root, group).forEach(g -> choices.add(new ConflictItem.Group(name, g)));
        }
        List<List<ConflictItem>> longer = new ArrayList<>();
        for (List<ConflictItem> variant : variants) {
          for (ConflictItem choice : choices) {
            List<ConflictItem> more = new ArrayList<>(variant);
            more.add(choice);
            longer.add(more);
          }
        }
        variants = longer;
      }
      variants.stream()
          .map(DeclaredConflicts::sorted)
          .filter(variant -> variant.size() == set.size() && !sets.contains(variant))
          .forEach(sets::add);
    }
  }

  /// The groups that include this one, also through others.
  private static Set<GroupName> includers(PyProject root, GroupName group) {
    Set<GroupName> found = new LinkedHashSet<>();
    Set<GroupName> known = new LinkedHashSet<>(Set.of(group));
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Map.Entry<GroupName, List<Entry>> entry : root.groups().groups().entrySet()) {
        boolean includes =
            entry.getValue().stream()
                .anyMatch(e -> e instanceof Entry.Include(GroupName in) && known.contains(in));
        if (includes && known.add(entry.getKey())) {
          found.add(entry.getKey());
          grown = true;
        }
      }
    }
    return found;
  }

  /// Without repetitions, in an order of its own.
  static List<ConflictItem> sorted(Collection<ConflictItem> set) {
    return set.stream()
        .distinct()
        .sorted(Comparator.comparing((ConflictItem item) -> item.key().value()))
        .toList();
  }

  static String text(List<ConflictItem> set) {
    return set.stream().map(DeclaredConflicts::text).collect(Collectors.joining(" and "));
  }

  private static String text(ConflictItem item) {
    return switch (item) {
      case ConflictItem.Extra(PackageName name, ExtraName extra) -> name + "[" + extra + "]";
      case ConflictItem.Group(PackageName name, GroupName group) -> name + ":" + group;
      case ConflictItem.Whole(PackageName name) -> name.value();
    };
  }
}
