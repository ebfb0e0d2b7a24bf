package dev.garboard.buildpack;

import dev.garboard.buildpack.cnb.BuildContext;
import dev.garboard.buildpack.cnb.LayerToml;
import dev.garboard.buildpack.cnb.LayerTypes;
import dev.garboard.buildpack.cnb.LayersDirectory;
import dev.garboard.content.Digest;
import dev.garboard.content.Directories;
import dev.garboard.content.Hashing;
import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.lock.BaseLock;
import dev.garboard.debian.lock.LockWriter;
import dev.garboard.debian.lock.LockedPackage;
import dev.garboard.debian.lock.LockedSet;
import dev.garboard.debian.packages.DebianVersion;
import dev.garboard.debian.packages.PackageFile;
import dev.garboard.debian.packages.PackageId;
import dev.garboard.project.ProjectReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs what most builds do while Java records which classes an archive is made of: a build of a
/// small project, then one in which nothing has changed. Needs no network: the interpreter's layer
/// seems to have come back from a previous image.
final class Training {

  private static final String PYPROJECT =
      """
      [project]
      name = "app"
      version = "1"
      requires-python = ">=3.12"
      dependencies = ["lib"]

      [tool.uv.workspace]
      members = ["lib"]

      [tool.uv.sources]
      lib = { workspace = true }
      """;

  private static final String MEMBER =
      """
      [project]
      name = "lib"
      version = "1"
      requires-python = ">=3.12"

      [build-system]
      requires = ["uv_build>=0.9,<1"]
      build-backend = "uv_build"
      """;

  private static final String LOCK =
      """
      version = 1
      revision = 3
      requires-python = ">=3.12"

      [manifest]
      members = ["app", "lib"]

      [[package]]
      name = "app"
      version = "1"
      source = { virtual = "." }
      dependencies = [{ name = "lib" }]

      [package.metadata]
      requires-dist = [{ name = "lib", editable = "lib" }]

      [[package]]
      name = "lib"
      version = "1"
      source = { editable = "lib" }
      """;

  private static final String ALONE =
      """
      [project]
      name = "app"
      version = "1"
      requires-python = ">=3.12"

      [project.scripts]
      app = "app:main"

      [build-system]
      requires = ["uv_build>=0.9,<1"]
      build-backend = "uv_build"
      """;

  private static final String ALONE_LOCK =
      """
      version = 1
      revision = 3
      requires-python = ">=3.12"

      [[package]]
      name = "app"
      version = "1"
      source = { editable = "." }
      """;

  private final Path directory;
  private final Workshop.Machine machine;

  private Training(Path directory, Workshop.Machine machine) {
    this.directory = directory;
    this.machine = machine;
  }

  /// What the packaging starts; the process ends with a stack trace when a build fails.
  static void main() throws Exception {
    Path directory = Files.createTempDirectory("garboard-training");
    try {
      new Training(directory, new Workshop.Machine(InstantSource.system(), "amd64", 1)).run();
    } finally {
      Directories.delete(directory);
    }
  }

  private void run() throws Exception {
    Path app = Files.createDirectories(directory.resolve("app"));
    Files.writeString(app.resolve("pyproject.toml"), PYPROJECT);
    Files.writeString(app.resolve("uv.lock"), LOCK);
    Files.writeString(app.resolve("garboard.lock"), LockWriter.text(pins()));
    Path library = Files.createDirectories(app.resolve("lib/src/lib"));
    Files.writeString(app.resolve("lib/pyproject.toml"), MEMBER);
    Files.writeString(library.resolve("__init__.py"), "X = 1\n");
    Files.createDirectories(directory.resolve("platform/env"));
    Files.createDirectories(directory.resolve("layers"));
    restorePython(app);
    build(app);
    // What is built from sources is not remembered.
    Files.writeString(app.resolve("pyproject.toml"), ALONE);
    Files.writeString(app.resolve("uv.lock"), ALONE_LOCK);
    Files.writeString(app.resolve("app.py"), "app = FastAPI()\n\n\ndef main():\n    pass\n");
    Files.writeString(app.resolve("Procfile"), "web: app --port $PORT\nworker: app work\n");
    build(app);
    build(app);
    collide();
  }

  /// Lets keys collide in a map, as the jars do by where they happen to lie: an archive also holds
  /// which of a class's calls have been made.
  private static void collide() {
    Map<Integer, Integer> even = new HashMap<>();
    Map<Integer, Integer> uneven = new HashMap<>();
    for (int key = 0; key < 64; key++) {
      even.merge(key * 64, 1, Integer::sum);
      uneven.merge(key < 10 ? key * 128 + (key < 3 ? 64 : 0) : key, 1, Integer::sum);
    }
    if (!even.keySet().stream().allMatch(even::containsKey) || uneven.size() != 64) {
      throw new IllegalStateException("keys got lost");
    }
    for (int key = 0; key < 64; key++) {
      even.remove(key * 64, 1);
    }
  }

  private Map<String, String> variables() throws IOException {
    Path plan = directory.resolve("plan.toml");
    Files.writeString(
        plan, "[[entries]]\nname = \"garboard\"\n[entries.metadata]\ninterpreter = \"own\"\n");
    return Map.of(
        "CNB_PLATFORM_DIR",
        directory.resolve("platform").toString(),
        "CNB_LAYERS_DIR",
        directory.resolve("layers").toString(),
        "CNB_BUILDPACK_DIR",
        directory.toString(),
        "CNB_BP_PLAN_PATH",
        plan.toString(),
        "CNB_TARGET_OS",
        "linux",
        "CNB_TARGET_ARCH",
        "amd64",
        "TMPDIR",
        directory.toString(),
        Choices.BYTECODE,
        "false");
  }

  private void build(Path app) throws IOException {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    int status = Main.run(variables(), app, machine, nowhere);
    if (status != 0) {
      throw new IllegalStateException("the training build ended with " + status);
    }
  }

  private void restorePython(Path app) throws Exception {
    BuildContext context = BuildContext.from(variables(), app);
    LayersDirectory layers = new LayersDirectory(context.layers());
    Choices choices = Choices.of(context, new ProjectReader().read(app));
    try (Workshop workshop = Workshop.open(choices, machine)) {
      PythonLayer python = PythonLayer.plan(choices, layers, workshop, false);
      layers.finish(PythonLayer.NAME, new LayerToml(LayerTypes.LAUNCH, python.metadata()));
    }
  }

  /// As much of Debian's packages as an interpreter is known by.
  private static BaseLock pins() {
    List<LockedPackage> packages =
        List.of(pin("libc6", "2.41-12"), pin("python3.13-minimal", "3.13.5-2"));
    LockedSet set =
        new LockedSet(
            LockedSet.Use.BASE,
            Architecture.AMD64,
            List.of("python3"),
            packages.stream().map(LockedPackage::id).toList());
    return new BaseLock("debian:13", "20260101T000000Z", List.of(set), packages);
  }

  private static LockedPackage pin(String name, String version) {
    Digest digest = Hashing.sha256(name);
    String path = "pool/main/p/" + name + "/" + name + "_" + version + "_amd64.deb";
    return new LockedPackage(
        new PackageId(name, new DebianVersion(version), "amd64"),
        new PackageFile("debian", path, 1, digest));
  }
}
