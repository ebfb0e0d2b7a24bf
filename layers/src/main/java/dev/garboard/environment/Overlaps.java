package dev.garboard.environment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Distributions that own one path: where one of them goes or changes, the others are installed
/// anew, so that the result does not depend on history.
final class Overlaps {

  private Overlaps() {}

  /// Adds to the plan what shares a path with something that is removed.
  static SyncPlan complete(SyncPlan plan, EnvironmentPaths paths) throws IOException {
    if (plan.remove().isEmpty() || plan.keep().isEmpty()) {
      return plan;
    }
    Set<Path> gone = new HashSet<>();
    for (InstalledDistribution removed : plan.remove()) {
      gone.addAll(removed.files());
    }
    Map<String, InstalledDistribution> installed = new HashMap<>();
    for (InstalledDistribution each : InstalledDistribution.scan(paths.sitePackages())) {
      installed.put(each.name(), each);
    }
    List<Wanted> keep = new ArrayList<>();
    List<Wanted> install = new ArrayList<>(plan.install());
    List<InstalledDistribution> remove = new ArrayList<>(plan.remove());
    for (Wanted each : plan.keep()) {
      InstalledDistribution there = installed.get(each.name());
      if (there != null
          && !plan.foreign().contains(each.name())
          && there.files().stream().anyMatch(gone::contains)) {
        install.add(each);
        remove.add(there);
      } else {
        keep.add(each);
      }
    }
    install.sort(Comparator.comparing(Wanted::name));
    return new SyncPlan(install, remove, keep, plan.foreign());
  }
}
