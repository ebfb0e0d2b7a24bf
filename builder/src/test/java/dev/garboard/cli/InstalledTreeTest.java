package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.garboard.content.Content;
import dev.garboard.content.Hashing;
import dev.garboard.engine.Command;
import dev.garboard.requirement.Checkout;
import dev.garboard.requirement.Corpus;
import dev.garboard.requirement.RequiresCorpus;
import dev.garboard.requirement.RequiresNetwork;
import dev.garboard.requirement.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The environment of an image beside the one that `uv sync --frozen --no-editable --link-mode
/// copy` makes at the same path with the same Python: the same files, bytes and modes.
@RequiresNetwork
@RequiresTool({"python3.11", "uv", "umoci", "unshare", "tar"})
class InstalledTreeTest {

  private static final List<String> BACKENDS =
      List.of("uv", "hatchling", "setuptools", "flit", "poetry", "pdm");

  /// What names the installer, its host or its time, and the environment's own files.
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          ".*\\.pyc|.*\\.dist-info/(INSTALLER|REQUESTED|RECORD|direct_url\\.json|uv_cache\\.json"
              + "|uv_build\\.json)|pyvenv\\.cfg|CACHEDIR\\.TAG|\\.gitignore|\\.lock"
              + "|bin/(de)?activate.*|bin/pydoc\\.bat|bin/python.*");

  /// What backends write of the project they build; its meaning is compared where it is made.
  private static final Pattern SPELLED_BY_BACKEND =
      Pattern.compile(
          "(.*/demo_[a-z]+|.*/app)-[0-9.]+\\.dist-info/(METADATA|WHEEL|entry_points\\.txt)");

  @TempDir Path directory;

  @Test
  void ofAWorkspaceWithAMemberForEachBackend() throws Exception {
    Path project = Files.createDirectories(directory.resolve("app"));
    Path resources = Checkout.root().resolve("layers/src/test/resources/projects");
    StringBuilder names = new StringBuilder();
    StringBuilder sources = new StringBuilder();
    for (String backend : BACKENDS) {
      Command.run(
              List.of(
                  "cp",
                  "-R",
                  resources.resolve(backend).toString(),
                  project.resolve(backend).toString()))
          .success();
      // A script that several members install would be any one's.
      Path declared = project.resolve(backend).resolve("pyproject.toml");
      Files.writeString(
          declared,
          Files.readString(declared)
              .replace("a-first", "a-first-" + backend)
              .replace("demo-gui", "demo-gui-" + backend));
      names.append("\"demo-").append(backend).append("\", ");
      sources.append("demo-").append(backend).append(" = { workspace = true }\n");
    }
    Files.createDirectories(project.resolve("src/app"));
    Files.writeString(project.resolve("src/app/__init__.py"), "");
    Files.writeString(
        project.resolve("pyproject.toml"),
        """
        [project]
        name = "app"
        version = "1"
        requires-python = ">=3.10"
        dependencies = [%s]

        [build-system]
        requires = ["uv_build>=0.9,<1"]
        build-backend = "uv_build"

        [tool.uv.workspace]
        members = ["uv", "hatchling", "setuptools", "flit", "poetry", "pdm"]

        [tool.uv.sources]
        %s
        """
            .formatted(names, sources));
    Command.run(List.of("uv", "lock", "-q", "--directory", project.toString())).success();
    compare(project, List.of());
  }

  @ParameterizedTest
  @CsvSource({"posting, 2.9.2", "copier, 9.9.1", "langgraph-cli, 0.4.9"})
  void ofAPublishedProject(String name, String version) throws Exception {
    compare(PublishedSource.fetch(name, version, directory), List.of());
  }

  @ParameterizedTest
  @RequiresCorpus
  @ValueSource(strings = {"uv-docker-example", "logfire"})
  void ofALockWithoutSources(String name) throws Exception {
    Path project = directory.resolve(name);
    Path corpus = Corpus.find().orElseThrow().resolve("projects").resolve(name);
    Command.run(List.of("cp", "-R", corpus.toString(), project.toString())).success();
    compare(project, List.of("--no-install-local"));
  }

  private void compare(Path project, List<String> flags) throws Exception {
    Path theirs = uv(project, flags);
    List<String> more = new ArrayList<>(flags);
    more.addAll(List.of("--project", flags.isEmpty() ? "wheel" : "none"));
    Path ours =
        UnpackedImage.build(
            CommandRun.on(directory.resolve("store")),
            project,
            directory,
            more.toArray(String[]::new));
    SortedMap<String, String> expected = files(theirs.resolve("opt/venv"));
    SortedMap<String, String> actual = files(ours.resolve("opt/venv"));
    System.out.printf("tree: %s: %d files%n", project.getFileName(), expected.size());
    TreeSet<String> paths = new TreeSet<>(expected.keySet());
    paths.addAll(actual.keySet());
    assertThat(paths)
        .allSatisfy(path -> assertThat(actual.get(path)).as(path).isEqualTo(expected.get(path)));
    assertThat(expected).hasSizeGreaterThan(100);
  }

  /// In a mount namespace of its own, where nobody else sees what lies at `/opt/venv`.
  private Path uv(Path project, List<String> flags) throws Exception {
    Path root = Files.createDirectories(directory.resolve("uv-root"));
    Path there = Path.of("/opt/venv");
    boolean made = Files.notExists(there);
    assumeTrue(made || Files.isDirectory(there), there + " is a file");
    Files.createDirectories(there);
    List<String> command =
        new ArrayList<>(
            List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs tmpfs /opt/venv && \"$@\" && tar -C / -cf - opt/venv | tar -C '"
                    + root
                    + "' -xpf -",
                "sh",
                "env",
                "-u",
                "VIRTUAL_ENV",
                "UV_PROJECT_ENVIRONMENT=/opt/venv",
                "UV_CACHE_DIR=" + directory.resolve("uv-cache"),
                "uv",
                "sync",
                "-q",
                "--frozen",
                "--no-editable",
                "--no-default-groups",
                "--link-mode",
                "copy",
                "--python",
                "/usr/bin/python3.11",
                "--directory",
                project.toString()));
    command.addAll(flags);
    try {
      Command.run(command).success();
    } finally {
      if (made) {
        Files.delete(there);
      }
    }
    return root;
  }

  private static SortedMap<String, String> files(Path environment) throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(environment)) {
      for (Path file : (Iterable<Path>) walk::iterator) {
        String path = environment.relativize(file).toString();
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && !LEFT_OUT.matcher(path).matches()) {
          boolean executable =
              PosixFilePermissions.toString(Files.getPosixFilePermissions(file)).contains("x");
          String bytes =
              SPELLED_BY_BACKEND.matcher(path).matches()
                  ? "(by the backend)"
                  : Hashing.sha256(Content.of(file)).hex();
          files.put(path, (executable ? "755 " : "644 ") + bytes);
        }
      }
    }
    return files;
  }
}
