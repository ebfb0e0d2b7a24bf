package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.http.TestServer;
import dev.garboard.image.ImageChecks;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.Index;
import dev.garboard.oci.Platform;
import dev.garboard.registry.FakeRegistry;
import dev.garboard.wheel.TestWheel;
import dev.garboard.words.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One run of `build` for two members of a workspace and for two platforms.
final class SeveralImagesTest {

  private static final TestWheel SHARED =
      TestWheel.of("shared", "1.0").file("shared.py", "ONE = 1\n");

  @TempDir private Path directory;
  private TestServer wheels;
  private TestProject project;

  @BeforeEach
  void write() throws IOException {
    wheels = new TestServer();
    byte[] bytes = SHARED.bytes();
    wheels.on(
        "/" + SHARED.filename().text(),
        exchange -> {
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
        });
    project = TestProject.in(directory.toRealPath());
    String lock =
        """
        version = 1
        revision = 3
        requires-python = ">=3.13"

        [manifest]
        members = ["api", "job"]
        """;
    StringBuilder packages = new StringBuilder(lock);
    for (String member : List.of("api", "job")) {
      project.write(
          "fleet/" + member + "/pyproject.toml",
          """
          [project]
          name = "%s"
          version = "1.0"
          requires-python = ">=3.13"
          dependencies = ["shared"]

          [tool.garboard.image]
          labels = { member = "%s" }
          """
              .formatted(member, member));
      project.write("fleet/" + member + "/" + member + ".py", "print('" + member + "')\n");
      packages.append(
          """

          [[package]]
          name = "%s"
          version = "1.0"
          source = { virtual = "%s" }
          dependencies = [{ name = "shared" }]

          [package.metadata]
          requires-dist = [{ name = "shared" }]
          """
              .formatted(member, member));
    }
    String url = "http://127.0.0.1:" + wheels.port();
    packages.append('\n').append(SHARED.lockPackage(url, url));
    project.write("fleet/uv.lock", packages.toString());
    project.write(
        "fleet/pyproject.toml",
        """
        [tool.uv.workspace]
        members = ["api", "job"]

        [tool.garboard]
        base = "scratch"
        python = "3.13"
        platforms = ["linux/amd64", "linux/arm64"]
        """);
  }

  @AfterEach
  void close() {
    wheels.close();
  }

  private TestProject.Outcome build(String... more) {
    String[] arguments = new String[more.length + 3];
    arguments[0] = "build";
    arguments[1] = "-q";
    arguments[2] = "fleet";
    System.arraycopy(more, 0, arguments, 3, more.length);
    return project.run(arguments);
  }

  @Test
  void oneImageForEachMemberFromSharedWheelsAndLayers() throws IOException {
    Path layout = project.path("images");
    TestProject.Outcome outcome =
        build("--all-packages", "--to", "oci:" + layout + ":{project}", "--json");
    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(ExitCode.DONE);
    assertThat(ImageChecks.check(layout)).isEmpty();
    // Two members for two platforms share the wheel, and the layer that it makes.
    assertThat(wheels.seen()).hasSize(1);
    assertThat(count(outcome.out(), "\"origin\":\"built\",\"packages\":[\"shared\"]")).isEqualTo(1);
    assertThat(count(outcome.out(), "\"origin\":\"store\",\"packages\":[\"shared\"]")).isEqualTo(3);
    assertThat(outcome.out()).contains("\"project\":\"api\"", "\"project\":\"job\"");
  }

  @Test
  void severalPlatformsAreAnIndexOfOneImageEach() throws Exception {
    Path layout = project.path("images");
    assertThat(build("--package", "api", "--to", "oci:" + layout + ":1").exit())
        .isEqualTo(ExitCode.DONE);
    List<Descriptor> names = index(layout.resolve("index.json")).manifests();
    assertThat(names).hasSize(1);
    assertThat(names.getFirst().mediaType().isIndex()).isTrue();
    assertThat(names.getFirst().platform()).isEmpty();
    Index index = index(layout.resolve("blobs/sha256/" + names.getFirst().digest().hex()));
    assertThat(index.manifests().stream().flatMap(d -> d.platform().stream()))
        .containsExactly(Platform.linux("amd64"), Platform.linux("arm64"));
    assertThat(index.annotations()).containsEntry("org.opencontainers.image.title", "api");
  }

  @Test
  void oneSinglePlatformIsAPlainManifest() throws Exception {
    Path layout = project.path("images");
    String[] lambda = {
      "--package", "api", "--platform", "linux/arm64", "--format", "docker", "--to", "oci:" + layout
    };
    assertThat(build(lambda).exit()).isEqualTo(ExitCode.DONE);
    Descriptor only = index(layout.resolve("index.json")).manifests().getFirst();
    assertThat(only.mediaType().isManifest()).isTrue();
    assertThat(only.platform()).contains(Platform.linux("arm64"));
  }

  @Test
  void whatFailsForOneMemberIsPublishedForNone() throws IOException {
    try (FakeRegistry registry = new FakeRegistry()) {
      project.edit("fleet/job/pyproject.toml", "labels", "entrypoint = 3\nlabels");
      TestProject.Outcome outcome =
          build("--all-packages", "--push", "-t", registry.host() + "/team/{project}:1");
      assertThat(outcome.exit()).isNotEqualTo(ExitCode.DONE);
      assertThat(registry.requests()).noneMatch(request -> request.startsWith("P"));
      assertThat(outcome.out()).isEmpty();
    }
  }

  @Test
  void aSecondRunPushesNothing() throws IOException {
    try (FakeRegistry registry = new FakeRegistry()) {
      String[] push = {"--all-packages", "--push", "-t", registry.host() + "/team/{project}:1"};
      TestProject.Outcome first = build(push);
      assertThat(first.exit()).as(first.err()).isEqualTo(ExitCode.DONE);
      assertThat(first.out().lines()).hasSize(2);
      project.variable("GARBOARD_CACHE_DIR", project.path("cold").toString());
      registry.clearRequests();
      wheels.seen().clear();
      assertThat(build(push).out()).isEqualTo(first.out());
      assertThat(registry.requests()).noneMatch(request -> request.startsWith("P"));
      assertThat(Files.exists(project.path("cold/v1/wheels"))).isFalse();
    }
  }

  private static Index index(Path file) throws Exception {
    return Index.parse("index", Files.readAllBytes(file));
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
