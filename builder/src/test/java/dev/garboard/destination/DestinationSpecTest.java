package dev.garboard.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.garboard.oci.ImageReference;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationSpecTest {

  private static DestinationSpec parse(String text) throws Exception {
    return DestinationSpec.parse(text, ImageReference.parse("app"));
  }

  @Test
  void readsEveryTransport() throws Exception {
    ImageReference app = ImageReference.parse("app:latest");
    ImageReference full = ImageReference.parse("ghcr.io/me/x:1");
    assertThat(parse("docker://ghcr.io/me/x:1")).isEqualTo(new DestinationSpec.Registry(full));
    assertThat(parse("docker-daemon:ghcr.io/me/x:1")).isEqualTo(new DestinationSpec.Engine(full));
    assertThat(parse("oci:out/dir"))
        .isEqualTo(new DestinationSpec.OciLayout(Path.of("out/dir"), "latest", app));
    assertThat(parse("oci-archive:/a.tar:v2"))
        .isEqualTo(new DestinationSpec.OciArchive(Path.of("/a.tar"), "v2", app.withTag("v2")));
    assertThat(parse("oci-archive:a.tar:ghcr.io/me/x:1"))
        .isEqualTo(new DestinationSpec.OciArchive(Path.of("a.tar"), "ghcr.io/me/x:1", full));
    assertThat(parse("docker-archive:a.tar"))
        .isEqualTo(new DestinationSpec.DockerArchive(Path.of("a.tar"), app));
    assertThat(parse("docker-archive:a.tar:ghcr.io/me/x:1"))
        .isEqualTo(new DestinationSpec.DockerArchive(Path.of("a.tar"), full));
  }

  @ParameterizedTest
  @CsvSource({
    "oci-archiv:a.tar, oci-archive",
    "oci_archive:a.tar, oci-archive",
    "dcoker://x, docker",
    "ocii:x, oci",
    "docker-demon:x, docker-daemon",
  })
  void suggestsTheNearestTransport(String text, String nearest) {
    assertThat(problem(text))
        .isInstanceOfSatisfying(
            DestinationProblem.UnknownTransport.class,
            p -> assertThat(p.nearest()).startsWith(nearest));
  }

  @Test
  void suggestsNothingForWhatIsFarFromAll() {
    assertThat(problem("s3://bucket"))
        .isEqualTo(new DestinationProblem.UnknownTransport("s3://bucket", "s3", List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"oci", "oci:", "oci-archive::tag", "docker:x", "docker://"})
  void asksForThePath(String text) {
    assertThat(problem(text)).isInstanceOf(DestinationProblem.MissingPath.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker://UPPER", "oci:d:a b", "docker-archive:f:a@b", "oci:d::"})
  void refusesNamesThatAreNone(String text) {
    assertThat(problem(text)).isInstanceOf(DestinationProblem.InvalidName.class);
  }

  private static DestinationProblem problem(String text) {
    return catchThrowableOfType(DestinationException.class, () -> parse(text))
        .problems()
        .getFirst();
  }
}
