package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.image.TestBases;
import dev.garboard.image.TestLayers;
import dev.garboard.registry.FakeRegistry;
import dev.garboard.words.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `garboard rebase` gives what a build on the other base gives, or refuses.
final class RebaseCommandTest {

  @TempDir private Path directory;
  private FakeRegistry registry;
  private TestProject project;
  private String image;

  @BeforeEach
  void build() throws IOException {
    registry = new FakeRegistry();
    project = TestProject.in(directory.toRealPath());
    project.edit(
        "demo/pyproject.toml",
        "[dependency-groups]",
        """
        [tool.garboard.image]
        env = { LANG = "de_DE", MODE = "1" }
        labels = { maintainer = "us", own = "yes" }
        ports = ["8000"]

        [dependency-groups]\
        """);
    base("old", "3.13", "2.41-12", "1");
    image = registry.host() + "/team/demo:1";
    assertThat(build("old", image).exit()).isEqualTo(ExitCode.DONE);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private void base(String name, String python, String libc, String patch) throws IOException {
    String status =
        """
        Package: libc6
        Status: install ok installed
        Version: %s

        Package: python%s-minimal
        Status: install ok installed
        Version: %s.5-2
        """
            .formatted(libc, python, python);
    Files.createDirectories(project.path(name));
    TestBases.in(project.path(name))
        .image(
            "amd64",
            "latest",
            """
            {"Env":["PATH=/usr/local/bin:/usr/bin","LANG=C.UTF-8","PATCH=%s"],
             "Labels":{"maintainer":"them","patch":"%s"},"ExposedPorts":{"9/udp":{}}}\
            """
                .formatted(patch, patch),
            TestLayers.gzip(
                new TreeMap<>(
                    Map.of(
                        "usr/bin/python" + python,
                        "\177ELF",
                        "usr/bin/python3",
                        "->python" + python,
                        "var/lib/dpkg/status",
                        status,
                        "etc/passwd",
                        "root:x:0:0:root:/root:/bin/bash\n",
                        "etc/group",
                        "root:x:0:\n",
                        "etc/patch",
                        patch))));
  }

  private TestProject.Outcome build(String base, String to) {
    return project.run(
        "build", "-q", "demo", "--base", "oci:" + project.path(base), "--to", "docker://" + to);
  }

  private TestProject.Outcome rebase(String base, String... more) {
    String[] arguments = new String[more.length + 4];
    System.arraycopy(
        new String[] {"rebase", image, "--base", "oci:" + project.path(base)}, 0, arguments, 0, 4);
    System.arraycopy(more, 0, arguments, 4, more.length);
    return project.run(arguments);
  }

  @Test
  void givesTheImageThatABuildOnThatBaseGives() throws IOException {
    base("new", "3.13", "2.41-12", "2");
    String fresh = registry.host() + "/fresh/demo:1";
    assertThat(build("new", fresh).exit()).isEqualTo(ExitCode.DONE);
    registry.clearRequests();
    TestProject.Outcome outcome = rebase("new");
    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(ExitCode.DONE);
    assertThat(registry.manifest("team/demo", "1")).isEqualTo(registry.manifest("fresh/demo", "1"));
    // Its own layers stay where they are: the configuration alone is read.
    assertThat(registry.requests().stream().filter(r -> r.matches("GET .*/blobs/sha256.*")))
        .hasSizeLessThanOrEqualTo(2);
    assertThat(outcome.out()).startsWith(image + "@sha256:");
  }

  @Test
  void keepsTheOldTagWhenItIsToldAnother() throws IOException {
    byte[] before = registry.manifest("team/demo", "1");
    base("new", "3.13", "2.42-1", "2");
    assertThat(rebase("new", "-t", registry.host() + "/team/demo:2", "-t", image + "-b").exit())
        .isEqualTo(ExitCode.DONE);
    assertThat(registry.manifest("team/demo", "1")).isEqualTo(before);
    assertThat(registry.manifest("team/demo", "2"))
        .isNotEqualTo(before)
        .isEqualTo(registry.manifest("team/demo", "1-b"));
  }

  @Test
  void refusesAnotherMinorVersionOfPython() throws IOException {
    base("new", "3.14", "2.41-12", "2");
    TestProject.Outcome outcome = rebase("new");
    assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.err())
        .contains("does not run on the base", "Python 3.13.5", "Python 3.14.5 at");
  }

  @Test
  void refusesAnOlderLibc() throws IOException {
    byte[] before = registry.manifest("team/demo", "1");
    base("new", "3.13", "2.36-9", "2");
    TestProject.Outcome outcome = rebase("new");
    assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.err()).contains("glibc 2.41 or newer", "glibc 2.36");
    assertThat(registry.manifest("team/demo", "1")).isEqualTo(before);
  }

  @Test
  void saysWhichImageIsMissing() {
    TestProject.Outcome missing =
        project.run(
            "rebase", registry.host() + "/team/none:1", "--base", "oci:" + project.path("old"));
    assertThat(missing.exit()).isNotEqualTo(ExitCode.DONE);
    assertThat(missing.err()).contains("team/none");
  }
}
