package dev.garboard.hostbuild;

import dev.garboard.content.Digest;
import dev.garboard.hostbuild.BuiltWheel.Made;
import dev.garboard.hostbuild.HostProcess.Outcome;
import dev.garboard.python.PackageName;
import dev.garboard.python.WheelFilename;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes wheels of distributions that have none for the target, with the host's uv or pip, in a
/// copy of the source and with an environment that holds nothing of the host's but its tools, its
/// way to the network and the credentials of package indexes.
///
/// A build runs on a CPython of the target's own minor: what a build backend does may depend on it,
/// also where the wheel's tags do not. Wheels are kept by the digest of all that went into them; a
/// hit starts no process.
public final class HostBuilder {

  private static final int FORMAT = 1;

  private final HostEnvironment host;
  private final BuildSettings settings;
  private final Path cache;
  private final BuildCache wheels;

  /// With a directory that only this class writes to.
  public HostBuilder(HostEnvironment host, BuildSettings settings, Path cache) {
    this.host = host;
    this.settings = settings;
    this.cache = cache;
    this.wheels = new BuildCache(cache.resolve("wheels"));
  }

  /// The wheel of one distribution.
  ///
  /// @throws HostBuildException when it may not be built, the build fails, or the wheel does not
  ///   run on the target
  /// @throws IOException when the source or the cache cannot be read or written
  /// @throws InterruptedException when the caller was interrupted; what was started has ended
  public BuiltWheel build(BuildRequest request)
      throws HostBuildException, IOException, InterruptedException {
    if (settings.policy().forbidsBuild(request.name())) {
      throw new HostBuildException(
          new HostBuildProblem.BuildForbidden(request.name(), request.wanted()));
    }
    WheelTool tool = WheelTool.choose(host);
    Digest key = key(request, tool);
    Optional<BuildCache.Entry> cached = wheels.get(key);
    if (cached.isPresent()) {
      return checked(request, cached.get(), Made.CACHED);
    }
    try (WorkDirectory work = WorkDirectory.create(cache.resolve("work"))) {
      return checked(request, buildIn(work, request, tool, key), Made.BUILT);
    }
  }

  /// Whether a wheel must be built here even where one is at hand.
  public boolean forbidsWheels(PackageName name) {
    return settings.policy().forbidsWheels(name);
  }

  private Digest key(BuildRequest request, WheelTool tool) throws IOException {
    Map<String, Object> inputs = new HashMap<>();
    inputs.put("format", FORMAT);
    inputs.put("name", request.name().value());
    inputs.put("source", SourceIdentity.of(request.source()));
    inputs.put("python", request.target().pythonMinor());
    inputs.put("freeThreaded", request.target().freeThreaded());
    inputs.put("interpreters", host.interpreters().stream().map(Path::toString).toList());
    inputs.put("host", host.platform());
    inputs.put("tool", tool.id());
    inputs.put("constraints", settings.constraints());
    inputs.put("index", settings.indexes().primary());
    inputs.put("extraIndexes", settings.indexes().extra());
    inputs.put("findLinks", settings.indexes().findLinks());
    return BuildCache.key(inputs);
  }

  private BuildCache.Entry buildIn(
      WorkDirectory work, BuildRequest request, WheelTool tool, Digest key)
      throws HostBuildException, IOException, InterruptedException {
    Path shared = cache.toRealPath();
    Map<String, String> variables =
        new HashMap<>(new CleanEnvironment(host).forBuild(work.path(), shared));
    HostPython python = python(request, variables, work);
    Path project = project(request, python, variables, work);
    List<Path> constraints = constraints(work);
    variables.putAll(tool.variables(constraints));
    Path out = work.path().resolve("out");
    List<String> command = tool.command(python, project, out, constraints, settings.indexes());
    Outcome outcome =
        new HostProcess(variables, work.path(), work.log()).run(command, settings.timeout());
    requireSuccess(request, python, command, outcome);
    Path wheel = onlyWheel(request, out);
    return wheels.put(key, WheelFilename.parse(nameOf(wheel)), wheel, python.libc());
  }

  private HostPython python(BuildRequest request, Map<String, String> variables, WorkDirectory work)
      throws HostBuildException, IOException, InterruptedException {
    HostPythons pythons = new HostPythons(host, variables, work.path());
    String minor = request.target().pythonMinor();
    Optional<HostPython> python = pythons.find(minor, request.target().freeThreaded());
    if (python.isEmpty()) {
      List<String> found =
          pythons.seen().stream().map(p -> p.executable() + " (" + p.minor() + ")").toList();
      throw new HostBuildException(
          new HostBuildProblem.NoInterpreter(request.name(), minor, found, request.wanted()));
    }
    return python.get();
  }

  private Path project(
      BuildRequest request, HostPython python, Map<String, String> variables, WorkDirectory work)
      throws HostBuildException, IOException, InterruptedException {
    String subdirectory =
        switch (request.source()) {
          case BuildSource.Archive archive -> {
            SourceUnpacker.unpack(
                request.name(), archive, python, variables, work, settings.timeout());
            yield archive.subdirectory();
          }
          case BuildSource.GitCommit(var git) -> {
            new GitCheckout(host, cache.resolve("git"), settings.timeout())
                .checkOut(request.name(), git, work);
            yield git.subdirectory();
          }
          case BuildSource.Tree tree -> {
            Files.createDirectory(work.source());
            SourceTree.list(tree.root(), tree.history()).copyTo(work.source());
            yield tree.subdirectory();
          }
        };
    Path project = work.source().resolve(subdirectory).normalize();
    if (!project.startsWith(work.source()) || !Files.isDirectory(project)) {
      throw new HostBuildException(
          new HostBuildProblem.UnreadableSource(
              request.name(), subdirectory, "no such directory in the source"));
    }
    return project;
  }

  private List<Path> constraints(WorkDirectory work) throws IOException {
    if (settings.constraints().isEmpty()) {
      return List.of();
    }
    return List.of(Files.write(work.path().resolve("constraints.txt"), settings.constraints()));
  }

  private void requireSuccess(
      BuildRequest request, HostPython python, List<String> command, Outcome outcome)
      throws HostBuildException {
    HostBuildProblem problem =
        switch (outcome) {
          case Outcome.Exited(int code, String output) -> {
            if (code == 0) {
              yield null;
            }
            yield output.contains("No module named pip")
                ? new HostBuildProblem.NoBuildTool(request.name(), python.executable())
                : new HostBuildProblem.BuildFailed(request.name(), command, code, output);
          }
          case Outcome.Overran(String output) ->
              new HostBuildProblem.TimedOut(request.name(), command, settings.timeout(), output);
        };
    if (problem != null) {
      throw new HostBuildException(problem);
    }
  }

  private static Path onlyWheel(BuildRequest request, Path out)
      throws HostBuildException, IOException {
    try (Stream<Path> files = Files.list(out)) {
      List<Path> found = files.filter(file -> nameOf(file).endsWith(".whl")).toList();
      if (found.size() != 1) {
        List<String> names = found.stream().map(HostBuilder::nameOf).sorted().toList();
        throw new HostBuildException(new HostBuildProblem.NotOneWheel(request.name(), names));
      }
      String name = nameOf(found.getFirst());
      if (!WheelFilename.parse(name).name().equals(request.name())) {
        throw new HostBuildException(new HostBuildProblem.OtherDistribution(request.name(), name));
      }
      return found.getFirst();
    }
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static BuiltWheel checked(BuildRequest request, BuildCache.Entry entry, Made made)
      throws HostBuildException {
    boolean tagsFit = WheelFit.tagsFit(entry.filename(), request);
    if (!tagsFit || !WheelFit.libraryFits(entry.filename(), entry.libc(), request)) {
      throw new HostBuildException(
          new HostBuildProblem.ForeignWheel(
              request.name(),
              entry.filename().text(),
              request.wanted(),
              tagsFit ? entry.libc() : ""));
    }
    return new BuiltWheel(entry.filename(), entry.file(), entry.digest(), made);
  }
}
