package dev.garboard.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.garboard.content.Hashing;
import dev.garboard.oci.ImageFormat;
import dev.garboard.oci.MediaType;
import dev.garboard.oci.Platform;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageAssemblerTest {

  private static final BaseImage SCRATCH = new BaseImage.Scratch(Platform.linux("amd64"));

  @Test
  void writesTheConfigurationThatTheContractNames() {
    Image image = TestImages.onScratch();
    String first = image.config().diffIds().get(0).toString();
    String second = image.config().diffIds().get(1).toString();
    assertThat(image.config().toJson().text())
        .isEqualTo(
            """
            {"architecture":"amd64","config":{"Cmd":["--serve"],"Entrypoint":["app"],\
            "Env":["PATH=/opt/venv/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",\
            "VIRTUAL_ENV=/opt/venv","UV_PROJECT_ENVIRONMENT=/opt/venv","PYTHONUNBUFFERED=1","PYTHONDONTWRITEBYTECODE=1","MODE=test"],\
            "ExposedPorts":{"8000/tcp":{}},"Labels":{\
            "dev.garboard.layer.keys":"{\\"chain-id\\":\\"%s\\",\\"keys\\":[\\"key-of-opt/venv/pyvenv.cfg\\",\\"key-of-app/main.py\\"]}",\
            "org.opencontainers.image.title":"app","org.opencontainers.image.version":"1.2.3"},\
            "User":"65532:65532","WorkingDir":"/app"},"created":"1980-01-01T00:00:01Z","history":[\
            {"created":"1980-01-01T00:00:01Z","created_by":"garboard: file opt/venv/pyvenv.cfg"},\
            {"created":"1980-01-01T00:00:01Z","created_by":"garboard: file app/main.py"}],\
            "os":"linux","rootfs":{"diff_ids":["%s","%s"],"type":"layers"}}\
            """
                .formatted(Hashing.sha256(first + " " + second), first, second));
  }

  @Test
  void createdChangesTheTimesAndNothingElse() {
    ImageSettings settings = TestImages.settings();
    ImageSettings later =
        new ImageSettings(
            settings.format(),
            Instant.parse("2026-01-02T03:04:05Z"),
            settings.environment(),
            settings.launch(),
            settings.metadata());
    String one = TestImages.onScratch(settings).config().toJson().text();
    String two = TestImages.onScratch(later).config().toJson().text();
    assertThat(two).contains("\"created\":\"2026-01-02T03:04:05Z\"");
    assertThat(two.replace("2026-01-02T03:04:05Z", "1980-01-01T00:00:01Z")).isEqualTo(one);
  }

  @Test
  void dockerFormatHasItsOwnTypesAndNoAnnotations() {
    ImageSettings settings = TestImages.settings();
    Image image =
        TestImages.onScratch(
            new ImageSettings(
                ImageFormat.DOCKER,
                settings.created(),
                settings.environment(),
                settings.launch(),
                settings.metadata()));
    assertThat(image.manifest().mediaType()).isEqualTo(MediaType.DOCKER_MANIFEST);
    assertThat(image.manifest().layers().getFirst().mediaType())
        .isEqualTo(MediaType.DOCKER_LAYER_GZIP);
    assertThat(image.manifest().toJson().text()).doesNotContain("annotations");
  }

  @Test
  void refusesWhatTheFormatCannotName() {
    ImageSettings settings = TestImages.settings();
    NewLayer zstd = new NewLayer(TestLayers.zstd(Map.of("a", "b")), "k", "t");
    AssemblyException e =
        catchThrowableOfType(
            AssemblyException.class,
            () ->
                ImageAssembler.assemble(
                    SCRATCH,
                    List.of(zstd),
                    new ImageSettings(
                        ImageFormat.DOCKER,
                        settings.created(),
                        settings.environment(),
                        settings.launch(),
                        settings.metadata())));
    assertThat(e.problems())
        .containsExactly(
            new AssemblyProblem.LayerTypeNotInFormat(
                zstd.blob().digest(), MediaType.OCI_LAYER_ZSTD, ImageFormat.DOCKER));
  }

  @Test
  void allows127LayersAndNotOneMore() throws Exception {
    NewLayer layer = TestLayers.single("a", "b");
    Image most =
        ImageAssembler.assemble(SCRATCH, Collections.nCopies(127, layer), TestImages.settings());
    assertThat(most.layers()).hasSize(127);
    AssemblyException e =
        catchThrowableOfType(
            AssemblyException.class,
            () ->
                ImageAssembler.assemble(
                    SCRATCH, Collections.nCopies(128, layer), TestImages.settings()));
    assertThat(e.problems()).containsExactly(new AssemblyProblem.TooManyLayers(0, 128, 127));
  }
}
