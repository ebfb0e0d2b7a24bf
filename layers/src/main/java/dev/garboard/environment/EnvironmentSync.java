package dev.garboard.environment;

import dev.garboard.bytecode.BytecodeException;
import dev.garboard.install.InstallException;
import dev.garboard.locate.LocateFailedException;
import dev.garboard.locate.WheelLocator;
import dev.garboard.project.Project;
import dev.garboard.selection.Selection;
import dev.garboard.store.StoreLock;
import dev.garboard.wheel.WheelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// **sync**: brings an environment to what a selection says. Everything is at hand before the first
/// change; what is right is not touched; a run that is cut short is completed by the next.
public final class EnvironmentSync {

  private final UnpackedWheels unpacked;
  private final Path work;
  private final WheelLocator locator;
  private final SyncOptions options;
  private final SyncLog log;

  /// Syncs with the wheels of a store.
  ///
  /// @param store the directory of unpacked wheels; need not exist yet
  public EnvironmentSync(Path store, WheelLocator locator, SyncOptions options, SyncLog log) {
    this.unpacked = new UnpackedWheels(store);
    this.work = store;
    this.locator = locator;
    this.options = options;
    this.log = log;
  }

  /// Brings a virtual environment up to date; waits while another process does the same.
  ///
  /// @param facts what the environment's own file shall say beside what it must
  /// @throws EnvironmentException when the environment cannot be made of the selection
  public SyncResult sync(
      Path prefix,
      HostPython python,
      Project project,
      Selection selection,
      Map<String, String> facts)
      throws EnvironmentException,
          LocateFailedException,
          WheelException,
          InstallException,
          BytecodeException,
          IOException,
          InterruptedException {
    VirtualEnvironment before = VirtualEnvironment.at(prefix);
    Files.createDirectories(before.prefix());
    try (StoreLock _ = StoreLock.take(before.prefix().resolve(VirtualEnvironment.LOCK))) {
      // Again: another process may have made it in the meantime.
      VirtualEnvironment environment = VirtualEnvironment.at(prefix);
      List<Wanted> wanted = new WantedDistributions(project, python, locator).of(selection);
      EnvironmentPaths paths =
          EnvironmentPaths.venv(environment.prefix(), python.minor(), python.freeThreaded());
      Skeleton skeleton = new Skeleton(environment, python, prompt(project));
      SyncPolicy policy =
          new SyncPolicy(
              options.exact(),
              false,
              environment.tools(python),
              options.bytecode() ? python.version() : "");
      return apply(new Job(environment, skeleton, paths, python, policy, facts), wanted);
    }
  }

  private static String prompt(Project project) {
    return project.discovered().declared().map(declared -> declared.name().value()).orElse("");
  }

  /// What belongs together while one environment is worked on.
  private record Job(
      VirtualEnvironment environment,
      Skeleton skeleton,
      EnvironmentPaths paths,
      HostPython python,
      SyncPolicy policy,
      Map<String, String> facts) {}

  private SyncResult apply(Job job, List<Wanted> wanted)
      throws LocateFailedException,
          WheelException,
          InstallException,
          BytecodeException,
          IOException,
          InterruptedException {
    Path prefix = job.environment().prefix();
    EnvironmentState state = EnvironmentState.read(prefix);
    boolean fresh = !job.skeleton().isCurrent(state);
    EnvironmentState known = fresh ? job.skeleton().outdated(state) : state;
    List<InstalledDistribution> installed = InstalledDistribution.scan(job.paths().sitePackages());
    SyncPlan plan =
        Overlaps.complete(SyncPlan.of(wanted, installed, known, job.policy()), job.paths());
    log.planned(plan.install().size(), plan.remove().size(), plan.keep().size());
    Map<String, String> facts = new LinkedHashMap<>(job.facts());
    facts.putAll(job.skeleton().facts());
    if (!plan.isEmpty() || fresh) {
      Unpacker unpacker = new Unpacker(unpacked, locator, job.python(), options.workers(), log);
      List<UnpackedWheel> wheels = unpacker.unpack(plan.install());
      Files.createDirectories(work);
      List<UnpackedWheel> bytecode =
          options.bytecode() ? unpacker.compile(plan.install(), wheels, work) : List.of();
      if (fresh) {
        log.creating(job.python());
        job.skeleton().write(known);
      }
      new Changes(job.paths(), job.policy(), known.with(facts), options, work)
          .make(plan, wheels, bytecode);
    } else {
      // Also when nothing is new in it: its time is that of the last use.
      known.with(facts).write(prefix);
    }
    return Changes.result(prefix, fresh && state.facts().isEmpty(), plan);
  }
}
