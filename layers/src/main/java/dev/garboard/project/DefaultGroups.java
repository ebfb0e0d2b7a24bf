package dev.garboard.project;

import dev.garboard.python.GroupName;
import java.util.List;

/// The dependency groups that uv installs without being asked: `default-groups`.
public sealed interface DefaultGroups {

  /// Not said: `dev` where it exists.
  record Unset() implements DefaultGroups {}

  /// Every group.
  record All() implements DefaultGroups {}

  /// These groups, possibly none.
  record Named(List<GroupName> names) implements DefaultGroups {
    /// Copies.
    public Named {
      names = List.copyOf(names);
    }
  }
}
