package dev.garboard.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NetrcFileTest {

  private static final String TEXT =
      """
      # a comment
      machine one.example login alice password s3cret
      machine two.example
        login bob # not part of the login
        password "with blank and \\" quote"
        account ignored
      macdef init
      machine fake.example login no password no

      machine one.example login carol password other
      machine hash.example login dave password #notacomment
      machine escaped.example login eve password a\\ b
      default login anyone password fallback
      """;

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "one.example||alice|s3cret",
        "ONE.example||alice|s3cret",
        "one.example|carol|carol|other",
        "two.example||bob|with blank and \" quote",
        "hash.example||dave|#notacomment",
        "escaped.example||eve|a b",
        "fake.example||anyone|fallback",
        "else.example||anyone|fallback",
      })
  void findsTheEntry(String host, String login, String user, String password) throws Exception {
    NetrcFile netrc = NetrcFile.parse(TEXT);
    assertThat(netrc.find(host, login == null ? "" : login))
        .hasValueSatisfying(e -> {
          assertThat(e.login()).isEqualTo(user);
          assertThat(e.password()).isEqualTo(password);
        });
  }

  @Test
  void hasNoEntryForAnotherLogin() throws Exception {
    assertThat(NetrcFile.parse(TEXT).find("one.example", "mallory")).isEmpty();
    assertThat(NetrcFile.parse("").find("one.example", "")).isEmpty();
  }

  @Test
  void tellsTheLineOfAMistake() {
    assertThatThrownBy(() -> NetrcFile.parse("machine a login b password c\n\nnonsense d\n"))
        .isInstanceOfSatisfying(
            NetrcFile.MalformedException.class, e -> assertThat(e.line()).isEqualTo(3));
    assertThatThrownBy(() -> NetrcFile.parse("machine a login"))
        .isInstanceOfSatisfying(
            NetrcFile.MalformedException.class, e -> assertThat(e.line()).isEqualTo(1));
  }
}
