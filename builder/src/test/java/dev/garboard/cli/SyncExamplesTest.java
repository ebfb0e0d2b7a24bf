package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.cli.SyncProject.Result;
import dev.garboard.requirement.Checkout;
import dev.garboard.requirement.RequiresNetwork;
import dev.garboard.requirement.RequiresTool;
import dev.garboard.words.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands that the examples of environments outside the source tree show.
@RequiresNetwork
@RequiresTool({"python3", "sh"})
class SyncExamplesTest {
  private SyncProject project;

  @BeforeEach
  void makePlace(@TempDir Path directory) throws Exception {
    project = new SyncProject(directory).onTheNetwork();
  }

  private Path copy(String example) throws Exception {
    Path copy = project.root.resolve(example);
    Path original = Checkout.root().resolve("examples").resolve(example);
    project.shell("cp", "-R", original.toString(), copy.toString());
    return copy;
  }

  /// Runs a line of a shell, garboard in this process.
  private String run(Path directory, String line) throws Exception {
    if (line.startsWith("garboard ")) {
      Result result = project.runIn(directory, line.substring("garboard ".length()).split(" "));
      assertThat(result.exit()).as(line + "\n" + result.err()).isZero();
      return result.out();
    }
    return project.shell("sh", "-c", "cd '" + directory + "' && " + line);
  }

  /// The lines of a file that begin so, without that.
  private static List<String> lines(Path file, String prefix) throws Exception {
    return Files.readAllLines(file).stream()
        .map(String::strip)
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()))
        .toList();
  }

  @Test
  void lambda() throws Exception {
    Path example = copy("lambda");
    Path readme = example.resolve("README.md");
    run(example, "garboard " + lines(readme, "garboard ").getFirst());
    run(example, "(cd " + lines(readme, "(cd ").getFirst());
    assertThat(
            project.shell(
                "python3",
                "-I",
                "-c",
                "import sys; sys.path.insert(0, sys.argv[1]); import beacon;"
                    + "print(beacon.__file__, beacon.handler({'name': 'k\u00f6ln.example'}, None))",
                example.resolve("beacon.zip").toString()))
        .startsWith(example.resolve("beacon.zip/beacon/__init__.py").toString())
        .contains("'body': 'xn--kln-sna.example'");
  }

  @Test
  void githubActions() throws Exception {
    Path example = copy("github-actions");
    SortedMap<String, String> before = SyncProject.listing(example);
    PrivatePython python = PrivatePython.make(project, project.root.resolve("python"));
    project
        .with("pythonLocation", python.prefix().toString())
        .with("PATH", python.scripts() + ":" + System.getenv("PATH"))
        .with("PYTHONDONTWRITEBYTECODE", "1");
    String said = "";
    for (String line : lines(example.resolve(".github/workflows/test.yml"), "- run: ")) {
      said = run(example, line.replace("pytest -q", "pytest -q -p no:cacheprovider"));
    }
    assertThat(said).contains("1 passed");
    assertThat(SyncProject.listing(example)).isEqualTo(before);

    python.giveToThePackageTool(project);
    Result refused = project.runIn(example, "sync", "--system", "--frozen");
    assertThat(refused.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err())
        .contains("belongs to the operating system's package tool", "EXTERNALLY-MANAGED");
    assertThat(
            project
                .runIn(example, "sync", "--system", "--frozen", "--break-system-packages")
                .exit())
        .isZero();
  }
}
