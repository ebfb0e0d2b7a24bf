package dev.garboard.selection;

import dev.garboard.project.Project;
import dev.garboard.project.PyProject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/// Flags of `uv sync` drawn from what a project declares, now and then one that it does not.
final class RandomFlags {

  private static final List<String> SWITCHES =
      List.of(
          "--no-editable",
          "--no-install-project",
          "--no-install-workspace",
          "--no-install-local",
          "--no-build",
          "--no-default-groups",
          "--no-dev",
          "--dev");

  private final Random random;
  private final List<String> members;
  private final List<String> extras;
  private final List<String> groups;
  private final List<String> packages;

  RandomFlags(Project project, Random random) {
    this.random = random;
    TreeSet<String> extraNames = new TreeSet<>();
    TreeSet<String> groupNames = new TreeSet<>();
    TreeSet<String> memberNames = new TreeSet<>();
    List<PyProject> all = new ArrayList<>(project.members());
    all.add(project.workspaceRoot());
    for (PyProject member : all) {
      member.groups().groups().keySet().forEach(g -> groupNames.add(g.value()));
      member
          .declared()
          .ifPresent(declared -> {
            memberNames.add(declared.name().value());
            declared.requirements().extras().keySet().forEach(e -> extraNames.add(e.value()));
          });
    }
    this.members = List.copyOf(memberNames);
    this.extras = List.copyOf(extraNames);
    this.groups = List.copyOf(groupNames);
    this.packages =
        project.lockfile().packages().stream().map(p -> p.name().value()).distinct().toList();
  }

  /// One list of words for each flag with its value.
  List<List<String>> next() {
    List<List<String>> flags = new ArrayList<>();
    roots(flags);
    groups(flags);
    // uv takes no extras beside this flag.
    if (!has(flags, "--only-group")) {
      extras(flags);
    }
    for (String name : SWITCHES) {
      boolean clashes = name.endsWith("dev") && has(flags, "--dev", "--no-dev", "--only-group");
      if (chance(0.06) && !clashes) {
        flags.add(List.of(name));
      }
    }
    some(flags, "--no-install-package", packages, 0.1);
    return flags;
  }

  private void roots(List<List<String>> flags) {
    if (members.size() > 1 && chance(0.15)) {
      flags.add(List.of("--all-packages"));
    } else if (members.size() > 1 && chance(0.4)) {
      some(flags, "--package", members, 1);
    }
  }

  private void groups(List<List<String>> flags) {
    if (chance(0.12)) {
      some(flags, "--only-group", groups, 1);
    } else if (chance(0.15)) {
      flags.add(List.of("--all-groups"));
      some(flags, "--no-group", groups, 0.4);
    } else {
      some(flags, "--group", groups, 0.4);
      some(flags, "--no-group", groups, 0.15);
    }
  }

  private void extras(List<List<String>> flags) {
    if (chance(0.15)) {
      flags.add(List.of("--all-extras"));
      some(flags, "--no-extra", extras, 0.3);
    } else {
      some(flags, "--extra", extras, 0.4);
    }
  }

  private void some(List<List<String>> flags, String flag, List<String> names, double start) {
    double chance = start;
    while (!names.isEmpty() && chance(chance)) {
      String name = chance(0.03) ? "unheard-of" : names.get(random.nextInt(names.size()));
      if (!flags.contains(List.of(flag, name))) {
        flags.add(List.of(flag, name));
      }
      chance = chance / 2;
    }
  }

  private static boolean has(List<List<String>> flags, String... names) {
    return flags.stream().anyMatch(words -> List.of(names).contains(words.getFirst()));
  }

  private boolean chance(double of) {
    return random.nextDouble() < of;
  }
}
