package dev.garboard.buildpack;

import dev.garboard.buildpack.cnb.BuildContext;
import dev.garboard.buildpack.cnb.LayersDirectory;
import dev.garboard.buildpack.cnb.StoreToml;
import dev.garboard.content.CanonicalJson;
import dev.garboard.content.Content;
import dev.garboard.content.Hashing;
import dev.garboard.project.PyProject;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a build remembers for the next one in its `store.toml`: the inputs that decided all layers,
/// and what they decided. While the inputs are the same, the lockfile is not even read: every layer
/// stays where it is.
///
/// An application whose distributions are made of sources is not remembered, since what decides
/// those is not listed.
record Memory(SortedMap<String, String> metadata) {
  private static final String INPUTS = "inputs";
  private static final String FILES = "inputs.files";
  private static final String LAYERS = "layers";
  private static final String SUMMARY = "summary";
  private static final String FACT = "launch.";

  static Memory read(LayersDirectory layers) throws IOException {
    return new Memory(StoreToml.read(layers.store()).metadata());
  }

  /// Remembers nothing.
  static Memory none() {
    return new Memory(new TreeMap<>());
  }

  /// @param names of all layers
  /// @param summary what the log says about them
  static Memory of(Choices choices, Collection<String> names, LaunchFacts facts, String summary)
      throws IOException {
    Path application = choices.context().application();
    Set<String> files = new LinkedHashSet<>();
    for (String name :
        new String[] {"uv.lock", "pyproject.toml", "garboard.lock", ".python-version"}) {
      files.add(name);
    }
    for (PyProject member : choices.project().members()) {
      files.add(application.relativize(member.directory()).resolve("pyproject.toml").toString());
    }
    SortedMap<String, String> metadata = new TreeMap<>();
    metadata.put(FILES, String.join("\n", files));
    metadata.put(INPUTS, inputs(choices.context(), files));
    metadata.put(LAYERS, String.join("\n", names));
    metadata.put(SUMMARY, summary);
    facts.texts().forEach((key, value) -> metadata.put(FACT + key, value));
    return new Memory(metadata);
  }

  private String text(String key) {
    return metadata.getOrDefault(key, "");
  }

  /// Whether everything is as it was, and came back.
  boolean holds(BuildContext context, LayersDirectory layers) throws IOException {
    if (text(FILES).isEmpty()
        || !text(INPUTS).equals(inputs(context, List.of(text(FILES).split("\n", -1))))) {
      return false;
    }
    Set<String> restored = layers.names();
    for (String name : layers()) {
      if (!restored.contains(name)) {
        return false;
      }
    }
    return Files.isRegularFile(layers.sbom(EnvironmentLayer.NAME, "cdx.json"));
  }

  Set<String> layers() {
    return new LinkedHashSet<>(List.of(text(LAYERS).split("\n", -1)));
  }

  String summary() {
    return text(SUMMARY);
  }

  LaunchFacts launch() {
    SortedMap<String, String> facts = new TreeMap<>();
    metadata.forEach((key, value) -> {
      if (key.startsWith(FACT)) {
        facts.put(key.substring(FACT.length()), value);
      }
    });
    return new LaunchFacts(facts);
  }

  void write(LayersDirectory layers) throws IOException {
    layers.write("store.toml", new StoreToml(metadata).text());
  }

  /// Everything that decides the layers, as one digest. Absent files count as such.
  private static String inputs(BuildContext context, Collection<String> files) throws IOException {
    SortedMap<String, Object> inputs = new TreeMap<>();
    inputs.put("layout", LayerState.LAYOUT);
    inputs.put("target", context.target().toString());
    inputs.put("application", context.application().toString());
    inputs.put("layers", context.layers().toString());
    String interpreter = context.variable(Choices.INTERPRETER);
    if (!interpreter.isEmpty()) {
      // Not ours, so that it may be another one under the same name.
      inputs.put("distribution", context.target().distribution());
      inputs.put("distribution version", context.target().distributionVersion());
      inputs.put("interpreter", digest(Path.of(interpreter)));
    }
    for (Map.Entry<String, String> variable : context.environment().entrySet()) {
      if (variable.getKey().startsWith("BP_GARBOARD_")
          && !variable.getKey().equals(Choices.CACHE)) {
        inputs.put("$" + variable.getKey(), variable.getValue());
      }
    }
    for (String file : files) {
      Path path = context.application().resolve(file);
      inputs.put("/" + file, digest(path));
      if (file.endsWith("pyproject.toml")) {
        inputs.put("/" + file + " beside", names(path.resolveSibling(".")));
        inputs.put("/" + file + " src", names(path.resolveSibling("src")));
      }
    }
    return Hashing.sha256(CanonicalJson.write(inputs)).toString();
  }

  private static String digest(Path file) throws IOException {
    return Files.isRegularFile(file) ? Hashing.sha256(Content.of(file)).toString() : "absent";
  }

  /// Where a project's modules lie decides what its environment leads to.
  private static List<Object> names(Path directory) throws IOException {
    SortedSet<String> names = new TreeSet<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
        for (Path child : children) {
          names.add(child.getFileName().toString() + (Files.isDirectory(child) ? "/" : ""));
        }
      }
    }
    return List.copyOf(names);
  }
}
