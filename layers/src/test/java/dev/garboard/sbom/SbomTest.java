package dev.garboard.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.garboard.python.PackageName;
import dev.garboard.selection.Selection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SbomTest {

  private static final Map<PackageName, DeclaredLicense> LICENSES =
      Map.of(
          PackageName.of("alpha"), new DeclaredLicense.Expression("MIT OR Apache-2.0"),
          PackageName.of("beta"), new DeclaredLicense.Named(List.of("BSD License", "Other")));

  @TempDir private Path directory;
  private Selection selection;

  @BeforeEach
  void select() throws Exception {
    selection = SbomFixture.select(SbomFixture.shop(directory), "3.12");
  }

  private Sbom sbom() {
    return Sbom.of(SbomFixture.SHOP, selection, LICENSES);
  }

  private static JsonNode json(SbomFormat format, Sbom sbom) throws IOException {
    return new ObjectMapper().readTree(format.write(sbom));
  }

  private static JsonNode component(JsonNode document, String list, String name) {
    return StreamSupport.stream(document.get(list).spliterator(), false)
        .filter(node -> node.get("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void namesEachPackageByItsOrigin() throws IOException {
    Map<String, String> purls = new TreeMap<>();
    json(SbomFormat.CYCLONE_DX, sbom())
        .get("components")
        .forEach(c -> purls.put(c.get("name").asText(), c.get("purl").asText()));

    assertThat(purls)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "alpha", "pkg:pypi/alpha@1.0%2Blocal.2",
                "beta", "pkg:pypi/beta@2?repository_url=https://index.example/team/simple",
                "gamma",
                    "pkg:pypi/gamma@3?vcs_url=git%2Bhttps://code.example.org/gamma"
                        + "%400123456789abcdef0123456789abcdef01234567",
                "tree", "pkg:generic/tree@4"));
  }

  @Test
  void tellsWhoNeedsWhomOnTheTarget() throws IOException {
    JsonNode document = json(SbomFormat.CYCLONE_DX, sbom());
    Map<String, Set<String>> edges = new TreeMap<>();
    for (JsonNode node : document.get("dependencies")) {
      Set<String> to = new TreeSet<>();
      node.get("dependsOn").forEach(ref -> to.add(bare(ref.asText())));
      edges.put(bare(node.get("ref").asText()), to);
    }

    assertThat(edges)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "subject", Set.of("alpha", "tree"),
                "alpha", Set.of("beta", "gamma"),
                "beta", Set.of("alpha"),
                "gamma", Set.of(),
                "tree", Set.of()));
  }

  private static String bare(String reference) {
    return reference.replaceFirst("pkg:[a-z]+/", "").replaceFirst("@.*", "");
  }

  @Test
  void carriesDigestFileIndexAndLicense() throws IOException {
    JsonNode document = json(SbomFormat.CYCLONE_DX, sbom());

    assertThat(component(document, "components", "alpha").toString())
        .isEqualTo(
            """
            {"bom-ref":"pkg:pypi/alpha@1.0%2Blocal.2",\
            "externalReferences":[{"hashes":[{"alg":"SHA-256","content":"HASH"}],\
            "type":"distribution","url":"https://files.example/alpha-1.0+local.2-py3-none-any.whl"}],\
            "hashes":[{"alg":"SHA-256","content":"HASH"}],\
            "licenses":[{"acknowledgement":"declared","expression":"MIT OR Apache-2.0"}],\
            "name":"alpha",\
            "properties":[{"name":"garboard:index","value":"https://pypi.org/simple"},\
            {"name":"garboard:file","value":"alpha-1.0+local.2-py3-none-any.whl"}],\
            "purl":"pkg:pypi/alpha@1.0%2Blocal.2","scope":"required","type":"library",\
            "version":"1.0+local.2"}\
            """
                .replace("HASH", "0123456789abcdef".repeat(4)));
    assertThat(component(document, "components", "beta").get("licenses").toString())
        .contains("BSD License", "Other");
    assertThat(component(document, "components", "gamma").has("licenses")).isFalse();
  }

  @Test
  void saysTheSameAsSpdx() throws IOException {
    JsonNode document = json(SbomFormat.SPDX, sbom());
    JsonNode alpha = component(document, "packages", "alpha");
    JsonNode beta = component(document, "packages", "beta");

    assertThat(alpha.get("licenseDeclared").asText()).isEqualTo("MIT OR Apache-2.0");
    assertThat(beta.get("licenseDeclared").asText()).isEqualTo("NOASSERTION");
    assertThat(beta.get("licenseComments").asText()).contains("BSD License; Other");
    assertThat(beta.get("downloadLocation").asText())
        .isEqualTo("https://index.example/beta-2.tar.gz");
    assertThat(component(document, "packages", "gamma").get("downloadLocation").asText())
        .startsWith("git+https://code.example.org/gamma@0123");
    assertThat(document.get("relationships")).hasSize(6);
  }

  @ParameterizedTest
  @EnumSource
  void keepsCredentialsOut(SbomFormat format) {
    assertThat(new String(format.write(sbom()), StandardCharsets.UTF_8))
        .contains("index.example")
        .doesNotContain("hidden");
  }

  @ParameterizedTest
  @EnumSource
  void isTheSameEachTime(SbomFormat format) throws Exception {
    Selection again = SbomFixture.select(directory, "3.12");

    assertThat(format.write(Sbom.of(SbomFixture.SHOP, again, LICENSES)))
        .isEqualTo(format.write(sbom()));
  }

  @Test
  void aPartListsItsOwnPackagesAndTheirEdges() throws IOException {
    Set<PackageName> names = Set.of(PackageName.of("alpha"), PackageName.of("gamma"));
    JsonNode document =
        json(SbomFormat.CYCLONE_DX, sbom().part(new SbomSubject("layer-1", ""), names));

    assertThat(document.get("components")).hasSize(2);
    assertThat(document.get("dependencies").get(0).get("dependsOn")).hasSize(2);
    assertThat(document.get("dependencies").get(1).get("dependsOn")).hasSize(1);
    assertThat(document.get("metadata").get("component").has("version")).isFalse();
  }
}
