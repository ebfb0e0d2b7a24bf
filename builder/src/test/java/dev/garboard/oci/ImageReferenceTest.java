package dev.garboard.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {

  private static final String HEX =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  @ParameterizedTest
  @CsvSource({
    "python,                      docker.io/library/python,          python",
    "python:3.13-slim,            docker.io/library/python:3.13-slim, python:3.13-slim",
    "me/app,                      docker.io/me/app,                  me/app",
    "docker.io/python,            docker.io/library/python,          python",
    "index.docker.io/me/app:1,    docker.io/me/app:1,                me/app:1",
    "localhost/app,               localhost/app,                     localhost/app",
    "localhost:5000/app:1,        localhost:5000/app:1,              localhost:5000/app:1",
    "127.0.0.1:5000/a/b/c,        127.0.0.1:5000/a/b/c,              127.0.0.1:5000/a/b/c",
    "ghcr.io/o/a__b/c-d.e:V_1.x,  ghcr.io/o/a__b/c-d.e:V_1.x,        ghcr.io/o/a__b/c-d.e:V_1.x",
  })
  void normalises(String text, String full, String familiar) throws Exception {
    ImageReference reference = ImageReference.parse(text);
    assertThat(reference).hasToString(full);
    assertThat(reference.familiar()).isEqualTo(familiar);
    assertThat(ImageReference.parse(full)).isEqualTo(reference);
  }

  @ParameterizedTest
  @ValueSource(strings = {"python@sha256:" + HEX, "python:3@sha256:" + HEX})
  void readsDigests(String text) throws Exception {
    ImageReference reference = ImageReference.parse(text);
    assertThat(reference.digest()).isPresent();
    assertThat(reference.withDefaultTag()).isEqualTo(reference);
    assertThat(reference.familiar()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "App/x/",
        "UPPER",
        "a//b",
        "a:",
        "a:b:c",
        "a@",
        "a@sha256:12",
        "a b",
        "-a/b",
        "host:port/a",
        "a@md5:d41d8cd98f00b204e9800998ecf8427e",
        "a:-x"
      })
  void refusesWhatIsNoReference(String text) {
    assertThatThrownBy(() -> ImageReference.parse(text))
        .isInstanceOfSatisfying(
            OciException.class,
            e -> assertThat(e.problem()).isInstanceOf(OciProblem.InvalidReference.class));
  }
}
