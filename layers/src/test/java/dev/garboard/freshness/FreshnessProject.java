package dev.garboard.freshness;

import dev.garboard.selection.StubIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// A workspace that uses much of what a lockfile records, and an index of stubs for it.
final class FreshnessProject {

  private static final String BUILD =
      """
      [build-system]
      requires = ["uv_build>=0.9,<1"]
      build-backend = "uv_build"
      """;

  private FreshnessProject() {}

  /// The files that mutations change.
  static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(
        "pyproject.toml",
        """
        [project]
        name = "app"
        version = "1.2.0"
        description = "A workspace"
        requires-python = ">=3.10"
        dependencies = [
          "alpha>=1,<3",
          "beta[x]; sys_platform == 'linux'",
          "gamma ; python_version < '3.13'",
          "one",
          "tree",
        ]

        [project.optional-dependencies]
        more = ["delta>=1.0"]
        all = ["app[more]", "beta[y]"]

        [project.scripts]
        app = "app:main"

        %s
        [dependency-groups]
        dev = ["epsilon"]
        lint = ["zeta>=1", { include-group = "dev" }]

        [tool.uv]
        find-links = ["wheels"]
        no-index = true
        default-groups = ["dev"]
        constraint-dependencies = ["eta<3"]
        override-dependencies = ["theta==2.0"]
        build-constraint-dependencies = ["iota<9"]
        environments = ["sys_platform == 'linux'", "sys_platform == 'darwin'"]
        conflicts = [[{ extra = "more" }, { group = "lint" }]]

        [tool.uv.workspace]
        members = ["packages/*"]

        [tool.uv.sources]
        one = { workspace = true }
        tree = { path = "tree", editable = true }
        """
            .formatted(BUILD));
    files.put(
        "packages/one/pyproject.toml",
        """
        [project]
        name = "one"
        version = "0.1"
        requires-python = ">=3.9"
        dependencies = ["alpha", "two"]

        %s
        [tool.uv.sources]
        two = { workspace = true }
        """
            .formatted(BUILD));
    files.put(
        "packages/two/pyproject.toml",
        """
        [project]
        name = "two"
        version = "0.2"
        requires-python = ">=3.10,<4"
        dependencies = ["theta"]

        [tool.uv]
        package = false
        """);
    files.put(
        "tree/pyproject.toml",
        """
        [project]
        name = "tree"
        version = "3"
        dependencies = ["iota"]

        %s
        """
            .formatted(BUILD));
    return files;
  }

  static void write(Map<String, String> files, Path directory) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  static void index(Path directory) throws IOException {
    StubIndex index = new StubIndex(directory.resolve("wheels"));
    for (String name :
        new String[] {
          "alpha", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda"
        }) {
      for (String version : new String[] {"1.0", "2.0", "3.0rc1"}) {
        index.wheel(name, version, "py3-none-any");
      }
    }
    for (String version : new String[] {"1.0", "2.0"}) {
      index.wheel(
          "beta",
          version,
          "py3-none-any",
          "Requires-Dist: eta; extra == 'x'",
          "Requires-Dist: theta; extra == 'y'",
          "Provides-Extra: x",
          "Provides-Extra: y");
    }
  }
}
