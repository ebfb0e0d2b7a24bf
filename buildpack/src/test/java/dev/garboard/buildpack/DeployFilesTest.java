package dev.garboard.buildpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.requirement.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The files for clusters: every field is one that the kind of resource knows, and what refers to
/// something refers to something that is there.
class DeployFilesTest {

  private static final Path DEPLOY = Checkout.root().resolve("buildpack/deploy");

  /// Fields that every resource has.
  private static final Set<String> COMMON = Set.of("apiVersion", "kind", "metadata", "spec");

  private static final Set<String> METADATA =
      Set.of("name", "generateName", "namespace", "labels", "annotations");

  @TempDir private Path directory;

  private final Map<String, Set<String>> known = new HashMap<>();
  private final Map<String, String> versions = new HashMap<>();
  private final List<String> faults = new ArrayList<>();

  private void readTable() throws IOException {
    String version = "";
    for (String line : Files.readAllLines(Path.of("src/test/resources/deploy/fields.txt"))) {
      if (line.startsWith("# Kinds of ")) {
        version = line.substring("# Kinds of ".length()).split(":", 2)[0];
      } else if (!line.startsWith("#")) {
        String[] parts = line.split(": ", 2);
        known.put(parts[0], Set.of(parts[1].split(" ", -1)));
        versions.put(parts[0].split(" ", 2)[0], version);
      }
    }
  }

  private static List<Map<?, ?>> resources(Path file) throws IOException {
    List<Map<?, ?>> resources = new ArrayList<>();
    Load load = new Load(LoadSettings.builder().build());
    for (Object document : load.loadAllFromString(Files.readString(file))) {
      resources.add((Map<?, ?>) document);
    }
    return resources;
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(DEPLOY)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @Test
  void everyFieldIsKnown() throws IOException {
    readTable();
    TreeSet<String> kinds = new TreeSet<>();
    for (Path file : files()) {
      for (Map<?, ?> resource : resources(file)) {
        String kind = String.valueOf(resource.get("kind"));
        kinds.add(kind);
        if (!String.valueOf(resource.get("apiVersion")).equals(versions.get(kind))) {
          faults.add(kind + " is of " + resource.get("apiVersion"));
        }
        checkTop(kind, resource);
      }
    }
    assertThat(faults).isEmpty();
    assertThat(kinds).isEqualTo(new TreeSet<>(versions.keySet()));
  }

  private void checkTop(String kind, Map<?, ?> resource) {
    for (Map.Entry<?, ?> field : resource.entrySet()) {
      String name = String.valueOf(field.getKey());
      if (!COMMON.contains(name) && !known.getOrDefault(kind, Set.of()).contains(name)) {
        faults.add(kind + " has no " + name);
      }
      if (name.equals("metadata")) {
        ((Map<?, ?>) field.getValue())
            .keySet().stream()
                .filter(key -> !METADATA.contains(String.valueOf(key)))
                .forEach(key -> faults.add(kind + " metadata has no " + key));
      } else {
        check(kind, name, field.getValue());
      }
    }
  }

  private void check(String kind, String path, Object value) {
    if (value instanceof List<?> list) {
      list.forEach(item -> check(kind, path + "[]", item));
    } else if (value instanceof Map<?, ?> map) {
      Set<String> fields = known.getOrDefault(kind + " " + path, Set.of());
      map.forEach((name, inner) -> {
        if (!fields.contains("*") && !fields.contains(String.valueOf(name))) {
          faults.add(kind + " " + path + " has no " + name);
        }
        check(kind, path + "." + name, inner);
      });
    }
  }

  /// A field that nobody knows must not pass.
  @Test
  void theTableBites() throws IOException {
    readTable();
    checkTop(
        "Image", Map.of("kind", "Image", "spec", Map.of("tagg", "x", "build", Map.of("x", 1))));

    assertThat(faults)
        .containsExactlyInAnyOrder("Image spec has no tagg", "Image spec.build has no x");
  }

  @Test
  void kpackRefersToWhatIsThere() throws IOException {
    Set<String> there = new TreeSet<>();
    List<Map<?, ?>> all = new ArrayList<>();
    for (String file : List.of("kpack/cluster.yaml", "kpack/image.yaml")) {
      all.addAll(resources(DEPLOY.resolve(file)));
    }
    all.forEach(r -> there.add(r.get("kind") + " " + at(r, "metadata", "name")));

    Map<?, ?> builder = only(all, "ClusterBuilder");
    Map<?, ?> image = only(all, "Image");
    Object member = at(builder, "spec", "order", "0", "group", "0");
    assertThat(there)
        .contains(
            "ClusterStack " + at(builder, "spec", "stack", "name"),
            "ClusterLifecycle " + at(builder, "spec", "lifecycle", "name"),
            "ServiceAccount " + at(builder, "spec", "serviceAccountRef", "name"),
            at(member, "kind") + " " + at(member, "name"),
            at(image, "spec", "builder", "kind") + " " + at(image, "spec", "builder", "name"),
            "ServiceAccount " + at(image, "spec", "serviceAccountName"),
            "Secret " + at(image, "spec", "build", "services", "0", "name"));
  }

  @Test
  void theyNameTheBuildpackAndItsSettings() throws IOException {
    String buildpack = Files.readString(Path.of("src/main/cnb/buildpack.toml"));
    Map<?, ?> builder = only(resources(DEPLOY.resolve("kpack/cluster.yaml")), "ClusterBuilder");
    Map<?, ?> image = only(resources(DEPLOY.resolve("kpack/image.yaml")), "Image");

    assertThat(buildpack)
        .contains("id = \"" + at(builder, "spec", "order", "0", "group", "0", "id") + "\"");
    assertThat(at(image, "spec", "build", "env", "0", "name")).isEqualTo(Choices.PACKAGE);
  }

  private static Map<?, ?> only(List<Map<?, ?>> resources, String kind) {
    return resources.stream().filter(r -> kind.equals(r.get("kind"))).findFirst().orElseThrow();
  }

  private static Object at(Object value, String... keys) {
    Object found = value;
    for (String key : keys) {
      found =
          Objects.requireNonNull(
              found instanceof List<?> list
                  ? list.get(Integer.parseInt(key))
                  : ((Map<?, ?>) found).get(key),
              key);
    }
    return found;
  }

  @Test
  void theTasksPhasesAreInTheLifecyclesOrder() throws IOException {
    Map<?, ?> task = resources(DEPLOY.resolve("tekton/task.yaml")).getFirst();
    List<Object> names = new ArrayList<>();
    ((List<?>) at(task, "spec", "steps")).forEach(step -> names.add(at(step, "name")));

    assertThat(names)
        .containsExactly("prepare", "analyze", "detect", "restore", "build", "export", "results");
  }

  @Test
  void theTasksOwnStepsDoWhatTheySay() throws Exception {
    Path platform = directory.resolve("platform");
    Path bindings = Files.createDirectories(directory.resolve("bindings"));
    Files.writeString(bindings.resolve("type"), "python-index");
    Files.writeString(bindings.resolve("url"), "https://index.example");
    run(
        "prepare",
        platform,
        Map.of("BINDINGS", bindings.toString()),
        "BP_GARBOARD_PACKAGE=api",
        "EMPTY=",
        "URL=a=b c");
    assertThat(platform.resolve("env/BP_GARBOARD_PACKAGE")).hasContent("api");
    assertThat(platform.resolve("env/EMPTY")).isEmptyFile();
    assertThat(platform.resolve("env/URL")).hasContent("a=b c");
    assertThat(platform.resolve("bindings/default/url")).hasContent("https://index.example");

    Path two = Files.createDirectories(directory.resolve("two/netrc"));
    Files.writeString(two.resolve("type"), "netrc");
    run("prepare", platform, Map.of("BINDINGS", directory.resolve("two").toString()));
    assertThat(platform.resolve("bindings/netrc/type")).hasContent("netrc");

    Path report = directory.resolve("report.toml");
    String digest = "sha256:" + "ab".repeat(32);
    Files.writeString(report, "[image]\n  tags = [\"x\"]\n  digest = \"" + digest + "\"\n");
    Path result = directory.resolve("digest");
    run(
        "results",
        platform,
        Map.of(
            "IMAGE", "registry.example/app",
            "REPORT", report.toString(),
            "DIGEST_RESULT", result.toString(),
            "URL_RESULT", directory.resolve("url").toString()));
    assertThat(Files.readString(result)).isEqualTo(digest);
    assertThat(Files.readString(directory.resolve("url"))).isEqualTo("registry.example/app");
  }

  private void run(String name, Path platform, Map<String, String> variables, String... arguments)
      throws Exception {
    Map<?, ?> task = resources(DEPLOY.resolve("tekton/task.yaml")).getFirst();
    String script =
        ((List<?>) at(task, "spec", "steps"))
            .stream()
                .filter(step -> name.equals(((Map<?, ?>) step).get("name")))
                .map(step -> String.valueOf(at(step, "script")))
                .findFirst()
                .orElseThrow();
    Path file =
        Files.writeString(
            directory.resolve(name + ".sh"), script.replace("/platform", platform.toString()));
    List<String> command = new ArrayList<>(List.of("sh", file.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(variables);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }
}
