package dev.garboard.selection;

import dev.garboard.project.ConflictItem;
import dev.garboard.project.PackageId;
import dev.garboard.python.ExtraName;
import dev.garboard.python.GroupName;
import dev.garboard.python.Marker;
import dev.garboard.python.PackageName;
import dev.garboard.python.VersionSpecifiers;
import dev.garboard.python.WheelFilename;
import dev.garboard.python.WheelTag;
import java.util.List;

/// Why a request cannot be answered.
public sealed interface SelectionProblem {

  /// The target's Python is outside `requires-python`.
  ///
  /// @param origin what demands it: empty for the lockfile, else `package:group`
  record PythonNotAccepted(Target target, VersionSpecifiers requiresPython, String origin)
      implements SelectionProblem {}

  /// The lockfile was made for other environments.
  record UnsupportedEnvironment(Target target, List<Marker> supported)
      implements SelectionProblem {}

  /// `--package` names no member.
  ///
  /// @param nearest members with a similar name, nearest first
  record UnknownMember(PackageName name, List<String> nearest) implements SelectionProblem {}

  /// A root that the lockfile does not list exactly once.
  record RootNotLocked(PackageName name, int count) implements SelectionProblem {}

  /// No root declares this extra.
  ///
  /// @param nearest extras with a similar name, nearest first
  record UnknownExtra(ExtraName extra, List<PackageName> roots, List<String> nearest)
      implements SelectionProblem {}

  /// No root declares this group.
  ///
  /// @param byDefault whether `default-groups` names it rather than the request
  /// @param nearest groups with a similar name, nearest first
  record UnknownGroup(
      GroupName group, List<PackageName> roots, boolean byDefault, List<String> nearest)
      implements SelectionProblem {}

  /// The request activates items that the project declares as conflicting.
  ///
  /// @param set the whole conflict
  /// @param active the items that the request activates
  record DeclaredConflict(List<ConflictItem> set, List<ConflictItem> active)
      implements SelectionProblem {}

  /// Dependencies activate two extras that the project declares as conflicting.
  record ExtrasConflict(ConflictItem.Extra first, ConflictItem.Extra second)
      implements SelectionProblem {}

  /// The lockfile holds several versions of a required package for this target.
  record AmbiguousRequirement(PackageName name, List<PackageId> candidates)
      implements SelectionProblem {}

  /// Two packages of one name would overwrite each other.
  record SeveralVersions(PackageName name, List<PackageId> packages) implements SelectionProblem {}

  /// Nothing of a package can be installed on the target.
  ///
  /// @param available the wheels that exist
  /// @param best the target's most specific tag
  /// @param why the requirement path, as in [SelectedPackage]
  record NoWheel(
      PackageId id,
      NoWheelReason reason,
      List<WheelFilename> available,
      WheelTag best,
      List<String> why)
      implements SelectionProblem {}

  /// What rules every file of a package out.
  enum NoWheelReason {
    /// No wheel fits and there is no source to build.
    NOTHING_FITS,
    /// The package is one wheel, and it does not fit.
    WHEEL_SOURCE_DOES_NOT_FIT,
    /// No wheel fits, and building is forbidden.
    BUILD_FORBIDDEN,
    /// Wheels are forbidden, and so is building.
    ALL_FORBIDDEN,
    /// Wheels are forbidden, and there is no source to build.
    BINARY_FORBIDDEN,
    /// Wheels are forbidden, and the package is one.
    WHEEL_SOURCE_FORBIDDEN,
    /// The archive is neither `.tar.gz` nor `.zip`.
    ARCHIVE_FORMAT
  }
}
