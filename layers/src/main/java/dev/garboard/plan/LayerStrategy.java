package dev.garboard.plan;

import java.util.List;

/// How distributions are cut into layers.
///
/// @param budget largest number of dependency layers; [#DEFAULT_BUDGET] chooses by the number of
///   wheels
/// @param alone names, `*` allowed, of distributions that always get a layer of their own
public record LayerStrategy(int budget, List<String> alone) {

  /// 40, or 64 when more than 150 wheels are selected.
  public static final int DEFAULT_BUDGET = 0;

  /// The default.
  public static final LayerStrategy DEFAULT = new LayerStrategy(DEFAULT_BUDGET, List.of());

  private static final int MANY_WHEELS = 150;

  /// Copies.
  public LayerStrategy {
    alone = List.copyOf(alone);
  }

  int budgetFor(int wheels) {
    if (budget != DEFAULT_BUDGET) {
      return budget;
    }
    return wheels > MANY_WHEELS ? 64 : 40;
  }
}
