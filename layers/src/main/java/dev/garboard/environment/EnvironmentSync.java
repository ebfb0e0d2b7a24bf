package dev.garboard.environment;

import dev.garboard.bytecode.BytecodeException;
import dev.garboard.install.InstallException;
import dev.garboard.locate.LocateFailedException;
import dev.garboard.locate.WheelLocator;
import dev.garboard.project.Project;
import dev.garboard.store.StoreLock;
import dev.garboard.wheel.WheelException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

  /// Brings a place up to date; waits while another process does the same.
  ///
  /// @param facts what the environment's own file shall say beside what it must
  /// @throws EnvironmentException when the environment cannot be made of the selection
  public SyncResult sync(
      SyncPlace place, HostPython python, SyncContents contents, Map<String, String> facts)
      throws EnvironmentException,
          LocateFailedException,
          WheelException,
          InstallException,
          BytecodeException,
          IOException,
          InterruptedException {
    List<Wanted> wanted = new WantedDistributions(contents, python, locator).all();
    Path prefix = check(place, python);
    try (StoreLock _ = lock(prefix)) {
      Job job =
          switch (place) {
            case SyncPlace.Virtual virtual ->
                virtual(virtual, python, prompt(contents.project()), facts);
            case SyncPlace.Shared shared -> shared(shared, python, facts);
          };
      return apply(job, wanted);
    }
  }

  private static StoreLock lock(Path prefix)
      throws EnvironmentException, IOException, InterruptedException {
    try {
      Files.createDirectories(prefix);
      return StoreLock.take(prefix.resolve(VirtualEnvironment.LOCK));
    } catch (FileSystemException e) {
      throw new EnvironmentException(new EnvironmentProblem.NotWritable(prefix, reason(e)));
    }
  }

  private static Path check(SyncPlace place, HostPython python)
      throws EnvironmentException, IOException {
    return switch (place) {
      case SyncPlace.Virtual(Path prefix, var _) -> VirtualEnvironment.at(prefix).prefix();
      case SyncPlace.Shared shared -> {
        Path marker = Path.of(python.text("managed"));
        if (shared.managed() && Files.exists(marker)) {
          throw new EnvironmentException(
              new EnvironmentProblem.ExternallyManaged(python.executable(), marker));
        }
        if (Files.exists(shared.paths().prefix()) && !Files.isDirectory(shared.paths().prefix())) {
          throw new EnvironmentException(
              new EnvironmentProblem.NotADirectory(shared.paths().prefix()));
        }
        yield shared.paths().prefix();
      }
    };
  }

  /// Looks again: another process may have made it in the meantime.
  private Job virtual(
      SyncPlace.Virtual place, HostPython python, String prompt, Map<String, String> facts)
      throws EnvironmentException, IOException {
    VirtualEnvironment environment = VirtualEnvironment.at(place.prefix());
    String platform = EnvironmentState.read(environment.prefix()).fact(Skeleton.PLATFORM);
    if (!platform.isEmpty() && !platform.equals(python.platformName())) {
      throw new EnvironmentException(
          new EnvironmentProblem.OtherPlatform(
              environment.prefix(), platform, python.platformName()));
    }
    EnvironmentPaths paths =
        EnvironmentPaths.venv(environment.prefix(), python.minor(), python.freeThreaded())
            .startedBy(place.used().resolve("bin", "python").toString());
    SyncPolicy policy =
        new SyncPolicy(options.exact(), false, true, environment.tools(python), bytecode(python));
    Skeleton skeleton = new Skeleton(environment, place.used(), python, prompt);
    return new Job(skeleton, paths, python, policy, facts);
  }

  private Job shared(SyncPlace.Shared place, HostPython python, Map<String, String> facts) {
    boolean ownAlone = place.foreign() != SyncPlace.Foreign.REMOVE;
    boolean replaces = place.foreign() != SyncPlace.Foreign.KEEP;
    SyncPolicy policy =
        new SyncPolicy(options.exact(), ownAlone, replaces, Set.of("pip", "uv"), bytecode(python));
    return new Job(new SharedPrefix(place.paths(), python), place.paths(), python, policy, facts);
  }

  private String bytecode(HostPython python) {
    return options.bytecode() ? python.version() : "";
  }

  private static String prompt(Project project) {
    return project.discovered().declared().map(declared -> declared.name().value()).orElse("");
  }

  /// What belongs together while one environment is worked on.
  private record Job(
      Foundation foundation,
      EnvironmentPaths paths,
      HostPython python,
      SyncPolicy policy,
      Map<String, String> facts) {}

  private SyncResult apply(Job job, List<Wanted> wanted)
      throws EnvironmentException,
          LocateFailedException,
          WheelException,
          InstallException,
          BytecodeException,
          IOException,
          InterruptedException {
    Path prefix = job.paths().prefix();
    EnvironmentState state = EnvironmentState.read(prefix);
    boolean fresh = !job.foundation().isCurrent(state);
    EnvironmentState known = fresh ? job.foundation().outdated(state) : state;
    List<InstalledDistribution> installed = InstalledDistribution.scan(job.paths().sitePackages());
    SyncPlan plan =
        Overlaps.complete(SyncPlan.of(wanted, installed, known, job.policy()), job.paths());
    List<String> inTheWay = plan.inTheWay(known, job.policy());
    if (!inTheWay.isEmpty()) {
      throw new EnvironmentException(
          new EnvironmentProblem.ForeignDistributions(job.paths().sitePackages(), inTheWay));
    }
    log.planned(plan.install().size(), plan.remove().size(), plan.keep().size());
    Map<String, String> facts = new LinkedHashMap<>(job.facts());
    facts.putAll(job.foundation().facts());
    if (plan.isEmpty() && !fresh) {
      // Also when nothing is new in it: its time is that of the last use.
      known.with(facts).write(prefix);
      return Changes.result(prefix, false, plan);
    }
    Unpacker unpacker = new Unpacker(unpacked, locator, job.python(), options.workers(), log);
    List<UnpackedWheel> wheels = unpacker.unpack(plan.install());
    Files.createDirectories(work);
    List<UnpackedWheel> bytecode =
        options.bytecode() ? unpacker.compile(plan.install(), wheels, work) : List.of();
    Changes changes = new Changes(job.paths(), job.policy(), known.with(facts), options, work);
    if (fresh && job.foundation() instanceof Skeleton) {
      log.creating(job.python());
    }
    try {
      EnvironmentState announced = changes.announced(plan, wheels);
      if (fresh) {
        job.foundation().write(announced);
      } else {
        announced.write(prefix);
      }
      changes.make(plan, wheels, bytecode);
    } catch (FileSystemException e) {
      throw incomplete(prefix, e);
    }
    return Changes.result(prefix, fresh && state.facts().isEmpty(), plan);
  }

  /// A failure of the store stays what it is.
  private IOException incomplete(Path prefix, FileSystemException e) throws EnvironmentException {
    if (e.getFile() == null || Path.of(e.getFile()).startsWith(work)) {
      return e;
    }
    throw new EnvironmentException(
        new EnvironmentProblem.Incomplete(prefix, Path.of(e.getFile()), reason(e)));
  }

  private static String reason(FileSystemException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "a file is in the way";
    }
    return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
  }
}
