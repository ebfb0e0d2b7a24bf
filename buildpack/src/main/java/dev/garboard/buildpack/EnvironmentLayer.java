package dev.garboard.buildpack;

import dev.garboard.buildpack.cnb.LayerEnvironment;
import dev.garboard.buildpack.cnb.LayerToml;
import dev.garboard.buildpack.cnb.LayerTypes;
import dev.garboard.buildpack.cnb.LayersDirectory;
import dev.garboard.content.CanonicalJson;
import dev.garboard.content.Hashing;
import dev.garboard.pipeline.BuildWarning;
import dev.garboard.pipeline.LayerRecipe;
import dev.garboard.pipeline.LayerRecipe.OfTree;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeDirectoryWriter;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/// The layer of the environment: a virtual environment whose files are links into the layers of
/// distributions, and whose directories are real ones, so that distributions share directories and
/// find each other's libraries by relative paths as in an environment that holds them itself.
final class EnvironmentLayer {
  static final String NAME = "environment";
  static final String TREE = "venv";
  private final LayersDirectory layers;
  private final UnixPath prefix;
  private final List<OfTree> trees;
  private final SortedMap<String, String> wanted;
  private final List<String> reasons;

  private EnvironmentLayer(
      LayersDirectory layers,
      UnixPath prefix,
      List<OfTree> trees,
      SortedMap<String, String> wanted,
      List<String> reasons) {
    this.layers = layers;
    this.prefix = prefix;
    this.trees = trees;
    this.wanted = wanted;
    this.reasons = reasons;
  }

  /// Where the environment lies in the image.
  static UnixPath prefix(LayersDirectory layers) {
    return UnixPath.of(layers.layer(NAME).resolve(TREE).toString());
  }

  /// @param trees the skeleton, and what the project itself puts into its environment
  static EnvironmentLayer plan(
      LayersDirectory layers, List<OfTree> trees, List<DependencyLayer> dependencies, Python python)
      throws IOException {
    List<Object> key = new ArrayList<>();
    trees.forEach(tree -> key.add(tree.planned().key().toString()));
    dependencies.forEach(
        each -> key.add(List.of(each.name(), each.recipe().planned().key().toString())));
    SortedMap<String, String> wanted = new TreeMap<>();
    wanted.put(LayerState.LAYOUT_KEY, LayerState.LAYOUT);
    wanted.put(LayerState.PYTHON, python.interpreter().version());
    wanted.put(LayerState.KEY, Hashing.sha256(CanonicalJson.write(key)).toString());
    Optional<SortedMap<String, String>> restored = layers.restored(NAME);
    List<String> reasons =
        restored.isEmpty()
            ? List.of("the previous image has none")
            : LayerState.differences(restored.get(), wanted);
    return new EnvironmentLayer(layers, prefix(layers), trees, wanted, reasons);
  }

  List<String> reasons() {
    return reasons;
  }

  void keep() throws IOException {
    layers.keep(NAME, wanted);
  }

  /// Makes the layer.
  ///
  /// @param files of each layer of distributions, in the order of the plan: of two files at one
  ///   path the later one stays
  /// @return paths that several layers own
  List<BuildWarning> write(SequencedMap<String, LayerFiles> files, LayerTypes types)
      throws IOException {
    FileTree.TreeWriter tree = FileTree.writer();
    Map<UnixPath, String> owners = new HashMap<>();
    SortedMap<String, List<UnixPath>> conflicts = new TreeMap<>();
    files.forEach((layer, list) -> {
      for (String path : list.paths()) {
        UnixPath at = UnixPath.of(path);
        tree.put(at, TreeEntry.symlink(link(layer, at)));
        String before = owners.put(at, layer);
        if (before != null) {
          conflicts.computeIfAbsent(before + " " + layer, _ -> new ArrayList<>()).add(at);
        }
      }
    });
    List<FileTree> all = new ArrayList<>();
    all.add(tree.tree());
    for (OfTree own : trees) {
      all.add(inside(own.source().open(), prefix));
    }
    Path directory = layers.create(NAME);
    Path venv = Files.createDirectory(directory.resolve(TREE));
    new TreeDirectoryWriter(venv).write(FileTree.merge(all).tree());
    variables(directory, venv, types);
    layers.finish(NAME, new LayerToml(types, wanted));
    List<BuildWarning> warnings = new ArrayList<>();
    conflicts.forEach((both, paths) ->
        warnings.add(new BuildWarning.PathConflict(List.of(both.split(" ", -1)), paths)));
    return warnings;
  }

  /// Relative, so that the layers can be looked at below any root.
  private static String link(String layer, UnixPath path) {
    int up = path.segments().size() + 1;
    return "../".repeat(up) + layer + "/" + DependencyLayer.TREE + "/" + path;
  }

  /// The entries below the prefix, relative to it.
  static FileTree inside(FileTree tree, UnixPath prefix) {
    FileTree.TreeWriter inside = FileTree.writer();
    for (Map.Entry<UnixPath, TreeEntry> entry : tree.entries().entrySet()) {
      UnixPath path = entry.getKey();
      if (path.startsWith(prefix) && !path.equals(prefix)) {
        inside.put(
            UnixPath.of(path.value().substring(prefix.value().length() + 1)), entry.getValue());
      }
    }
    return inside.tree();
  }

  private static void variables(Path layer, Path venv, LayerTypes types) throws IOException {
    LayerEnvironment environment =
        types.build() ? LayerEnvironment.everywhere(layer) : LayerEnvironment.atLaunch(layer);
    environment
        .prepend("PATH", venv.resolve("bin").toString(), ":")
        .override("VIRTUAL_ENV", venv.toString())
        .override("UV_PROJECT_ENVIRONMENT", venv.toString())
        .byDefault("PYTHONUNBUFFERED", "1")
        .byDefault("PORT", Processes.PORT)
        // uvicorn knows its own variables alone; gunicorn knows `PORT`.
        .byDefault("UVICORN_HOST", "0.0.0.0")
        .byDefault("UVICORN_PORT", Processes.PORT);
  }

  /// The recipes that are trees rather than wheels.
  static List<OfTree> trees(List<LayerRecipe> recipes) {
    List<OfTree> trees = new ArrayList<>();
    for (LayerRecipe recipe : recipes) {
      if (recipe instanceof OfTree tree) {
        trees.add(tree);
      }
    }
    return trees;
  }
}
