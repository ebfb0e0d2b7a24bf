package dev.garboard.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.garboard.content.Hashing;
import dev.garboard.python.PackageName;
import dev.garboard.requirement.Corpus;
import dev.garboard.requirement.RequiresCorpus;
import dev.garboard.requirement.RequiresTool;
import dev.garboard.requirement.Uv;
import dev.garboard.selection.Selection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Bills of materials before foreign judges: the official schemas in CycloneDX's and SPDX's own
/// Python libraries, and uv's own export.
class SbomValidationTest {

  /// The schema, the references between parts, and that each package URL is in canonical form.
  private static final String CYCLONE_DX_JUDGE =
      """
      import json, sys
      from cyclonedx.model.bom import Bom
      from cyclonedx.schema import SchemaVersion
      from cyclonedx.validation.json import JsonStrictValidator
      from packageurl import PackageURL
      text = open(sys.argv[1]).read()
      if errors := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
          sys.exit(str(errors))
      document = json.loads(text)
      Bom.from_json(document).validate()
      for component in document["components"]:
          purl = component["purl"]
          if PackageURL.from_string(purl).to_string() != purl:
              sys.exit(PackageURL.from_string(purl).to_string() + " is canonical, not " + purl)
      print(len(document["components"]), "components")
      """;

  private static final Map<PackageName, DeclaredLicense> LICENSES =
      Map.of(
          PackageName.of("alpha"), new DeclaredLicense.Expression("MIT OR Apache-2.0"),
          PackageName.of("beta"), new DeclaredLicense.Named(List.of("BSD License", "Other")));

  @TempDir private Path directory;

  @Test
  @RequiresTool("pyspdxtools")
  void theSchemasTakeEveryKindOfSource() throws Exception {
    Selection selection = SbomFixture.select(SbomFixture.shop(directory), "3.12");

    SystemPackage zlib =
        new SystemPackage(
            "debian-13", "zlib1g", "1:1.3.dfsg+really1.3.1-1", "amd64", Hashing.sha256("zlib"));
    SystemPackage library =
        new SystemPackage("debian-13", "libstdc++6", "14~2", "amd64", Hashing.sha256("libstdc++"));

    judge(
        Sbom.of(SbomFixture.SHOP, selection, LICENSES).withSystemPackages(List.of(library, zlib)),
        6);
  }

  @ParameterizedTest
  @CsvSource({"mitmproxy, 3.13", "uv-docker-example, 3.13"})
  @RequiresCorpus
  @RequiresTool("pyspdxtools")
  void theSchemasTakeRealProjects(String project, String python) throws Exception {
    Selection selection = SbomFixture.select(projects().resolve(project), python);

    judge(Sbom.of(new SbomSubject(project, ""), selection, Map.of()), selection.packages().size());
  }

  private void judge(Sbom sbom, int components) throws Exception {
    Path cycloneDx =
        Files.write(directory.resolve("bill.cdx.json"), SbomFormat.CYCLONE_DX.write(sbom));
    Path spdx = Files.write(directory.resolve("bill.spdx.json"), SbomFormat.SPDX.write(sbom));

    assertThat(run("python", "-c", CYCLONE_DX_JUDGE, cycloneDx.toString()))
        .isEqualTo(components + " components\n");
    // Says nothing when it has nothing to find fault with.
    assertThat(run("pyspdxtools", "-i", spdx.toString())).isEmpty();
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private static Path projects() {
    return Corpus.find().orElseThrow().resolve("projects");
  }

  /// uv's export is for all platforms at once: ours holds nothing that is not in it, and leaves no
  /// package that nothing leads to.
  @ParameterizedTest
  @CsvSource({"mitmproxy, 3.13", "paperless-ngx, 3.12", "uv-docker-example, 3.13"})
  @RequiresCorpus
  void everyEdgeIsAlsoInUvsExport(String project, String python) throws Exception {
    Path at = projects().resolve(project);
    Sbom sbom = Sbom.of(new SbomSubject(project, ""), SbomFixture.select(at, python), Map.of());
    Set<String> theirs = uvEdges(at);

    Set<String> ours = new TreeSet<>();
    for (SbomComponent component : sbom.components()) {
      component.needs().forEach(to -> ours.add(component.name() + " " + to));
    }
    assertThat(theirs).containsAll(ours);
    assertThat(ours).hasSizeGreaterThan(sbom.components().size() / 2);
    assertThat(reachable(sbom)).hasSameSizeAs(sbom.components());
  }

  private static Set<PackageName> reachable(Sbom sbom) {
    Map<PackageName, List<PackageName>> edges = new HashMap<>();
    sbom.components().forEach(c -> edges.put(c.name(), c.needs()));
    Set<PackageName> seen = new HashSet<>(sbom.direct());
    List<PackageName> queue = new ArrayList<>(sbom.direct());
    for (int i = 0; i < queue.size(); i++) {
      edges.getOrDefault(queue.get(i), List.of()).stream().filter(seen::add).forEach(queue::add);
    }
    return seen;
  }

  private Set<String> uvEdges(Path project) throws Exception {
    Uv.Answer answer =
        Uv.withCache(directory)
            .run(
                project,
                Map.of(),
                List.of(
                    "export",
                    "--frozen",
                    "--offline",
                    "--no-default-groups",
                    "--format",
                    "cyclonedx1.5",
                    "--preview"));
    assertThat(answer.exit()).as(answer.err()).isZero();
    JsonNode document = new ObjectMapper().readTree(answer.out());
    Map<String, String> names = new HashMap<>();
    document
        .get("components")
        .forEach(c -> names.put(c.get("bom-ref").asText(), c.get("name").asText()));
    JsonNode root = document.get("metadata").get("component");
    names.put(root.get("bom-ref").asText(), root.get("name").asText());
    Set<String> edges = new HashSet<>();
    for (JsonNode node : document.get("dependencies")) {
      for (JsonNode to : node.path("dependsOn")) {
        edges.add(names.get(node.get("ref").asText()) + " " + names.get(to.asText()));
      }
    }
    return edges;
  }
}
