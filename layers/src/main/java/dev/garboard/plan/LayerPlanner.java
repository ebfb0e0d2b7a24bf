package dev.garboard.plan;

import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.plan.PlannedLayer.Kind;
import dev.garboard.python.PackageName;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Cuts a selection into layers such that a change of one distribution changes one layer.
///
/// Large wheels lie alone, largest first. Small ones fall into a fixed number of buckets by a hash
/// of their name, never of their version, so that an update stays in its bucket. The threshold
/// between the two is a power of two, so that it seldom moves.
public final class LayerPlanner {

  /// Fewest dependency layers that a plan may be asked for.
  public static final int SMALLEST_BUDGET = 9;

  private static final long FIRST_THRESHOLD = 256 * 1024;
  private static final long SMALL = 64 * 1024;
  private static final Pattern SEPARATORS = Pattern.compile("[-_.]+");

  private LayerPlanner() {}

  /// Plans the dependency layers, from bottom to top.
  ///
  /// @throws IllegalArgumentException when the budget is below [#SMALLEST_BUDGET]
  public static LayerPlan plan(
      List<PlannedDistribution> distributions, LayerStrategy strategy, InstallProfile profile) {
    int budget = strategy.budgetFor(distributions.size());
    if (budget < SMALLEST_BUDGET) {
      throw new IllegalArgumentException("a layer budget is at least " + SMALLEST_BUDGET);
    }
    List<Pattern> alone = strategy.alone().stream().map(LayerPlanner::glob).toList();
    int buckets = budget >= 32 ? 16 : 8;
    long threshold = threshold(distributions, alone, budget - buckets);
    List<PlannedDistribution> own = new ArrayList<>();
    Map<String, List<PlannedDistribution>> shared = new TreeMap<>();
    for (PlannedDistribution distribution : distributions) {
      if (liesAlone(distribution, alone, threshold)) {
        own.add(distribution);
      } else {
        shared
            .computeIfAbsent(bucket(distribution, buckets), b -> new ArrayList<>())
            .add(distribution);
      }
    }
    own.sort(
        Comparator.comparingLong(PlannedDistribution::size)
            .reversed()
            .thenComparing(PlannedDistribution::name));
    List<PlannedLayer> layers = new ArrayList<>();
    own.forEach(d -> layers.add(layer(Kind.ALONE, d.name().value(), List.of(d), profile)));
    shared.forEach((bucket, held) -> layers.add(layer(Kind.BUCKET, bucket, held, profile)));
    return new LayerPlan(layers, budget, threshold);
  }

  /// A layer that holds one local tree, built as a wheel.
  public static PlannedLayer member(PlannedDistribution member, InstallProfile profile) {
    return layer(Kind.MEMBER, member.name().value(), List.of(member), profile);
  }

  /// A layer without distributions, keyed by these inputs beside the profile.
  public static PlannedLayer other(
      Kind kind, String label, Map<String, Object> inputs, InstallProfile profile) {
    Map<String, Object> all = new LinkedHashMap<>(profile.keyInputs());
    all.put(label, inputs);
    return new PlannedLayer(kind, label, LayerKey.of(all), List.of(), 0);
  }

  private static PlannedLayer layer(
      Kind kind, String label, List<PlannedDistribution> held, InstallProfile profile) {
    List<PlannedDistribution> sorted =
        held.stream().sorted(Comparator.comparing(PlannedDistribution::name)).toList();
    Map<String, Object> inputs = new LinkedHashMap<>(profile.keyInputs());
    inputs.put("distributions", sorted.stream().map(PlannedDistribution::keyInputs).toList());
    long size = sorted.stream().mapToLong(d -> Math.max(0, d.size())).sum();
    return new PlannedLayer(kind, label, LayerKey.of(inputs), sorted, size);
  }

  private static long threshold(
      List<PlannedDistribution> distributions, List<Pattern> alone, int room) {
    long threshold = FIRST_THRESHOLD;
    while (countAlone(distributions, alone, threshold) > room
        && countAlone(distributions, alone, threshold)
            > countAlone(distributions, alone, Long.MAX_VALUE)) {
      threshold *= 2;
    }
    return threshold;
  }

  private static long countAlone(
      List<PlannedDistribution> distributions, List<Pattern> alone, long threshold) {
    return distributions.stream().filter(d -> liesAlone(d, alone, threshold)).count();
  }

  private static boolean liesAlone(
      PlannedDistribution distribution, List<Pattern> alone, long threshold) {
    return distribution.size() >= threshold
        || alone.stream().anyMatch(p -> p.matcher(distribution.name().value()).matches());
  }

  /// A name such as `s2` or `m11`. Two size classes, since a change of a tiny wheel should not move
  /// the bytes of middling ones.
  private static String bucket(PlannedDistribution distribution, int buckets) {
    boolean small = distribution.size() >= 0 && distribution.size() < SMALL;
    int count = small ? buckets / 4 : buckets * 3 / 4;
    int bucket = hash(distribution.name(), count);
    return (small ? "s" : "m") + (bucket < 10 ? "0" : "") + bucket;
  }

  private static int hash(PackageName name, int modulus) {
    Digest digest = Hashing.sha256(name.value());
    return new BigInteger(digest.hex(), 16).mod(BigInteger.valueOf(modulus)).intValue();
  }

  /// Normalises as package names are; these may hold `*`, which no [PackageName] may.
  private static Pattern glob(String name) {
    return Pattern.compile(
        Pattern.quote(SEPARATORS.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT))
            .replace("*", "\\E.*\\Q"));
  }
}
