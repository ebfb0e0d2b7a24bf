package dev.garboard.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedactedUrlTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "https://a.example/b.whl,https://a.example/b.whl",
    "https://me:secret@a.example/b,https://a.example/b",
    "https://me:sec@ret@a.example/b,https://a.example/b",
    "https://me@a.example,https://a.example",
    "https://a.example/b?sig=secret&x=1,https://a.example/b?…",
    "https://a.example/b#sha256=1,https://a.example/b",
    "https://a.example/@scope/b,https://a.example/@scope/b",
    "path/to/b.whl,path/to/b.whl",
  })
  void hidesSecrets(String url, String expected) {
    RedactedUrl redacted = new RedactedUrl(url);
    assertThat(redacted.value()).isEqualTo(expected);
    assertThat(new RedactedUrl(redacted.value())).isEqualTo(redacted);
  }
}
