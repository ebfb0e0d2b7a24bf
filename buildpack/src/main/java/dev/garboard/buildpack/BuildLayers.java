package dev.garboard.buildpack;

import dev.garboard.buildpack.Failure.FailureException;
import dev.garboard.buildpack.cnb.LayerToml;
import dev.garboard.buildpack.cnb.LayerTypes;
import dev.garboard.buildpack.cnb.LayersDirectory;
import dev.garboard.bytecode.BytecodeCompiler;
import dev.garboard.bytecode.HostInterpreters;
import dev.garboard.bytecode.Interpreter;
import dev.garboard.debian.archive.ArchiveException;
import dev.garboard.debian.unpack.UnpackException;
import dev.garboard.locate.WheelLocator;
import dev.garboard.pipeline.LayerRecipe;
import dev.garboard.pipeline.LayerTrees;
import dev.garboard.pipeline.ProjectPlan;
import dev.garboard.pipeline.WheelLayers;
import dev.garboard.plan.PlannedLayer;
import dev.garboard.stage.StageException;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeDirectoryWriter;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// The layers of one build: which stay in the previous image, and the making of the others.
final class BuildLayers {
  private final Choices choices;
  private final LayersDirectory layers;
  private final Workshop workshop;
  private final LayerTypes types;
  private final Log log;
  private final List<PythonLayer> own = new ArrayList<>();

  BuildLayers(Choices choices, Workshop workshop, LayerTypes types, Log log) {
    this.choices = choices;
    this.layers = new LayersDirectory(choices.context().layers());
    this.workshop = workshop;
    this.types = types;
    this.log = log;
  }

  /// What the layers are made of.
  record Parts(
      ProjectPlan plan,
      Environment environment,
      WheelLocator locator,
      Progress progress,
      Bills bills) {
    Python python() {
      return environment.python();
    }
  }

  /// @param provided `cpython` where another buildpack provides the interpreter
  Python choosePython(String provided)
      throws FailureException, StageException, IOException, InterruptedException {
    log.heading("Python");
    String named = choices.variable(Choices.INTERPRETER);
    if (!named.isEmpty() || provided.equals("cpython")) {
      Python found =
          named.isEmpty()
              ? FoundPython.find(choices, workshop, choices.python(), "another buildpack")
              : FoundPython.find(choices, workshop, named, "the run image");
      log.line(found.origin() + ": " + found.interpreter().executable());
      return found;
    }
    PythonLayer layer = PythonLayer.plan(choices, layers, workshop, types.build());
    own.add(layer);
    Python python = layer.python();
    log.line(python.origin() + ": " + how(layer.reasons()));
    if (layer.isOtherPatch()) {
      log.warning(
          "Python " + choices.python() + " is asked for; Debian has one patch release only");
    }
    layer.write(types);
    return python;
  }

  private static String how(List<String> reasons) {
    return reasons.isEmpty() ? "reused from the previous image" : "made: " + Log.some(reasons);
  }

  /// Makes or keeps all layers, and the bills that belong to them.
  void write(Parts parts)
      throws FailureException,
          ArchiveException,
          UnpackException,
          StageException,
          IOException,
          InterruptedException {
    log.heading("Dependencies");
    List<DependencyLayer> dependencies = dependencies(parts);
    List<DependencyLayer> missed = dependencies.stream().filter(d -> !d.isReused()).toList();
    report(dependencies, missed);
    Map<String, LayerContents> made = make(missed, parts);
    SequencedMap<String, LayerFiles> files = new LinkedHashMap<>();
    List<Licenses> licenses = new ArrayList<>();
    for (DependencyLayer each : dependencies) {
      LayerContents contents =
          made.getOrDefault(
              each.name(), each.known().stream().findFirst().orElse(LayerContents.NONE));
      files.put(each.name(), contents.files());
      licenses.add(contents.licenses());
      if (each.isReused()) {
        layers.keep(each.name(), each.metadata(contents));
      }
    }
    writeEnvironment(parts, dependencies, files);
    parts.bills().writePython(own.stream().filter(layer -> !layer.isReused()).toList());
    parts.bills().writeLaunch(Licenses.all(licenses), own);
    dropOthers(files.keySet());
  }

  private List<DependencyLayer> dependencies(Parts parts) throws IOException {
    List<DependencyLayer> dependencies = new ArrayList<>();
    for (LayerRecipe recipe : parts.plan().recipes()) {
      if (recipe instanceof LayerRecipe.OfWheels wheels) {
        DependencyLayer layer =
            DependencyLayer.of(
                wheels, parts.python(), layers, choices.context().target().toString());
        dependencies.add(types.build() ? layer.withContents() : layer);
      }
    }
    return dependencies;
  }

  private void report(List<DependencyLayer> all, List<DependencyLayer> missed) {
    int reused = all.size() - missed.size();
    log.line(reused + " of " + Log.count(all.size(), "layer") + " reused from the previous image");
    Map<List<String>, List<String>> byReason = new LinkedHashMap<>();
    missed.forEach(
        each -> byReason.computeIfAbsent(each.reasons(), _ -> new ArrayList<>()).add(each.name()));
    byReason.forEach((reasons, names) -> log.line(Log.some(names) + " made: " + Log.some(reasons)));
  }

  private Map<String, LayerContents> make(List<DependencyLayer> missed, Parts parts)
      throws FailureException,
          ArchiveException,
          UnpackException,
          StageException,
          IOException,
          InterruptedException {
    Map<String, LayerContents> made = new ConcurrentHashMap<>();
    if (missed.isEmpty()) {
      return made;
    }
    Map<PlannedLayer, DependencyLayer> byPlan = new ConcurrentHashMap<>();
    missed.forEach(each -> byPlan.put(each.recipe().planned(), each));
    Path work = workshop.subdirectory("work");
    Environment environment = parts.environment();
    List<LayerRecipe> recipes = new ArrayList<>();
    missed.forEach(each -> recipes.add(each.recipe()));
    try (WheelLayers wheelLayers = wheelLayers(parts, work)) {
      LayerTrees trees =
          new LayerTrees(parts.locator(), wheelLayers, workshop.processors(), parts.progress());
      trees.make(
          recipes,
          (planned, tree) -> {
            DependencyLayer layer = byPlan.get(planned);
            if (layer != null) {
              FileTree inside = EnvironmentLayer.inside(tree, environment.prefix());
              made.put(layer.name(), write(layer, inside, parts));
            }
          });
    }
    return made;
  }

  private LayerContents write(DependencyLayer layer, FileTree tree, Parts parts)
      throws IOException {
    Path directory = layers.create(layer.name());
    Path files = Files.createDirectory(directory.resolve(DependencyLayer.TREE));
    new TreeDirectoryWriter(files).write(tree);
    List<String> paths = new ArrayList<>();
    for (Map.Entry<UnixPath, TreeEntry> entry : tree.entries().entrySet()) {
      if (!(entry.getValue() instanceof TreeEntry.Directory)) {
        paths.add(entry.getKey().value());
      }
    }
    LayerContents contents =
        new LayerContents(new LayerFiles(paths), Licenses.read(layer.recipe(), parts.locator()));
    parts.bills().writeLayer(layer, contents);
    layers.finish(layer.name(), new LayerToml(types, layer.metadata(contents)));
    return contents;
  }

  private WheelLayers wheelLayers(Parts parts, Path work)
      throws FailureException,
          ArchiveException,
          UnpackException,
          IOException,
          InterruptedException {
    Environment environment = parts.environment();
    return environment.compiles()
        ? WheelLayers.compiled(
            environment.layout(),
            work,
            new BytecodeCompiler(compiler(parts.python()), workshop.processors(), work))
        : WheelLayers.sourcesOnly(environment.layout(), work);
  }

  /// One that is at hand, else that of the interpreter's layer, else this machine's of the very
  /// same version, else a small one from its packages.
  private Interpreter compiler(Python python)
      throws FailureException,
          ArchiveException,
          UnpackException,
          IOException,
          InterruptedException {
    Optional<Interpreter> found = python.compilers().stream().findFirst();
    for (PythonLayer layer : own) {
      found = layer.ownCompiler();
      if (found.isEmpty()) {
        found = HostInterpreters.find(choices.path(), python.interpreter().version());
      }
      if (found.isEmpty()) {
        found = layer.packagedCompiler();
      }
    }
    return found.orElseThrow(() ->
        Failure.of(
                "no interpreter compiles for Python "
                    + python.target().pythonFull()
                    + " on this machine",
                "This machine is " + workshop.architecture())
            .help("Do without bytecode: `" + Choices.BYTECODE + "=false`")
            .exception());
  }

  private void writeEnvironment(
      Parts parts, List<DependencyLayer> dependencies, SequencedMap<String, LayerFiles> files)
      throws IOException {
    log.heading("Environment");
    EnvironmentLayer layer =
        EnvironmentLayer.plan(
            layers, EnvironmentLayer.trees(parts.plan().recipes()), dependencies, parts.python());
    List<String> reasons =
        layer.reasons().isEmpty() && types.build()
            ? List.of("its contents are needed")
            : layer.reasons();
    long links = files.values().stream().mapToLong(list -> list.paths().size()).sum();
    if (reasons.isEmpty()) {
      layer.keep();
      log.line("reused from the previous image");
    } else {
      layer.write(files, types).forEach(parts.progress()::warning);
      log.line("linked " + Log.count(links, "file") + ": " + Log.some(reasons));
    }
  }

  /// Layers of the previous image that this one does not have.
  private void dropOthers(Set<String> dependencies) throws IOException {
    Set<String> others = new TreeSet<>(Comparator.naturalOrder());
    others.addAll(layers.names());
    others.removeAll(dependencies);
    others.remove(EnvironmentLayer.NAME);
    if (!own.isEmpty()) {
      others.remove(PythonLayer.NAME);
    }
    for (String name : others) {
      layers.drop(name);
    }
  }
}
