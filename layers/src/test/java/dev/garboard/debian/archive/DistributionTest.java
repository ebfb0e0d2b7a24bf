package dev.garboard.debian.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DistributionTest {

  @Test
  void knowsTheDebianReleases() {
    assertThat(Distribution.debianNames())
        .containsExactly("debian:12", "debian:13", "debian:testing");
    assertThat(Distribution.debian("debian:13").orElseThrow().suites())
        .containsExactly(
            new Suite("debian", "trixie"),
            new Suite("debian", "trixie-updates"),
            new Suite("debian-security", "trixie-security"));
    assertThat(Distribution.debian("debian:99")).isEmpty();
  }

  @Test
  void readsTheReleaseOfAnImage() throws IOException {
    String debian = "PRETTY_NAME=\"Debian\"\nVERSION_CODENAME=trixie\nID=debian\n";
    String ubuntu = "ID=ubuntu\nID_LIKE=debian\nVERSION_CODENAME='noble'\n";

    Distribution trixie = Distribution.ofImage(debian, Architecture.AMD64).orElseThrow();
    Distribution noble = Distribution.ofImage(ubuntu, Architecture.AMD64).orElseThrow();
    Distribution ports = Distribution.ofImage(ubuntu, Architecture.ARM64).orElseThrow();

    assertThat(trixie.suites()).isEqualTo(Distribution.debian("debian:13").orElseThrow().suites());
    assertThat(noble.suites())
        .contains(new Suite("ubuntu", "noble"), new Suite("ubuntu-security", "noble-security"));
    assertThat(noble.components()).containsExactly("main", "universe");
    assertThat(ports.archives())
        .containsExactlyEntriesOf(
            Map.of("ubuntu-ports", URI.create("http://ports.ubuntu.com/ubuntu-ports/")));
    assertThat(noble.keyring().fingerprints()).contains("F6ECB3762474EDA9D21B7022871920D1991BC93C");
    assertThat(trixie.keyring().fingerprints())
        .contains("41587F7DB8C774BCCF131416762F67A0B2C39DE4");
  }

  @Test
  void knowsNoOtherFamily() {
    assertThat(Distribution.ofImage("ID=alpine\nVERSION_ID=3.20\n", Architecture.AMD64)).isEmpty();
    assertThat(Distribution.ofImage("ID=debian\n", Architecture.AMD64)).isEmpty();
    assertThat(Distribution.ofImage("", Architecture.AMD64)).isEmpty();
  }
}
