package dev.garboard.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.garboard.layer.LayerBlob;
import dev.garboard.oci.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutBaseTest {

  private static final LayerBlob LAYER = TestLayers.gzip(Map.of("etc/os", "x"));

  @TempDir Path dir;

  private AssemblyProblem problem(LayoutBase source, String architecture) {
    AssemblyException e =
        catchThrowableOfType(
            AssemblyException.class, () -> source.open(Platform.linux(architecture)));
    return e.problems().getFirst();
  }

  @Test
  void choosesByTagThenByPlatform() throws Exception {
    TestBases bases =
        TestBases.in(dir)
            .image("amd64", "one", "{\"User\":\"a\"}", LAYER)
            .image("amd64", "two", "{\"User\":\"b\"}", LAYER);
    BaseImage two = bases.source("two").open(Platform.linux("amd64"));
    assertThat(two.config().process().user()).isEqualTo("b");
    assertThat(problem(bases.source(""), "amd64"))
        .isEqualTo(new AssemblyProblem.BaseAmbiguous("oci:" + dir, List.of("one", "two")));
    assertThat(problem(bases.source("three"), "amd64"))
        .isEqualTo(
            new AssemblyProblem.BaseTagMissing(
                "oci:" + dir + ":three", "three", List.of("one", "two")));
  }

  @Test
  void refusesABaseForAnotherArchitecture() {
    LayoutBase source = TestBases.in(dir).image("arm64", "", "{}", LAYER).source("");
    assertThat(problem(source, "amd64"))
        .isEqualTo(
            new AssemblyProblem.BasePlatformMissing(
                "oci:" + dir, Platform.linux("amd64"), List.of(Platform.linux("arm64"))));
  }

  @Test
  void namesWhatIsMissing() throws Exception {
    LayoutBase source = TestBases.in(dir).image("amd64", "", "{}", LAYER).source("");
    Files.delete(dir.resolve("blobs/sha256/" + LAYER.digest().hex()));
    assertThat(problem(source, "amd64"))
        .isEqualTo(new AssemblyProblem.BaseBlobMissing("oci:" + dir, LAYER.digest()));
    Path none = dir.resolve("none");
    assertThat(problem(LayoutBase.of(new BaseLocation.OciLayout(none, "")), "amd64"))
        .isEqualTo(new AssemblyProblem.BaseNotFound("oci:" + none, none.toString()));
    Path text = Files.writeString(dir.resolve("text"), "no tar");
    assertThat(problem(LayoutBase.of(new BaseLocation.OciArchive(text, "")), "amd64"))
        .isInstanceOf(AssemblyProblem.BaseUnreadable.class);
  }

  @Test
  void keepsWhatItDoesNotKnow() throws Exception {
    BaseImage base =
        TestBases.in(dir)
            .image("amd64", "", "{\"Healthcheck\":{\"Test\":[\"NONE\"]},\"Env\":[\"A=1\"]}", LAYER)
            .source("")
            .open(Platform.linux("amd64"));
    Image image =
        ImageAssembler.assemble(
            base, List.of(TestLayers.single("app/x", "y")), TestImages.settings());
    String config = image.config().toJson().text();
    assertThat(config)
        .contains("\"x-unknown\":[1.50,1e3,null]", "\"Healthcheck\":{\"Test\":[\"NONE\"]}")
        .contains("\"author\":\"somebody\"", "\"A=1\"");
    assertThat(image.manifest().annotations())
        .containsEntry(
            "org.opencontainers.image.base.digest", ((BaseImage.Existing) base).digest().toString())
        .doesNotContainKey("org.opencontainers.image.base.name");
    assertThat(image.config().history()).hasSize(2);
  }
}
