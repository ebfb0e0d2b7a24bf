package dev.garboard.pipeline;

import dev.garboard.python.PackageName;
import dev.garboard.python.WheelFilename;
import dev.garboard.python.WheelTag;
import dev.garboard.selection.SelectedPackage;
import java.util.List;

/// Why a selection cannot become layers.
public sealed interface PlanProblem {

  /// A package without a wheel, where none may or can be built.
  ///
  /// @param available the wheels that exist
  /// @param best the target's most specific tag
  record NeedsBuild(SelectedPackage selected, List<WheelFilename> available, WheelTag best)
      implements PlanProblem {
    /// Copies.
    public NeedsBuild {
      available = List.copyOf(available);
    }
  }

  /// The project's version is computed by its build backend and nobody said what it is.
  record DynamicVersion(PackageName name) implements PlanProblem {}

  /// The number of layers that the user allows is below what the cut needs.
  record BudgetTooSmall(long budget, int smallest) implements PlanProblem {}
}
