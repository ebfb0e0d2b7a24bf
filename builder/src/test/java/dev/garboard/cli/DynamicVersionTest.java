package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.garboard.engine.Command;
import dev.garboard.requirement.RequiresNetwork;
import dev.garboard.requirement.RequiresTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real projects whose version is computed, installed from their trees.
@RequiresNetwork
@RequiresTool({"python3.11", "uv", "umoci", "git", "tar"})
class DynamicVersionTest {

  @TempDir Path directory;

  @Test
  void copierBearsTheVersionOfItsPkgInfoElseThatOfItsHistory() throws Exception {
    Path project = PublishedSource.fetch("copier", "9.9.1", directory);
    assertThat(installed(project, "pkg-info")).contains("copier-9.9.1.dist-info");

    Files.delete(project.resolve("PKG-INFO"));
    git(project, "init", "-q");
    git(project, "add", "--all");
    git(project, "commit", "-q", "-m", "all");
    git(project, "tag", "v9.9.2");
    assertThat(installed(project, "history")).contains("copier-9.9.2.dist-info");
    assertThat(installed(project, "given", "--project-version", "9.9.3"))
        .contains("copier-9.9.3.dist-info");
  }

  @Test
  void langgraphBearsTheVersionOfItsModule() throws Exception {
    Path project = PublishedSource.fetch("langgraph-cli", "0.4.9", directory);
    Files.delete(project.resolve("PKG-INFO"));
    Path bill = directory.resolve("bill.json");
    assertThat(installed(project, "literal", "--sbom-file", bill.toString()))
        .contains("langgraph_cli-0.4.9.dist-info");
    assertThat(new ObjectMapper().readTree(bill.toFile()).at("/metadata/component/version"))
        .hasToString("\"0.4.9\"");
  }

  @Test
  void fastmcpBearsTheVersionOfItsPkgInfoAndItsMemberThatOfTheBackend() throws Exception {
    Path project = PublishedSource.fetch("fastmcp", "4.1.6", directory);
    // Some mirrors of the index lag behind this lockfile.
    assertThat(installed(project, "pkg-info", "--no-install-package", "certifi"))
        .contains("fastmcp-4.1.6.dist-info")
        .anyMatch(name -> name.matches("fastmcp_slim-.*\\.dist-info"));
  }

  private List<String> installed(Path project, String name, String... more) throws Exception {
    Path work = Files.createDirectories(directory.resolve("work-" + name));
    CommandRun garboard = CommandRun.on(directory.resolve("store"));
    Path root = UnpackedImage.build(garboard, project, work, more);
    try (Stream<Path> files = Files.list(root.resolve("opt/venv/lib/python3.11/site-packages"))) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(file -> file.endsWith(".dist-info"))
          .toList();
    }
  }

  private static void git(Path directory, String... arguments) {
    Command.run(
            Stream.concat(
                    Stream.of(
                        "git",
                        "-C",
                        directory.toString(),
                        "-c",
                        "user.name=t",
                        "-c",
                        "user.email=t@example.invalid"),
                    Stream.of(arguments))
                .toList())
        .success();
  }
}
