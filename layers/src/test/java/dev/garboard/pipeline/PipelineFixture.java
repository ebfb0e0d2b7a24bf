package dev.garboard.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.content.FileContents;
import dev.garboard.hostbuild.BuildPolicy;
import dev.garboard.hostbuild.BuildSettings;
import dev.garboard.hostbuild.HostBuilder;
import dev.garboard.hostbuild.HostEnvironment;
import dev.garboard.http.Credentials;
import dev.garboard.http.HttpSettings;
import dev.garboard.http.WebClient;
import dev.garboard.install.BaseInterpreter;
import dev.garboard.install.InstallLayout;
import dev.garboard.layer.Compression;
import dev.garboard.locate.LinkPlaces;
import dev.garboard.locate.LocateListener;
import dev.garboard.locate.LocatedWheel;
import dev.garboard.locate.WheelLocator;
import dev.garboard.plan.InstallProfile;
import dev.garboard.plan.LayerStrategy;
import dev.garboard.project.Project;
import dev.garboard.project.ProjectReader;
import dev.garboard.python.PackageName;
import dev.garboard.requirement.Uv;
import dev.garboard.selection.SelectedPackage;
import dev.garboard.selection.Selection;
import dev.garboard.selection.SelectionRequest;
import dev.garboard.selection.Selector;
import dev.garboard.selection.Target;
import dev.garboard.store.Store;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.UnixPath;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/// A project in a directory of its own, taken from its lockfile to unpacked layers.
final class PipelineFixture {

  private static final Path PYTHON = Path.of("/usr/bin/python3.11");

  private final Path temp;
  private final Uv uv;
  private final Store store;
  private final WebClient client;
  private final boolean network;
  private final List<String> made = new ArrayList<>();
  private final Map<String, String> planted = new HashMap<>();
  private List<String> constraints = List.of();
  private final List<String> supplied = new ArrayList<>();
  private LinkPlaces links = LinkPlaces.NONE;
  private BuildPolicy policy = BuildPolicy.DEFAULT;

  PipelineFixture(Path temp) throws Exception {
    this(temp, false);
  }

  private PipelineFixture(Path temp, boolean network) throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(PYTHON), "no " + PYTHON + " on this machine");
    this.temp = temp;
    this.network = network;
    this.uv = Uv.withCache(Files.createDirectories(temp.resolve("uv")));
    this.store = new Store(temp.resolve("store"), InstantSource.system());
    Map<String, String> variables = network ? System.getenv() : Map.of();
    this.client =
        new WebClient(
            HttpSettings.from(variables).withOffline(!network),
            Credentials.from(variables, List.of()));
    Files.createDirectories(project());
  }

  PipelineFixture online() throws Exception {
    return new PipelineFixture(temp, true);
  }

  Path project() {
    return temp.resolve("project");
  }

  Path directory(String name) throws Exception {
    return Files.createDirectories(temp.resolve(name));
  }

  void write(String file, String text) throws Exception {
    Path path = project().resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  void git(Path directory, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git", "-c", "user.name=t", "-c"));
    command.add("user.email=t@example.invalid");
    command.addAll(List.of(arguments));
    run(directory, command);
  }

  private static String run(Path directory, List<String> command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
    return output.strip();
  }

  void lock() throws Exception {
    Map<String, String> more = new HashMap<>();
    if (network) {
      more.putAll(System.getenv());
      more.keySet().removeIf(name -> name.startsWith("UV_"));
      more.put("UV_OFFLINE", "0");
    }
    Uv.Answer answer = uv.run(project(), more, List.of("lock", "--python", PYTHON.toString()));
    assertThat(answer.exit()).as(answer.err()).isZero();
  }

  void findLinks(String... places) {
    links = new LinkPlaces(List.of(), List.of(places));
  }

  /// A variable of this machine that no result may hold.
  void plant(String name, String value) {
    planted.put(name, value);
  }

  void constrain(String... requirements) {
    constraints = List.of(requirements);
  }

  void noBinary(String name) {
    policy = new BuildPolicy(false, Set.of(), false, Set.of(PackageName.of(name)));
  }

  /// Wheels that were taken instead of builds, each with its digest.
  List<String> supplied() {
    return supplied;
  }

  /// Distributions for which a build was asked for, in order.
  List<String> made() {
    return made;
  }

  private WheelLocator locator() {
    return new WheelLocator(client, store, project(), links, new LocateListener() {});
  }

  private HostBuilder builder() throws Exception {
    Map<String, String> variables = new HashMap<>(System.getenv());
    variables.putAll(planted);
    List<Path> path = List.of(uv.executable().getParent(), Path.of("/usr/bin"), Path.of("/bin"));
    return new HostBuilder(
        new HostEnvironment(variables, path, List.of(PYTHON), directory("home"), "linux-x86_64"),
        new BuildSettings(
            constraints,
            new BuildSettings.Indexes("", List.of(), List.of(), !network),
            policy,
            BuildSettings.DEFAULT.timeout()),
        temp.resolve("built"));
  }

  ProjectPlan plan(ProjectMode mode, String version) throws Exception {
    Project project = new ProjectReader().read(project());
    Target target =
        new Target(List.of(3, 11, 2), false, "x86_64", new Target.TargetPlatform.Glibc(2, 36));
    Selection selection = new Selector().select(project, SelectionRequest.production(), target);
    AppSettings app = new AppSettings(mode, "/app", List.of(), List.of(), version);
    BuildLog log =
        new BuildLog() {
          @Override
          public void makingWheel(SelectedPackage selected) {
            made.add(selected.name().value());
          }

          @Override
          public void supplied(SelectedPackage selected, LocatedWheel wheel) {
            supplied.add(wheel.filename() + " " + wheel.digest());
          }
        };
    SourceBuilds builds = new SourceBuilds(builder(), locator(), temp.resolve("static"), log);
    EnvironmentSettings environment =
        new EnvironmentSettings(
            layout(),
            new BaseInterpreter(PYTHON.toString(), "3.11.2", false),
            new InstallProfile("/opt/venv", "cp311", InstallProfile.NO_BYTECODE, "none"),
            LayerStrategy.DEFAULT,
            FileTree.writer().tree());
    return new ProjectPlanner(
            environment,
            app,
            builds.build(project, project.discovered(), selection, app),
            FileContents.PLAIN)
        .plan(project, project.discovered(), selection);
  }

  private static InstallLayout layout() {
    return InstallLayout.venv(UnixPath.of("opt/venv"), 11, false);
  }

  /// All layers over each other.
  Path unpack(ProjectPlan plan) throws Exception {
    LayerBuilder layers =
        new LayerBuilder(store, locator(), Compression.SPLICE, 2, BuildLog.SILENT);
    Path root = directory("root");
    for (BuiltLayer layer :
        layers.build(
            plan.recipes(),
            WheelLayers.sourcesOnly(layout(), directory("work")),
            KnownLayers.NONE)) {
      Path file = temp.resolve("layer.tar.gz");
      try (InputStream in = layer.blob().content().open()) {
        Files.copy(in, file);
      }
      run(root, List.of("tar", "-xzf", file.toString()));
      Files.delete(file);
    }
    return root;
  }

  /// What a program prints that sees the image's packages alone.
  String python(Path root, String program) throws Exception {
    String paths =
        "import sys; sys.path.insert(0, '%s'); "
            .formatted(root.resolve("opt/venv/lib/python3.11/site-packages"));
    return run(root, List.of(PYTHON.toString(), "-I", "-B", "-c", paths + program));
  }
}
