package dev.garboard.freshness;

import dev.garboard.project.Project;
import dev.garboard.project.PyProject;
import dev.garboard.project.UvSettings;
import dev.garboard.project.UvSettings.Packaging;
import dev.garboard.python.PackageName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// How each member of a workspace is installed: `virtual`, `editable` or `directory`.
final class MemberKinds {

  /// What those that require a member say of `editable`; empty where they say nothing.
  private final Map<PackageName, Optional<Boolean>> required = new HashMap<>();

  private final Project project;

  MemberKinds(Project project) {
    this.project = project;
    collect(project.workspaceRoot());
    project.members().forEach(this::collect);
  }

  private void collect(PyProject declarer) {
    declarer
        .uv()
        .sources()
        .forEach((name, sources) -> {
          boolean itself = declarer.declared().filter(d -> d.name().equals(name)).isPresent();
          for (UvSettings.Source source : sources) {
            if (!itself && source.keys().getOrDefault("workspace", "").equals("true")) {
              Optional<Boolean> editable =
                  Optional.ofNullable(source.keys().get("editable")).map(Boolean::valueOf);
              required.merge(name, editable, (old, said) -> said.isPresent() ? said : old);
            }
          }
        });
  }

  /// The lockfile's word.
  String kind(PyProject member) {
    PackageName name = member.declared().orElseThrow().name();
    Packaging said = member.uv().project().packaging();
    boolean isPackage =
        said == Packaging.UNSET
            ? member.buildSystem().declared() || required.containsKey(name)
            : said == Packaging.PACKAGE;
    if (!isPackage) {
      return "virtual";
    }
    return required.getOrDefault(name, Optional.empty()).orElse(true) ? "editable" : "directory";
  }

  /// Where a requirement for this member leads.
  Optional<Map<String, String>> origin(PackageName name) {
    return project.members().stream()
        .filter(member -> member.declared().filter(d -> d.name().equals(name)).isPresent())
        .findFirst()
        .map(member -> Map.of(kind(member), member.directory().toString()));
  }
}
