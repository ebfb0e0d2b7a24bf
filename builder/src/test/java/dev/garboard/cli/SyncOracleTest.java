package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.requirement.Checkout;
import dev.garboard.requirement.RequiresNetwork;
import dev.garboard.requirement.RequiresTool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The real uv beside us: it makes the same tree, and finds nothing to do on ours.
@RequiresTool({"python3", "uv"})
class SyncOracleTest {

  /// The environment's own files, and what names the installer or its host.
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          ".*\\.pyc|.*__pycache__|.*/(INSTALLER|uv_cache\\.json|uv_build\\.json)"
              + "|pyvenv\\.cfg|CACHEDIR\\.TAG|\\.gitignore|\\.lock|\\.garboard"
              + "|bin/(de)?activate.*|bin/pydoc\\.bat|bin/python.*");

  /// What a build backend writes of a project goes beyond what an installation in place does.
  private static final Pattern BUILT =
      Pattern.compile(".*/app-0\\.1\\.0\\.dist-info/(METADATA|WHEEL)");

  @Test
  void makesTheTreeOfUvSync(@TempDir Path directory) throws Exception {
    SyncProject project = project(directory);
    project
        .with("UV_CACHE_DIR", project.root.resolve("uv-cache").toString())
        .with("UV_PYTHON_DOWNLOADS", "never");
    Path ours = project.root.resolve("a/env");
    Path theirs = project.root.resolve("b/env");
    assertThat(project.run("sync", "--venv", ours.toString(), "--link-mode", "copy").exit())
        .isZero();
    Path python = ours.resolve("bin/python").toRealPath();
    project.with("UV_PROJECT_ENVIRONMENT", theirs.toString());
    project.shell(
        "uv", "sync", "--frozen", "--offline", "--link-mode", "copy", "-p", python.toString());

    assertThat(comparable(ours)).isEqualTo(comparable(theirs));
  }

  @Test
  void uvHasNothingToDoForPackagesOfAnIndex(@TempDir Path directory) throws Exception {
    SyncProject project = project(directory);
    Path ours = project.root.resolve("env");
    project.run("sync", "--venv", ours.toString());
    project
        .with("UV_CACHE_DIR", project.root.resolve("uv-cache").toString())
        .with("UV_PROJECT_ENVIRONMENT", ours.toString());

    assertThat(
            project.shell(
                "uv",
                "sync",
                "--frozen",
                "--offline",
                "--check",
                "--no-install-project",
                "--inexact"))
        .contains("no changes");
    assertThat(project.shell("uv", "pip", "list", "--python", ours.toString()))
        .contains("alpha", "beta", "app");
  }

  /// uv compares a note of its own with the times of the sources; there is none of it here.
  @Test
  void uvInstallsMembersAnewAndNothingElse(@TempDir Path directory) throws Exception {
    SyncProject project = project(directory);
    Path ours = project.root.resolve("env");
    project.run("sync", "--venv", ours.toString());
    project
        .with("UV_CACHE_DIR", project.root.resolve("uv-cache").toString())
        .with("UV_PROJECT_ENVIRONMENT", ours.toString());
    Process process = project.start("uv", "sync", "--frozen", "--offline", "--check");
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(said.lines().filter(line -> line.matches(" [-+~] .*")))
        .isNotEmpty()
        .allMatch(line -> line.matches(" . app\\b.*"));
  }

  /// Two dozen distributions, of which some are compiled: the example that everybody starts with.
  @Test
  @RequiresNetwork
  void makesTheTreeOfUvSyncOfARealService(@TempDir Path directory) throws Exception {
    SyncProject project = new SyncProject(directory);
    for (String name : new String[] {"pyproject.toml", "uv.lock"}) {
      Path file = project.directory.resolve(name);
      Files.copy(
          Checkout.root().resolve("examples/fastapi", name),
          file,
          StandardCopyOption.REPLACE_EXISTING);
    }
    project
        .onTheNetwork()
        .with("UV_CACHE_DIR", project.root.resolve("uv-cache").toString())
        .with("UV_PYTHON_DOWNLOADS", "never");
    Path ours = project.root.resolve("a/env");
    Path theirs = project.root.resolve("b/env");
    String[] same = {"sync", "--frozen", "--all-groups", "--no-install-project", "--link-mode"};
    SyncProject.Result result = project.run(with(same, "copy", "--venv", ours.toString()));
    assertThat(result.exit()).as(result.err()).isZero();
    String python = ours.resolve("bin/python").toRealPath().toString();
    project.with("UV_PROJECT_ENVIRONMENT", theirs.toString());
    project.shell(with(new String[] {"uv"}, with(same, "copy", "-p", python)));

    assertThat(comparable(ours)).hasSizeGreaterThan(1000).isEqualTo(comparable(theirs));
  }

  private static String[] with(String[] words, String... more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--target", "--prefix"})
  void makesTheTreeOfUvPipInstall(String place, @TempDir Path directory) throws Exception {
    SyncProject project = project(directory);
    Path ours = project.root.resolve("ours");
    Path theirs = project.root.resolve("theirs");
    String path = ours.toString();
    SyncProject.Result result =
        project.run("sync", place, path, "--link-mode", "copy", "--no-install-project");
    assertThat(result.exit()).as(result.err()).isZero();
    String interpreter = Files.readString(script(ours)).lines().findFirst().orElseThrow();
    project.with("UV_CACHE_DIR", project.root.resolve("uv-cache").toString());
    project.shell(
        "sh",
        "-c",
        "exec \"$0\" pip install --no-deps --no-index --offline --link-mode copy \"$@\" ../wheels/*",
        "uv",
        place,
        theirs.toString(),
        "-p",
        interpreter.substring("#!".length()));

    // uv names the files that it was given.
    assertThat(withoutOrigin(ours)).isEqualTo(withoutOrigin(theirs));
  }

  private static Path script(Path prefix) {
    return prefix.resolve("bin/alpha-tool");
  }

  private static SyncProject project(Path directory) throws Exception {
    return new SyncProject(
        directory,
        SyncProject.wheel("alpha", "1.0").executable("alpha/run.sh", "#!/bin/sh\n"),
        SyncProject.wheel("beta", "2.0"));
  }

  private static SortedMap<String, String> withoutOrigin(Path environment) throws Exception {
    SortedMap<String, String> comparable = comparable(environment);
    comparable.keySet().removeIf(path -> path.matches(".*/(RECORD|REQUESTED|direct_url\\.json)"));
    return comparable;
  }

  private static SortedMap<String, String> comparable(Path environment) throws Exception {
    SortedMap<String, String> comparable = new TreeMap<>();
    SyncProject.listing(environment)
        .forEach((path, text) -> {
          if (!LEFT_OUT.matcher(path).matches() && !BUILT.matcher(path).matches()) {
            String said = path.endsWith("/RECORD") ? paths(text) : text;
            comparable.put(path, said.replace(environment.toString(), "@"));
          }
        });
    return comparable;
  }

  /// RECORD has the digests of files that are left out here.
  private static String paths(String record) {
    return record
        .lines()
        .map(line -> line.replaceFirst("^[r-]{9}.?[rwx-]* ", "").split(",", -1)[0])
        .filter(path -> !LEFT_OUT.matcher(path).matches())
        .sorted()
        .toList()
        .toString();
  }
}
