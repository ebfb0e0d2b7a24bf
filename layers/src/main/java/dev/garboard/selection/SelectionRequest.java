package dev.garboard.selection;

import dev.garboard.python.ExtraName;
import dev.garboard.python.GroupName;
import dev.garboard.python.PackageName;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What of a project is wanted; the components mirror uv's flags.
public record SelectionRequest(
    Roots roots, Extras extras, Groups groups, Install install, Builds builds) {

  /// The discovered project with its production dependencies and nothing else.
  public static SelectionRequest production() {
    return new SelectionRequest(
        new Roots(List.of(), false),
        new Extras(false, List.of(), List.of()),
        Groups.none(),
        new Install(false, false, false, List.of(), false),
        new Builds(false, false, List.of(), List.of()));
  }

  /// All of the request as text for a key: the same for equal requests alone.
  ///
  /// @return a line, in which names are separated by what no name contains
  public String canonical() {
    return Stream.of(
            roots.packages,
            roots.all,
            extras.all,
            extras.include,
            extras.exclude,
            groups.all,
            groups.include,
            groups.exclude,
            groups.only,
            groups.dev,
            groups.defaults,
            install.noProject,
            install.noWorkspace,
            install.noLocal,
            install.noPackages,
            install.noEditable,
            builds.noBuild,
            builds.noBinary,
            builds.noBuildPackages,
            builds.noBinaryPackages)
        .map(Object::toString)
        .collect(Collectors.joining(" "));
  }

  /// The same of other members.
  public SelectionRequest withRoots(Roots others) {
    return new SelectionRequest(others, extras, groups, install, builds);
  }

  /// Which members: `--package`, `--all-packages`; neither means the discovered project.
  public record Roots(List<PackageName> packages, boolean all) {
    /// Copies.
    public Roots {
      packages = List.copyOf(packages);
    }
  }

  /// `--all-extras`, `--extra`, `--no-extra`.
  public record Extras(boolean all, List<ExtraName> include, List<ExtraName> exclude) {
    /// Copies.
    public Extras {
      include = List.copyOf(include);
      exclude = List.copyOf(exclude);
    }

    /// Whether this extra is wanted of each root.
    public boolean includes(ExtraName extra) {
      return !exclude.contains(extra) && (all || include.contains(extra));
    }
  }

  /// What the project's own `default-groups` count for.
  public enum Defaults {
    /// Nothing: production.
    NONE,
    /// As in `uv sync`.
    AS_UV
  }

  /// What `--dev`, `--no-dev` and `--only-dev` say about the group `dev`, without demanding that it
  /// exists.
  public enum Dev {
    UNSET,
    INCLUDE,
    EXCLUDE,
    ONLY
  }

  /// `--group`, `--no-group`, `--only-group`, `--all-groups`, `--no-default-groups` and the `dev`
  /// flags.
  ///
  /// @param defaults [Defaults#NONE] also stands for `--no-default-groups`
  public record Groups(
      boolean all,
      List<GroupName> include,
      List<GroupName> exclude,
      List<GroupName> only,
      Dev dev,
      Defaults defaults) {
    /// Copies.
    public Groups {
      include = List.copyOf(include);
      exclude = List.copyOf(exclude);
      only = List.copyOf(only);
    }

    /// No group at all.
    public static Groups none() {
      return new Groups(false, List.of(), List.of(), List.of(), Dev.UNSET, Defaults.NONE);
    }
  }

  /// `--no-install-project`, `-workspace`, `-local`, `-package` and `--no-editable`.
  public record Install(
      boolean noProject,
      boolean noWorkspace,
      boolean noLocal,
      List<PackageName> noPackages,
      boolean noEditable) {
    /// Copies.
    public Install {
      noPackages = List.copyOf(noPackages);
    }
  }

  /// `--no-build`, `--no-binary` and their forms for one package; what the project's `[tool.uv]`
  /// says is added.
  public record Builds(
      boolean noBuild,
      boolean noBinary,
      List<PackageName> noBuildPackages,
      List<PackageName> noBinaryPackages) {
    /// Copies.
    public Builds {
      noBuildPackages = List.copyOf(noBuildPackages);
      noBinaryPackages = List.copyOf(noBinaryPackages);
    }
  }
}
