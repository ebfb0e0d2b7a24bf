package dev.garboard.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.garboard.content.Hashing;
import dev.garboard.plan.PlannedLayer.Kind;
import dev.garboard.python.PackageName;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LayerPlannerTest {

  private static final InstallProfile PROFILE =
      new InstallProfile("/opt/venv", "cp313", InstallProfile.NO_BYTECODE, "splice-1");

  static PlannedDistribution distribution(String name, String version, long size) {
    return new PlannedDistribution(PackageName.of(name), Hashing.sha256(name + version), size, "");
  }

  private static LayerPlan plan(List<PlannedDistribution> distributions) {
    return LayerPlanner.plan(distributions, LayerStrategy.DEFAULT, PROFILE);
  }

  @Test
  void largeWheelsLieAloneLargestFirst() {
    LayerPlan plan =
        plan(
            List.of(
                distribution("tiny", "1", 1_000),
                distribution("big", "1", 5_000_000),
                distribution("bigger", "1", 6_000_000)));
    assertThat(plan.layers())
        .extracting(PlannedLayer::kind, PlannedLayer::label)
        .startsWith(
            org.assertj.core.groups.Tuple.tuple(Kind.ALONE, "bigger"),
            org.assertj.core.groups.Tuple.tuple(Kind.ALONE, "big"))
        .hasSize(3);
  }

  @Test
  void anUpdateChangesExactlyOneKey() {
    List<PlannedDistribution> before = some(60, new Random(1));
    List<PlannedDistribution> after = new ArrayList<>(before);
    after.set(17, distribution(before.get(17).name().value(), "2", before.get(17).size()));
    assertThat(changed(plan(before), plan(after))).isEqualTo(1);
  }

  @Test
  void addingAPackageChangesOneLayerInNearlyAllTrials() {
    Random random = new Random(20);
    int one = 0;
    int trials = 1_000;
    for (int i = 0; i < trials; i++) {
      List<PlannedDistribution> before = some(20 + random.nextInt(200), random);
      List<PlannedDistribution> after = new ArrayList<>(before);
      after.add(distribution("added", "1", size(random)));
      if (changed(plan(before), plan(after)) == 1) {
        one++;
      }
    }
    assertThat(one).isGreaterThanOrEqualTo(trials * 99 / 100);
  }

  @Test
  void theBudgetIsKeptWhateverTheSelection() {
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      List<PlannedDistribution> selection = some(random.nextInt(400), random);
      assertThat(plan(selection).layers())
          .hasSizeLessThanOrEqualTo(selection.size() > 150 ? 64 : 40);
    }
  }

  @Test
  void theUserMayAskForALayerOfItsOwn() {
    LayerStrategy strategy =
        new LayerStrategy(LayerStrategy.DEFAULT_BUDGET, List.of("Open_Telemetry*"));
    LayerPlan plan =
        LayerPlanner.plan(
            List.of(distribution("open-telemetry-api", "1", 10), distribution("idna", "1", 10)),
            strategy,
            PROFILE);
    assertThat(plan.layers()).extracting(PlannedLayer::kind).contains(Kind.ALONE, Kind.BUCKET);
  }

  @Test
  void aKeyNamesEverythingThatCanChangeAByte() {
    List<PlannedDistribution> one = List.of(distribution("idna", "1", 10));
    LayerKey key = key(one, PROFILE);
    assertThat(key(one, new InstallProfile("/usr", "cp313", "off", "splice-1"))).isNotEqualTo(key);
    assertThat(key(one, new InstallProfile("/opt/venv", "cp313t", "off", "splice-1")))
        .isNotEqualTo(key);
    assertThat(key(one, new InstallProfile("/opt/venv", "cp313", "3.13.5", "splice-1")))
        .isNotEqualTo(key);
    assertThat(key(one, new InstallProfile("/opt/venv", "cp313", "off", "zstd-3")))
        .isNotEqualTo(key);
    assertThat(key(List.of(distribution("idna", "2", 10)), PROFILE)).isNotEqualTo(key);
    assertThat(key(List.of(distribution("idna", "1", 11)), PROFILE)).isEqualTo(key);
  }

  @Test
  void theOrderOfTheSelectionDoesNotMatter() {
    List<PlannedDistribution> selection = some(80, new Random(5));
    assertThat(plan(selection.reversed())).isEqualTo(plan(selection));
  }

  @Test
  void aBudgetBelowTheBucketsIsRefused() {
    LayerStrategy strategy = new LayerStrategy(8, List.of());
    assertThatThrownBy(() -> LayerPlanner.plan(List.of(), strategy, PROFILE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static LayerKey key(List<PlannedDistribution> held, InstallProfile profile) {
    return LayerPlanner.plan(held, LayerStrategy.DEFAULT, profile).layers().getFirst().key();
  }

  /// Layers of `after` that `before` does not have, or that vanished, whichever is more.
  private static long changed(LayerPlan before, LayerPlan after) {
    List<LayerKey> old = before.layers().stream().map(PlannedLayer::key).toList();
    List<LayerKey> now = after.layers().stream().map(PlannedLayer::key).toList();
    return now.stream().filter(key -> !old.contains(key)).count();
  }

  private static List<PlannedDistribution> some(int count, Random random) {
    List<PlannedDistribution> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(distribution("package-" + random.nextInt(1_000_000) + "-" + i, "1", size(random)));
    }
    return some;
  }

  /// Sizes spread as real wheels' are: many small, few large.
  private static long size(Random random) {
    return (long) Math.exp(7 + random.nextGaussian() * 2 + 4);
  }
}
