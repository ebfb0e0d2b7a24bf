package dev.garboard.environment;

import dev.garboard.environment.EnvironmentState.Entry;
import dev.garboard.parallel.Parallel;
import dev.garboard.parallel.Parallel.TaskFailedException;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Makes the changes of a plan.
final class Changes {

  private final EnvironmentPaths paths;
  private final SyncPolicy policy;
  private final EnvironmentState state;
  private final SyncOptions options;
  private final Path store;

  Changes(
      EnvironmentPaths paths,
      SyncPolicy policy,
      EnvironmentState state,
      SyncOptions options,
      Path store) {
    this.paths = paths;
    this.policy = policy;
    this.state = state;
    this.options = options;
    this.store = store;
  }

  /// The state in which all that is about to change is pending; it must be written before [#make].
  ///
  /// @param wheels those to install, in the plan's order
  EnvironmentState announced(SyncPlan plan, List<UnpackedWheel> wheels) {
    SequencedMap<String, Entry> during = new TreeMap<>(state.distributions());
    for (InstalledDistribution removed : plan.remove()) {
      during.put(removed.directory(), new Entry(removed.name(), removed.version(), "", true));
    }
    for (int i = 0; i < wheels.size(); i++) {
      during.put(wheels.get(i).distInfo(), entry(plan.install().get(i)).asPending());
    }
    return state.with(during);
  }

  /// Makes the changes and notes that they are done.
  ///
  /// @param bytecode of each of the wheels, or nothing at all
  void make(SyncPlan plan, List<UnpackedWheel> wheels, List<UnpackedWheel> bytecode)
      throws IOException, InterruptedException {
    DistributionRemover remover = new DistributionRemover(paths);
    for (InstalledDistribution removed : plan.remove()) {
      remover.remove(removed);
    }
    install(wheels, bytecode);
    SequencedMap<String, Entry> after = new TreeMap<>(state.distributions());
    plan.remove().forEach(removed -> after.remove(removed.directory()));
    after.values().removeIf(Entry::pending);
    for (int i = 0; i < wheels.size(); i++) {
      after.put(wheels.get(i).distInfo(), entry(plan.install().get(i)));
    }
    state.with(after).with(Map.of("skeleton", "whole")).write(paths.prefix());
  }

  private Entry entry(Wanted wanted) {
    String key = policy.entryKey(wanted.key());
    return new Entry(wanted.name(), wanted.selected().version(), key, false);
  }

  private void install(List<UnpackedWheel> wheels, List<UnpackedWheel> bytecode)
      throws IOException, InterruptedException {
    DistributionInstaller installer =
        new DistributionInstaller(paths, new FilePlacer(options.linkMode(), store));
    Map<UnixPath, Integer> owners = new HashMap<>();
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < wheels.size(); i++) {
      numbers.add(i);
      for (UnpackedFile file : wheels.get(i).files()) {
        // Of several owners the last one by name wins, whatever the order of work.
        owners.put(file.path(), i);
      }
    }
    // The largest first: none of them is left to one thread at the end.
    numbers.sort(Comparator.comparingInt((Integer i) -> wheels.get(i).files().size()).reversed());
    each(
        numbers,
        i -> {
          installer.install(
              wheels.get(i), path -> owners.getOrDefault(path, -1).intValue() == i.intValue());
          if (!bytecode.isEmpty()) {
            installer.addUnlisted(bytecode.get(i));
          }
          return i;
        });
  }

  private void each(List<Integer> numbers, Parallel.Task<Integer, Integer> task)
      throws IOException, InterruptedException {
    try {
      Parallel.compute(numbers, options.workers(), task);
    } catch (TaskFailedException e) {
      e.rethrowIf(IOException.class);
      e.rethrowIf(InterruptedException.class);
      throw new IllegalStateException(e.getCause());
    }
  }

  static SyncResult result(Path prefix, boolean created, SyncPlan plan) {
    List<String> removed = new ArrayList<>();
    plan.remove().forEach(d -> removed.add(d.name() + "==" + d.version()));
    Collections.sort(removed);
    return new SyncResult(prefix, created, names(plan.install()), removed, names(plan.keep()));
  }

  private static List<String> names(List<Wanted> wanted) {
    return wanted.stream().map(w -> w.name() + "==" + w.selected().version()).sorted().toList();
  }
}
