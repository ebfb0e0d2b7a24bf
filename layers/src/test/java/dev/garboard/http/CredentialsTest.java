package dev.garboard.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CredentialsTest {

  private static final Credentials INDEXES =
      Credentials.from(
          Map.of(
              "UV_INDEX_MY_PRIVATE_USERNAME", "index",
              "UV_INDEX_MY_PRIVATE_PASSWORD", "one",
              "UV_INDEX_TOKEN_PASSWORD", "two"),
          List.of(
              new IndexLocation("my.private", "https://host.example/team/simple/"),
              new IndexLocation("deep", "https://deep:three@host.example/team/inner/+simple"),
              new IndexLocation("token", "https://token.example/simple"),
              new IndexLocation("", "https://na%40me:p%3Aw+d@url.example/simple")));

  @ParameterizedTest(name = "{0} gets {1}")
  @CsvSource({
    "https://host.example/team/packages/a.whl,index:one",
    "https://host.example/team/simple/a.whl,index:one",
    "https://HOST.example:443/team/a.whl,index:one",
    "https://host.example/team/inner/a.whl,deep:three",
    "https://host.example/teams/a.whl,-",
    "https://host.example/other/a.whl,-",
    "http://host.example/team/a.whl,-",
    "https://host.example:8443/team/a.whl,-",
    "https://files.example/team/a.whl,-",
    "https://token.example/x/a.whl,:two",
    "https://url.example/x/a.whl,na@me:p:w+d",
    "https://me:own@host.example/team/a.whl,me:own",
    "https://deep@host.example/team/inner/a.whl,deep:three",
    "https://deep@host.example/team/a.whl,deep:three",
    "https://nobody@host.example/team/a.whl,nobody:",
  })
  void sendsAtOnce(URI url, String expected) throws Exception {
    assertThat(text(INDEXES.eager(url))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} gets {1}")
  @CsvSource({
    "https://host.example/other/a.whl,index:one",
    "https://else.example/a.whl,-",
    "http://host.example/a.whl,-",
  })
  void triesTheRealmAfterARefusal(URI url, String expected) throws Exception {
    assertThat(text(INDEXES.afterRefusal(url, ""))).isEqualTo(expected);
  }

  @Test
  void readsNetrcOfHomeOrVariable(@TempDir Path directory) throws Exception {
    Files.writeString(directory.resolve(".netrc"), "machine a.example login h password x");
    Files.writeString(directory.resolve("mine"), "machine a.example login n password y");
    URI url = URI.create("https://a.example/f");
    Credentials home = Credentials.from(Map.of("HOME", directory.toString()), List.of());
    Credentials named =
        Credentials.from(Map.of("HOME", directory.toString(), "NETRC", "~/mine"), List.of());
    Credentials missing =
        Credentials.from(Map.of("NETRC", directory.resolve("no").toString()), List.of());
    assertThat(text(home.afterRefusal(url, ""))).isEqualTo("h:x");
    assertThat(text(named.afterRefusal(url, ""))).isEqualTo("n:y");
    assertThat(missing.afterRefusal(url, "")).isEmpty();
    assertThat(home.eager(url)).isEmpty();
    assertThat(text(home.eager(URI.create("https://h@a.example/f")))).isEqualTo("h:x");
  }

  private static String text(Optional<Credential> credential) {
    return credential.map(c -> c.user() + ":" + c.password()).orElse("-");
  }
}
