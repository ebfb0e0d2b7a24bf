package dev.garboard.hostbuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.content.Content;
import dev.garboard.content.Hashing;
import dev.garboard.requirement.RequiresNetwork;
import dev.garboard.requirement.RequiresTool;
import dev.garboard.selection.Target.TargetPlatform;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The real build backends, fetched from the Python index.
@RequiresNetwork
class RealBackendTest {

  /// Fields that backends, or their releases, spell or add differently: people in one field or two,
  /// flit's import name that it derives from the module.
  private static final Set<String> SPELLED_FREELY =
      Set.of("metadata-version", "dynamic", "author", "author-email", "import-name");

  @TempDir Path temp;

  private BuiltWheel build(String cache, boolean uv, BuildRequest request) throws Exception {
    HostBuilder builder =
        new HostBuilder(
            HostFixture.host(temp.resolve("home"), uv, Map.of()),
            HostFixture.settings(Duration.ofMinutes(5)),
            temp.resolve(cache));
    try {
      return builder.build(request);
    } catch (HostBuildException e) {
      if (e.problems().getFirst() instanceof HostBuildProblem.BuildFailed failed
          && Stream.of("Failed to fetch", "Could not find a version", "error sending request")
              .anyMatch(failed.output()::contains)) {
        Assumptions.abort("the Python index cannot be reached: " + failed.output());
      }
      throw e;
    }
  }

  private static BuildRequest tree(String name, Path project) {
    return HostFixture.request(name, new BuildSource.Tree(project, "", false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"uv", "hatchling", "setuptools", "flit", "poetry", "pdm"})
  void theStaticWheelIsTheBackendsWheel(String backend) throws Exception {
    Path project = Projects.copy(backend, temp.resolve(backend));
    StaticWheel.Result result = StaticWheel.of(Projects.facts(project));
    assertThat(result).isInstanceOf(StaticWheel.Result.Known.class);
    StaticWheel known = ((StaticWheel.Result.Known) result).wheel();
    compare(known, build("cache", true, tree("demo-" + backend, project)));
  }

  /// Pure-Python projects as their authors published them.
  @ParameterizedTest
  @CsvSource({
    "click, 8.2.1",
    "flask, 3.1.1",
    "packaging, 25.0",
    "pydantic-settings, 2.10.1",
    "python-multipart, 0.0.20",
    "rich-toolkit, 0.14.8",
    "starlette, 0.46.2",
    "typing-extensions, 4.14.1",
    "typing-inspection, 0.4.1",
    "uvicorn, 0.35.0"
  })
  @RequiresTool({"python3", "tar"})
  void theStaticWheelOfAPublishedProjectIsTheBackendsWheel(String name, String version)
      throws Exception {
    run(
        "python3",
        "-m",
        "pip",
        "download",
        "-q",
        "--no-deps",
        "--no-binary=:all:",
        "-d",
        temp.toString(),
        name + "==" + version);
    String stem = name.replace('-', '_') + "-" + version;
    run("tar", "-xzf", temp.resolve(stem + ".tar.gz").toString(), "-C", temp.toString());
    Path project = temp.resolve(stem);
    StaticWheel.Result result = StaticWheel.of(Projects.facts(project));
    assertThat(result).isInstanceOf(StaticWheel.Result.Known.class);
    compare(((StaticWheel.Result.Known) result).wheel(), build("cache", true, tree(name, project)));
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private void compare(StaticWheel known, BuiltWheel real) throws Exception {
    BuiltWheel ours = known.writeBelow(temp.resolve("static"));
    assertThat(ours.filename()).isEqualTo(real.filename());
    Map<String, String> expected = files(real.file());
    Map<String, String> actual = files(ours.file());
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    String info =
        real.filename().name().value().replace('-', '_')
            + "-"
            + real.filename().version()
            + ".dist-info/";
    expected.forEach((path, text) -> {
      switch (path.replace(info, "")) {
        case "METADATA" ->
            assertThat(fields(actual.getOrDefault(path, ""))).isEqualTo(fields(text));
        case "entry_points.txt" ->
            assertThat(lines(actual.getOrDefault(path, ""))).isEqualTo(lines(text));
        case "WHEEL" ->
            assertThat(actual.getOrDefault(path, ""))
                .contains("Root-Is-Purelib: true", "py3-none-any");
        case "RECORD" -> assertThat(paths(actual.getOrDefault(path, ""))).isEqualTo(paths(text));
        default -> assertThat(actual.getOrDefault(path, "")).as(path).isEqualTo(text);
      }
    });
  }

  private static Map<String, String> files(Path wheel) throws Exception {
    Map<String, String> entries = HostFixture.entries(wheel);
    entries.keySet().removeIf(path -> path.endsWith("/"));
    return entries;
  }

  private static Set<String> lines(String text) {
    return new TreeSet<>(
        text.lines().map(line -> line.replace(" ", "")).filter(line -> !line.isEmpty()).toList());
  }

  private static Set<String> paths(String record) {
    return new TreeSet<>(record.lines().map(line -> line.split(",", -1)[0]).toList());
  }

  private static Map<String, Set<String>> fields(String metadata) {
    Map<String, Set<String>> fields = new TreeMap<>();
    int body = metadata.indexOf("\n\n");
    for (String line : metadata.substring(0, body).split("\n", -1)) {
      int colon = line.indexOf(": ");
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      String value = line.substring(colon + 2);
      if (!SPELLED_FREELY.contains(name)) {
        fields
            .computeIfAbsent(name, _ -> new TreeSet<>())
            .add(name.equals("requires-dist") ? requirement(value) : value);
      }
    }
    fields.put("", Set.of(metadata.substring(body).strip()));
    return fields;
  }

  private static String requirement(String text) {
    String[] parts = text.toLowerCase(Locale.ROOT).replaceAll("[() ]", "").split(";", 2);
    int bound = parts[0].split("[<>=]", 2)[0].length();
    String[] bounds = parts[0].substring(bound).split(",", -1);
    Arrays.sort(bounds);
    String[] conditions =
        parts.length == 2 ? parts[1].replace('"', '\'').split("and", -1) : new String[0];
    Arrays.sort(conditions);
    return parts[0].substring(0, bound).replaceAll("[-_.]+", "-")
        + String.join(",", bounds)
        + ";"
        + String.join("and", conditions);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void setuptoolsBuildsFromAReadOnlyTreeAndLeavesItAlone(boolean uv) throws Exception {
    Path project = Projects.copy("setuptools", temp.resolve("setuptools"));
    String before = SourceTree.list(project, true).digest().toString();
    List<Path> all;
    try (Stream<Path> walk = Files.walk(project)) {
      all = walk.toList();
    }
    for (Path path : all) {
      Files.setPosixFilePermissions(
          path,
          PosixFilePermissions.fromString(Files.isDirectory(path) ? "r-xr-xr-x" : "r--r--r--"));
    }
    BuiltWheel first = build("one", uv, tree("demo-setuptools", project));
    BuiltWheel second = build("two/deeper", uv, tree("demo-setuptools", project));
    assertThat(second.digest()).isEqualTo(first.digest());
    try (Stream<Path> walk = Files.walk(project)) {
      assertThat(walk.toList()).isEqualTo(all);
    }
    for (Path path : all) {
      if (Files.isDirectory(path)) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
    assertThat(SourceTree.list(project, true).digest().toString()).isEqualTo(before);
    HostFixture.entries(first.file())
        .forEach((path, text) -> assertThat(text).as(path).doesNotContain(temp.toString()));
  }

  @Test
  void aCompiledSdistRunsHereAndIsRefusedForAnotherPlatform() throws Exception {
    Path project = Projects.copy("extension", temp.resolve("demo_extension-1.0"));
    Path archive = temp.resolve("demo_extension-1.0.tar.gz");
    Process tar =
        new ProcessBuilder(
                "tar", "-C", temp.toString(), "-czf", archive.toString(), "demo_extension-1.0")
            .redirectErrorStream(true)
            .start();
    assertThat(new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEmpty();
    assertThat(tar.waitFor()).isZero();
    assertThat(StaticWheel.of(Projects.facts(project)))
        .isInstanceOf(StaticWheel.Result.NotStatic.class);
    BuildSource source =
        new BuildSource.Archive(
            archive, "demo_extension-1.0.tar.gz", Hashing.sha256(Content.of(archive)), "");
    BuildRequest here = HostFixture.request("demo-extension", source);
    BuiltWheel wheel;
    try {
      wheel = build("cache", true, here);
    } catch (HostBuildException e) {
      Assumptions.assumeFalse(e.toString().contains("Python.h"), "no headers of CPython here");
      throw e;
    }
    BuiltWheel again = build("another/cache", true, here);
    assertThat(again.digest()).isEqualTo(wheel.digest());
    assertThat(wheel.filename().text()).endsWith("-cp311-cp311-linux_x86_64.whl");
    HostFixture.entries(wheel.file())
        .forEach((path, text) -> assertThat(text).as(path).doesNotContain(temp.toString()));

    BuildRequest foreign =
        HostFixture.request(
            "demo-extension",
            source,
            new TargetPlatform.Glibc(2, 36),
            List.of("cp311-cp311-manylinux_2_36_aarch64", "py3-none-any"));
    assertThat(problem(foreign))
        .isInstanceOfSatisfying(
            HostBuildProblem.ForeignWheel.class,
            refused ->
                assertThat(refused.wanted().bestTag())
                    .isEqualTo("cp311-cp311-manylinux_2_36_aarch64"));
  }

  private HostBuildProblem problem(BuildRequest request) throws Exception {
    try {
      build("cache", true, request);
    } catch (HostBuildException e) {
      return e.problems().getFirst();
    }
    throw new AssertionError("the wheel was taken");
  }
}
