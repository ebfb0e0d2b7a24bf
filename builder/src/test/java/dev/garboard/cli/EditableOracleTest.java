package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.requirement.RequiresNetwork;
import dev.garboard.requirement.RequiresTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Members in place are installed as uv installs them with the real build backends, here from a
/// read-only tree, in which some of those backends fail.
@RequiresNetwork
@RequiresTool({"python3", "uv"})
class EditableOracleTest {
  /// What uv alone writes, and what a backend leaves behind.
  private static final Pattern OF_UV =
      Pattern.compile(
          ".*/(INSTALLER|RECORD|uv_cache\\.json|uv_build\\.json|top_level\\.txt|WHEEL)"
              + "|\\.gitignore|_virtualenv.*|.*\\.pyc|.*__pycache__");

  /// Fields that backends spell or add differently.
  private static final Set<String> SPELLED_FREELY =
      Set.of(
          "metadata-version",
          "author",
          "author-email",
          "import-name",
          "classifier",
          "description-content-type");

  @ParameterizedTest
  @CsvSource({
    "uv_build, 'uv_build>=0.9,<1'",
    "hatchling.build, hatchling",
    "setuptools.build_meta, setuptools>=77",
    "flit_core.buildapi, flit_core>=3.4",
    "poetry.core.masonry.api, poetry-core>=2",
    "pdm.backend, pdm-backend"
  })
  void isInstalledAsByItsBackend(String backend, String requires, @TempDir Path directory)
      throws Exception {
    SyncProject project = new SyncProject(directory);
    project
        .with("UV_CACHE_DIR", project.root.resolve("uv-cache").toString())
        .with("UV_PYTHON_DOWNLOADS", "never");
    project.onTheNetwork();
    Path toml = project.directory.resolve("pyproject.toml");
    Files.writeString(project.directory.resolve("README.md"), "# app\n");
    Files.writeString(
        toml,
        Files.readString(toml)
            .replace("uv_build>=0.9,<1", requires)
            .replace("\"uv_build\"", "\"" + backend + "\"")
            .replace(
                "version = \"0.1.0\"",
                "version = \"0.1.0\"\nreadme = \"README.md\"\ndescription = \"demo\""));
    Path ours = project.root.resolve("a/env");
    Path theirs = project.root.resolve("b/env");
    project.shell("chmod", "-R", "a-w", project.directory.toString());
    SortedMap<String, String> before = SyncProject.listing(project.directory);
    assertThat(before.get("pyproject.toml")).startsWith("r--r--r-- ");
    SyncProject.Result result =
        project.run("sync", "--venv", ours.toString(), "--link-mode", "copy");
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(SyncProject.listing(project.directory)).isEqualTo(before);
    project.shell("chmod", "-R", "u+w", project.directory.toString());

    project.with("UV_PROJECT_ENVIRONMENT", theirs.toString());
    project.shell(
        "uv",
        "sync",
        "--frozen",
        "--link-mode",
        "copy",
        "-p",
        ours.resolve("bin/python").toRealPath().toString());
    SortedMap<String, String> expected = comparable(theirs);
    assertThat(expected.keySet()).anyMatch(path -> path.endsWith(".pth"));
    assertThat(comparable(ours)).isEqualTo(expected);
  }

  private static SortedMap<String, String> comparable(Path environment) throws Exception {
    SortedMap<String, String> comparable = new TreeMap<>();
    Path site;
    try (var lib = Files.list(environment.resolve("lib"))) {
      site = lib.findFirst().orElseThrow().resolve("site-packages");
    }
    SyncProject.listing(site)
        .forEach((path, text) -> {
          if (!OF_UV.matcher(path).matches()) {
            comparable.put(path, said(path, text));
          }
        });
    comparable.put(
        "bin/app",
        Files.readString(environment.resolve("bin/app")).replace(environment.toString(), "@"));
    return comparable;
  }

  private static String said(String path, String text) {
    if (path.endsWith("/METADATA")) {
      return new TreeSet<>(
              text.replaceFirst("^[rwx-]{9} ", "")
                  .lines()
                  .filter(line -> !SPELLED_FREELY.contains(field(line)))
                  .toList())
          .toString();
    }
    if (path.endsWith("/entry_points.txt")) {
      List<String> lines = new ArrayList<>(text.replace(" ", "").lines().toList());
      lines.removeIf(line -> line.isEmpty() || line.equals("[gui_scripts]"));
      return lines.toString();
    }
    return text;
  }

  private static String field(String line) {
    return line.substring(0, Math.max(0, line.indexOf(':'))).toLowerCase(Locale.ROOT);
  }
}
