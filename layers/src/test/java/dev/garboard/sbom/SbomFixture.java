package dev.garboard.sbom;

import dev.garboard.project.Project;
import dev.garboard.project.ProjectException;
import dev.garboard.project.ProjectReader;
import dev.garboard.selection.PythonPlatform;
import dev.garboard.selection.PythonRelease;
import dev.garboard.selection.Selection;
import dev.garboard.selection.SelectionException;
import dev.garboard.selection.SelectionRequest;
import dev.garboard.selection.Selector;
import dev.garboard.selection.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Selections to write bills of.
final class SbomFixture {

  static final SbomSubject SHOP = new SbomSubject("shop", "1.0");

  private static final String DIGEST = "0123456789abcdef".repeat(4);

  private SbomFixture() {}

  static Target target(String python) {
    PythonRelease release = PythonRelease.parse(python).orElseThrow();
    return PythonPlatform.named("x86_64-manylinux_2_36")
        .orElseThrow()
        .with(release.version(), release.freeThreaded());
  }

  static Selection select(Path project, String python)
      throws IOException, ProjectException, SelectionException {
    Project read = new ProjectReader().read(project);
    return new Selector().select(read, SelectionRequest.production(), target(python));
  }

  /// A project with one package of each kind of source, and a cycle.
  static Path shop(Path directory) throws IOException {
    Files.writeString(
        directory.resolve("pyproject.toml"), "[project]\nname = \"shop\"\nversion = \"1.0\"\n");
    Files.writeString(
        directory.resolve("uv.lock"),
        """
        version = 1
        revision = 3
        requires-python = ">=3.11"

        [[package]]
        name = "shop"
        version = "1.0"
        source = { virtual = "." }
        dependencies = [
            { name = "alpha", extra = ["more"] },
            { name = "tree" },
            { name = "windows-only", marker = "sys_platform == 'win32'" },
        ]

        [[package]]
        name = "alpha"
        version = "1.0+local.2"
        source = { registry = "https://pypi.org/simple" }
        dependencies = [{ name = "beta" }]
        wheels = [{ url = "https://files.example/alpha-1.0+local.2-py3-none-any.whl?sig=hidden", hash = "sha256:%1$s", size = 10 }]

        [package.optional-dependencies]
        more = [{ name = "gamma" }]

        [[package]]
        name = "beta"
        version = "2"
        source = { registry = "https://user:hidden@index.example/team/simple" }
        dependencies = [{ name = "alpha" }]
        sdist = { url = "https://user:hidden@index.example/beta-2.tar.gz", hash = "sha256:%1$s", size = 10 }

        [[package]]
        name = "gamma"
        version = "3"
        source = { git = "https://token:hidden@code.example.org/gamma?rev=main#%2$s" }

        [[package]]
        name = "tree"
        version = "4"
        source = { directory = "tree" }

        [[package]]
        name = "windows-only"
        version = "5"
        source = { registry = "https://pypi.org/simple" }
        wheels = [{ url = "https://files.example/windows_only-5-py3-none-any.whl", hash = "sha256:%1$s", size = 10 }]
        """
            .formatted(DIGEST, DIGEST.substring(0, 40)));
    return directory;
  }
}
