package dev.garboard.buildpack.cnb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FormatsTest {
  @TempDir Path temp;

  @Test
  void writesALayersFile() {
    TreeMap<String, String> metadata =
        new TreeMap<>(Map.of("key", "sha256:1", "odd key", "a \"b\"\n\\", "ä", "é"));
    assertThat(new LayerToml(LayerTypes.LAUNCH, metadata).text())
        .isEqualTo(
            """
            [types]
            launch = true
            build = false
            cache = false

            [metadata]
            key = "sha256:1"
            "odd key" = "a \\"b\\"\\u000a\\\\"
            "ä" = "é"
            """);
  }

  @Test
  void writesProcessesLabelsAndSlices() {
    LaunchToml launch =
        new LaunchToml(
            List.of(
                new LaunchProcess(
                    "web", List.of("/bin/x", "a"), List.of("--port"), true, "/workspace/m")),
            new TreeMap<>(Map.of("title", "demo")),
            List.of(List.of("static", "data/*")));
    assertThat(launch.text())
        .isEqualTo(
            """
            [[processes]]
            type = "web"
            command = ["/bin/x", "a"]
            args = ["--port"]
            default = true
            working-dir = "/workspace/m"

            [[labels]]
            key = "title"
            value = "demo"

            [[slices]]
            paths = ["static", "data/*"]
            """);
    assertThat(new BuildToml(List.of("a")).text()).isEqualTo("[[unmet]]\nname = \"a\"\n");
  }

  @Test
  void readsWhatItWroteAndKeepsLayersByMetadataAlone() throws Exception {
    LayersDirectory layers = new LayersDirectory(temp);
    TreeMap<String, String> metadata = new TreeMap<>(Map.of("key", "x\ty", "other", ""));
    Path contents = layers.create("one");
    Files.writeString(contents.resolve("file"), "text");
    layers.finish("one", new LayerToml(LayerTypes.LAUNCH, metadata));
    Files.writeString(layers.sbom("one", "cdx.json"), "{}");
    assertThat(layers.restored("one")).contains(metadata);
    layers.keep("one", metadata);
    assertThat(contents).doesNotExist();
    assertThat(layers.sbom("one", "cdx.json")).exists();
    assertThat(layers.names()).containsExactly("one");
    layers.drop("one");
    assertThat(temp).isEmptyDirectory();
  }

  /// Metadata comes back without `[types]`, whole numbers as fractions.
  @Test
  void keepsWhatCameBackAsItCame() throws Exception {
    LayersDirectory layers = new LayersDirectory(temp);
    Files.writeString(temp.resolve("one.toml"), "[metadata]\nkey = \"v\"\nnumber = 1.0\n");
    layers.keep("one");
    assertThat(Files.readString(temp.resolve("one.toml")))
        .isEqualTo(
            """
            [types]
            launch = true
            build = false
            cache = false

            [metadata]
            key = "v"
            number = 1.0
            """);
    assertThat(layers.restored("one")).contains(new TreeMap<>(Map.of("key", "v", "number", "1.0")));
    Files.writeString(temp.resolve("bad.toml"), "[metadata\n");
    assertThat(layers.restored("bad")).isEmpty();
    assertThat(layers.restored("none")).isEmpty();
  }

  @Test
  void writesVariablesWithADelimiter() throws Exception {
    LayerEnvironment.atLaunch(temp).prepend("PATH", "/x/bin", ":").byDefault("A", "1");
    assertThat(Files.readString(temp.resolve("env.launch/PATH.prepend"))).isEqualTo("/x/bin");
    assertThat(Files.readString(temp.resolve("env.launch/PATH.delim"))).isEqualTo(":");
    assertThat(Files.readString(temp.resolve("env.launch/A.default"))).isEqualTo("1");
  }

  @Test
  void readsThePlan() throws Exception {
    Path plan = temp.resolve("plan.toml");
    Files.writeString(
        plan,
        """
        [[entries]]
        name = "garboard"
        [entries.metadata]
        interpreter = "own"
        [[entries]]
        name = "uv-environment"
        [entries.metadata]
        build = true
        """);
    BuildpackPlan read = BuildpackPlan.read(plan);
    assertThat(read.asks("build")).isTrue();
    assertThat(read.asks("cache")).isFalse();
    assertThat(read.metadata("garboard", "interpreter")).isEqualTo("own");
    assertThat(BuildpackPlan.read(temp.resolve("absent")).entries()).isEmpty();
    Files.writeString(plan, "= no");
    assertThatThrownBy(() -> BuildpackPlan.read(plan)).hasMessageContaining("plan.toml");
  }

  @Test
  void readsVariablesAndBindingsOfThePlatform() throws Exception {
    Files.createDirectories(temp.resolve("env"));
    Files.writeString(temp.resolve("env/BP_X"), "user");
    Path binding = Files.createDirectories(temp.resolve("bindings/index"));
    Files.writeString(binding.resolve("type"), "Python-Index\n");
    Files.writeString(binding.resolve("password"), "secret\n");
    Map<String, String> variables =
        new TreeMap<>(
            Map.of(
                "CNB_PLATFORM_DIR", temp.toString(),
                "CNB_LAYERS_DIR", "/layers/x",
                "CNB_BUILDPACK_DIR", "/bp",
                "CNB_BP_PLAN_PATH", "/plan",
                "CNB_TARGET_OS", "linux",
                "CNB_TARGET_ARCH", "arm64",
                "BP_X", "process"));
    BuildContext context = BuildContext.from(variables, Path.of("/workspace"));
    assertThat(context.variable("BP_X")).isEqualTo("user");
    assertThat(context.target()).hasToString("linux/arm64");
    ServiceBinding read = ServiceBinding.readAll(context).getFirst();
    assertThat(read.type()).isEqualTo("python-index");
    assertThat(read.text("password")).isEqualTo("secret");
    assertThat(read.text("username")).isEmpty();
    assertThat(read.toString()).doesNotContain("secret");
    variables.remove("CNB_TARGET_ARCH");
    assertThatThrownBy(() -> BuildContext.from(variables, Path.of("/workspace")))
        .hasMessageContaining("CNB_TARGET_ARCH");
  }
}
