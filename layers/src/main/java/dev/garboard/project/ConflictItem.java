package dev.garboard.project;

import dev.garboard.python.ExtraName;
import dev.garboard.python.GroupName;
import dev.garboard.python.PackageName;

/// One side of a declared conflict. Its key is how lockfile markers spell "this is active".
public sealed interface ConflictItem {

  PackageName name();

  /// The name that stands for it in `extra == '…'`; the length resolves the ambiguity of hyphens.
  default ExtraName key() {
    String owner = name().value().length() + "-" + name();
    return ExtraName.of(
        switch (this) {
          case Extra(_, ExtraName extra) -> "extra-" + owner + "-" + extra;
          case Group(_, GroupName group) -> "group-" + owner + "-" + group;
          case Whole _ -> "project-" + owner;
        });
  }

  /// An extra of a package.
  record Extra(PackageName name, ExtraName extra) implements ConflictItem {}

  /// A dependency group of a package.
  record Group(PackageName name, GroupName group) implements ConflictItem {}

  /// A project's production dependencies.
  record Whole(PackageName name) implements ConflictItem {}
}
