package dev.garboard.freshness;

import dev.garboard.freshness.DeclaredTree.Wish;
import dev.garboard.project.ProjectException;
import dev.garboard.project.ProjectReader;
import dev.garboard.project.PyProject;
import dev.garboard.project.UvSettings;
import dev.garboard.project.UvSettings.Packaging;
import dev.garboard.python.ExtraName;
import dev.garboard.python.GroupName;
import dev.garboard.python.Marker;
import dev.garboard.python.MarkerSyntaxException;
import dev.garboard.python.PackageName;
import dev.garboard.python.Requirement;
import dev.garboard.python.VersionSpecifiers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Puts `[tool.uv.sources]` into requirements, as uv does before it records them.
final class Lowering {

  /// A form of source or requirement that is not known here.
  static final class NotComparableException extends Exception {
    private static final long serialVersionUID = 1L;

    NotComparableException(String what) {
      super(what);
    }
  }

  private final PyProject owner;
  private final PyProject root;
  private final MemberKinds members;

  /// @param owner whose sources come first; those of the workspace's root are the fallback
  Lowering(PyProject owner, PyProject root, MemberKinds members) {
    this.owner = owner;
    this.root = root;
    this.members = members;
  }

  /// @param group empty unless it is of a dependency group
  List<Demand> demands(List<Wish> wishes, String group) throws NotComparableException, IOException {
    List<Demand> demands = new ArrayList<>();
    for (Wish wish : wishes) {
      demands.addAll(demands(wish, group));
    }
    return demands;
  }

  private List<Demand> demands(Wish wish, String group) throws NotComparableException, IOException {
    Requirement requirement = wish.requirement();
    PackageName name = requirement.name();
    boolean own = owner.uv().sources().containsKey(name);
    List<UvSettings.Source> sources =
        (own ? owner : root)
            .uv().sources().getOrDefault(name, List.of()).stream()
                .filter(source -> applies(source, wish, group))
                .toList();
    if (sources.isEmpty()) {
      return List.of(unsourced(requirement, wish.condition()));
    }
    List<Demand> demands = new ArrayList<>();
    List<Marker> covered = new ArrayList<>();
    for (UvSettings.Source source : sources) {
      Marker marker = marker(source);
      covered.add(marker);
      Condition condition = wish.condition().and(List.of(marker));
      if (mayHold(condition)) {
        demands.add(sourced(requirement, source, condition, own ? owner : root));
      }
    }
    Condition remaining = wish.condition().without(covered);
    if (mayHold(remaining)) {
      demands.add(unsourced(requirement, remaining));
    }
    return demands;
  }

  private static boolean mayHold(Condition condition) throws NotComparableException {
    return !condition.isNever().orElseThrow(() -> new NotComparableException("marker"));
  }

  private static boolean applies(UvSettings.Source source, Wish wish, String group) {
    String extra = source.keys().getOrDefault("extra", "");
    String onlyGroup = source.keys().getOrDefault("group", "");
    return (extra.isEmpty() || wish.extra().stream().anyMatch(e -> e.equals(ExtraName.of(extra))))
        && (onlyGroup.isEmpty()
            || (!group.isEmpty() && GroupName.of(onlyGroup).equals(GroupName.of(group))));
  }

  private static Marker marker(UvSettings.Source source) throws NotComparableException {
    try {
      return Marker.parse(source.keys().getOrDefault("marker", ""));
    } catch (MarkerSyntaxException e) {
      throw new NotComparableException(String.valueOf(e.getMessage()));
    }
  }

  private Demand unsourced(Requirement requirement, Condition condition)
      throws NotComparableException {
    SortedMap<String, String> origin = new TreeMap<>();
    String url = requirement.url();
    if (url.startsWith("git+")) {
      origin.putAll(Origins.gitSpecifier(url));
    } else if (url.startsWith("http")) {
      origin.put("url", Origins.url(url));
      int below = url.indexOf("#subdirectory=");
      if (below >= 0) {
        origin.put("subdirectory", url.substring(below + "#subdirectory=".length()));
      }
    } else if (!url.isEmpty()) {
      throw new NotComparableException(url);
    }
    return demand(requirement, origin, requirement.specifiers(), condition);
  }

  private Demand sourced(
      Requirement requirement, UvSettings.Source source, Condition condition, PyProject declarer)
      throws NotComparableException, IOException {
    Map<String, String> keys = source.keys();
    SortedMap<String, String> origin = new TreeMap<>();
    VersionSpecifiers specifiers = VersionSpecifiers.ANY;
    if (keys.containsKey("git")) {
      origin.put("git", Origins.url(keys.getOrDefault("git", "")));
      copy(keys, origin, "rev", "tag", "branch", "subdirectory", "path", "lfs");
      origin.remove("lfs", "false");
    } else if (keys.containsKey("url")) {
      origin.put("url", Origins.url(keys.getOrDefault("url", "")));
      copy(keys, origin, "subdirectory");
    } else if (keys.containsKey("index")) {
      origin.put("index", index(keys.getOrDefault("index", "")));
      specifiers = requirement.specifiers();
    } else if (keys.containsKey("workspace")) {
      origin.putAll(
          members
              .origin(requirement.name())
              .orElseThrow(() -> new NotComparableException("workspace")));
    } else if (keys.containsKey("path")) {
      origin.putAll(path(keys, declarer.directory()));
    } else {
      throw new NotComparableException("tool.uv.sources." + requirement.name());
    }
    return demand(requirement, origin, specifiers, condition);
  }

  private static Demand demand(
      Requirement requirement,
      Map<String, String> origin,
      VersionSpecifiers specifiers,
      Condition condition) {
    return Demand.of(requirement.name(), requirement.extras(), origin, specifiers, condition);
  }

  private static void copy(Map<String, String> from, Map<String, String> to, String... keys) {
    for (String key : keys) {
      if (from.containsKey(key)) {
        to.put(key, from.getOrDefault(key, ""));
      }
    }
  }

  private String index(String name) throws NotComparableException {
    List<UvSettings.Index> indexes = new ArrayList<>(owner.uv().indexes());
    indexes.addAll(root.uv().indexes());
    return indexes.stream()
        .filter(index -> index.name().equals(name))
        .findFirst()
        .map(index -> Origins.place(root.directory(), index.url()))
        .orElseThrow(() -> new NotComparableException("index " + name));
  }

  private static SortedMap<String, String> path(Map<String, String> keys, Path base)
      throws IOException {
    String path = Origins.path(base, keys.getOrDefault("path", ""));
    Path place = Path.of(path);
    boolean directory =
        Files.exists(place)
            ? Files.isDirectory(place)
            : !path.substring(path.lastIndexOf('/') + 1).contains(".");
    String kind = "path";
    if (directory) {
      String packaged = keys.getOrDefault("package", "");
      boolean isPackage = packaged.isEmpty() ? isPackage(place) : packaged.equals("true");
      kind = isPackage ? "directory" : "virtual";
      kind = keys.getOrDefault("editable", "").equals("true") ? "editable" : kind;
    }
    return new TreeMap<>(Map.of(kind, path));
  }

  private static boolean isPackage(Path place) throws IOException {
    try {
      PyProject tree = new ProjectReader().tree(place);
      return tree.uv().project().packaging() != Packaging.VIRTUAL;
    } catch (ProjectException _) {
      return true;
    }
  }

  /// What a list of `[tool.uv]` asks for, such as its constraints.
  List<Demand> inputs(List<String> texts) throws NotComparableException, IOException {
    List<Demand> demands = new ArrayList<>();
    for (String text : texts) {
      Requirement requirement = Requirement.parse(text);
      demands.addAll(
          demands(new Wish(requirement, Condition.of(requirement.marker()), List.of()), ""));
    }
    return demands;
  }
}
