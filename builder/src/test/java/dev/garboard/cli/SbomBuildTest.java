package dev.garboard.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.garboard.oci.Json;
import dev.garboard.oci.JsonObject;
import dev.garboard.registry.FakeRegistry;
import dev.garboard.registry.Faults;
import dev.garboard.wheel.TestWheel;
import dev.garboard.words.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `build --sbom` and `build --sbom-file`.
final class SbomBuildTest {

  private static final TestWheel LICENSED =
      TestProject.ANCHOR.metadata("License-Expression: Apache-2.0\n");

  @TempDir private Path directory;
  private TestProject project;

  @BeforeEach
  void write() throws IOException {
    project = TestProject.in(directory.toRealPath());
    LICENSED.write(project.path("wheels"));
    project.lock(LICENSED, "file://" + project.path("wheels"));
  }

  private static JsonNode read(byte[] document) throws IOException {
    return new ObjectMapper().readTree(document);
  }

  @Test
  void attachesOneToThePushedImage() throws Exception {
    try (FakeRegistry registry = new FakeRegistry()) {
      String image = "docker://" + registry.host() + "/team/demo:1";
      TestProject.Outcome built = project.run(project.to(image, "--sbom"));
      assertThat(built.exit()).as(built.err()).isZero();
      String subject = built.out().strip().replaceFirst(".*@", "");

      JsonObject artifact = artifact(registry, subject);
      assertThat(artifact.text("artifactType")).contains("application/vnd.cyclonedx+json");
      Json.Array layers = artifact.array("layers").orElseThrow();
      String blob = ((JsonObject) layers.values().getFirst()).text("digest").orElseThrow();
      JsonNode bill = read(requireNonNull(registry.blobs("team/demo").get(blob)));
      assertThat(bill.at("/metadata/component/name").asText()).isEqualTo("demo");
      assertThat(bill.at("/components/0/purl").asText())
          .isEqualTo("pkg:pypi/anchor@1.2?repository_url=https://index.test/simple");
      assertThat(bill.at("/components/0/hashes/0/content").asText())
          .isEqualTo(LICENSED.digest().hex());
      assertThat(bill.at("/components/0/licenses/0/expression").asText()).isEqualTo("Apache-2.0");

      registry.clearRequests();
      assertThat(project.run(project.to(image, "--sbom")).exit()).isZero();
      assertThat(registry.requests()).noneMatch(request -> request.matches("(PUT|POST) .*"));
    }
  }

  @Test
  void noTagMovesWithoutIt() throws Exception {
    try (FakeRegistry registry = new FakeRegistry()) {
      String bill = "/v2/team/demo/referrers/";
      registry.inject(Faults.always(bill, Faults.status(403, "DENIED")));

      TestProject.Outcome refused =
          project.run(project.to("docker://" + registry.host() + "/team/demo:1", "--sbom"));

      assertThat(refused.exit()).isEqualTo(ExitCode.ACCESS);
      assertThat(registry.references("team/demo")).doesNotContain("1");
    }
  }

  /// A cold runner takes the layers over and sees no wheel.
  @Test
  void knowsLicencesFromTheBillOfBefore() throws Exception {
    try (FakeRegistry registry = new FakeRegistry()) {
      String image = "docker://" + registry.host() + "/team/demo:1";
      assertThat(project.run(project.to(image, "--sbom")).exit()).isZero();
      project.variable("GARBOARD_CACHE_DIR", project.path("cold").toString());
      Files.delete(project.path("wheels").resolve(LICENSED.filename().text()));
      project.write("demo/demo.py", "print('edited')\n");

      TestProject.Outcome edited = project.run(project.to(image, "--sbom", "--sbom-file", "bill"));

      assertThat(edited.exit()).as(edited.err()).isZero();
      JsonNode bill = read(Files.readAllBytes(project.path("bill")));
      assertThat(bill.at("/components/0/licenses/0/expression").asText()).isEqualTo("Apache-2.0");
      assertThat(artifact(registry, edited.out().strip().replaceFirst(".*@", "")).isEmpty())
          .isFalse();
    }
  }

  /// The one manifest whose subject is the image.
  private static JsonObject artifact(FakeRegistry registry, String subject) throws Exception {
    for (String reference : registry.references("team/demo")) {
      JsonObject manifest = JsonObject.parse("manifest", registry.manifest("team/demo", reference));
      if (manifest.object("subject").flatMap(o -> o.text("digest")).equals(Optional.of(subject))) {
        return manifest;
      }
    }
    throw new AssertionError("nothing refers to " + subject);
  }

  @Test
  void writesFilesByTheirNames() throws IOException {
    TestProject.Outcome built =
        project.build(
            "--sbom-file", "bill.json", "--sbom-file", "bill.spdx.json", "--sbom-file", "bills/");
    assertThat(built.exit()).as(built.err()).isZero();

    byte[] cycloneDx = Files.readAllBytes(project.path("bill.json"));
    byte[] spdx = Files.readAllBytes(project.path("bill.spdx.json"));
    assertThat(read(cycloneDx).at("/bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(read(spdx).at("/spdxVersion").asText()).isEqualTo("SPDX-2.3");
    assertThat(project.path("bills/demo-linux-amd64.cdx.json")).hasBinaryContent(cycloneDx);
    assertThat(project.path("bills/demo-linux-amd64.spdx.json")).hasBinaryContent(spdx);
  }

  @Test
  void refusesWhatCannotBeMeant() {
    TestProject.Outcome local = project.build("--sbom");
    assertThat(local.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(local.err()).contains("none is pushed", "--sbom-file FILE");

    TestProject.Outcome several =
        project.build("--sbom-file", "one.json", "--platform", "linux/amd64,linux/arm64");
    assertThat(several.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(several.err()).contains("`one.json` is one file, and there are 2 images");
    assertThat(List.of(local.out(), several.out())).allMatch(String::isEmpty);
  }
}
