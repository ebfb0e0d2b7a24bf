package dev.garboard.pipeline;

import dev.garboard.python.PackageName;
import dev.garboard.selection.SelectedPackage;

/// Why a selection cannot become layers.
public sealed interface PlanProblem {

  /// A package without a wheel, where none may or can be built.
  record NeedsBuild(SelectedPackage selected) implements PlanProblem {}

  /// The project's version is computed by its build backend and nobody said what it is.
  record DynamicVersion(PackageName name) implements PlanProblem {}

  /// The number of layers that the user allows is below what the cut needs.
  record BudgetTooSmall(long budget, int smallest) implements PlanProblem {}

  /// Several members were asked for where one image holds one.
  record NoSingleProject(int members) implements PlanProblem {}
}
