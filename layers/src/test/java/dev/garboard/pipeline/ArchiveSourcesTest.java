package dev.garboard.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.garboard.http.TestServer;
import dev.garboard.locate.LocateFailedException;
import dev.garboard.wheel.TestWheel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Archives that are named by path or by URL, locked by the real uv and taken to layers.
class ArchiveSourcesTest {

  @TempDir Path temp;

  private static String pyproject(String sources, String dependencies) {
    return """
    [project]
    name = "app"
    version = "1"
    requires-python = ">=3.11"
    dependencies = [%s]
    [tool.uv.sources]
    %s
    """
        .formatted(dependencies, sources);
  }

  private PipelineFixture byPath() throws Exception {
    PipelineFixture fixture = new PipelineFixture(temp);
    Path vendor = fixture.directory("project/vendor");
    SourceArchive.write(vendor, "own", "1.0", "here = 'built from an archive'");
    TestWheel.of("ready", "2.0").file("ready.py", "here = 'a wheel'").write(vendor);
    fixture.write(
        "pyproject.toml",
        pyproject(
            """
            own = { path = "vendor/own-1.0.tar.gz" }
            ready = { path = "vendor/ready-2.0-py3-none-any.whl" }
            """,
            "\"own\", \"ready\""));
    fixture.lock();
    return fixture;
  }

  @Test
  void archivesAndWheelsByPath() throws Exception {
    PipelineFixture fixture = byPath();
    Path root = fixture.unpack(fixture.plan(ProjectMode.SOURCE, ""));
    assertThat(fixture.made()).containsExactly("own");
    assertThat(fixture.python(root, "import own, ready; print(own.here, ready.here)"))
        .isEqualTo("built from an archive a wheel");
  }

  @Test
  void aChangedArchiveIsNotBuilt() throws Exception {
    PipelineFixture fixture = byPath();
    SourceArchive.write(fixture.directory("project/vendor"), "own", "1.0", "here = 'changed'");
    assertThatThrownBy(() -> fixture.plan(ProjectMode.SOURCE, ""))
        .isInstanceOf(LocateFailedException.class)
        .hasMessageContaining("DigestMismatch");
    assertThat(fixture.made()).isEmpty();
  }

  @Test
  void nothingOfThisMachineReachesTheLayers() throws Exception {
    PipelineFixture fixture = byPath();
    for (String name :
        List.of("PYTHONPATH", "PIP_EXTRA_INDEX_URL", "UV_INDEX", "CFLAGS", "PLANTED_SECRET")) {
      fixture.plant(name, "planted-" + name);
    }
    Path root = fixture.unpack(fixture.plan(ProjectMode.SOURCE, ""));
    assertThat(fixture.made()).containsExactly("own");
    int looked = 0;
    try (var files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        // Where an archive by path came from is part of its record, as uv writes it.
        boolean isOrigin = file.endsWith("direct_url.json");
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(text).as(file.toString()).doesNotContainIgnoringCase("planted");
        if (!isOrigin) {
          assertThat(text).as(file.toString()).doesNotContain(temp.toString());
        }
        looked++;
      }
    }
    assertThat(looked).isGreaterThan(10);
  }

  @Test
  void anArchiveByUrlWithASubdirectory() throws Exception {
    try (TestServer server = new TestServer()) {
      Path file =
          SourceArchive.write(
              temp.resolve("served"), "own", "1.0", "here = 'from below'", "python");
      server.on("/files/own-1.0.tar.gz", TestServer.body(Files.readAllBytes(file)));
      PipelineFixture fixture = new PipelineFixture(temp).online();
      String url = server.url("/files/own-1.0.tar.gz").toString();
      fixture.write(
          "pyproject.toml",
          pyproject("own = { url = \"" + url + "\", subdirectory = \"python\" }", "\"own\""));
      fixture.lock();
      assertThat(Files.readString(fixture.project().resolve("uv.lock")))
          .contains("subdirectory = \"python\"");
      Path root = fixture.unpack(fixture.plan(ProjectMode.SOURCE, ""));
      assertThat(fixture.made()).containsExactly("own");
      assertThat(fixture.python(root, "import own; print(own.here)")).isEqualTo("from below");
      assertThat(
              Files.readString(
                  root.resolve(
                      "opt/venv/lib/python3.11/site-packages/own-1.0.dist-info/direct_url.json")))
          .contains("\"url\":\"" + url + "\"")
          .contains("\"subdirectory\":\"python\"");
    }
  }
}
