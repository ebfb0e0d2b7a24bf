package dev.garboard.debian.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AptSourcesTest {

  private static final Distribution TRIXIE = Distribution.debian("debian:13").orElseThrow();

  @Test
  void takesTheMirrorThatListsTheSuiteFirst() {
    Mirrors mirrors =
        AptSources.mirrors(
            Map.of(
                "a.sources",
                """
                Types: deb
                URIs: http://old.example/debian
                Suites: bookworm bookworm-updates
                Components: main
                Signed-By: /nowhere

                Types: deb
                URIs: http://sec.example/debian-security/
                Suites: bookworm-security
                Components: main
                """,
                "b.list",
                """
                # deb http://comment.example/debian trixie main
                deb [trusted=yes arch=amd64] https://new.example/debian trixie main
                deb-src http://source.example/debian trixie main
                """),
            TRIXIE);

    assertThat(mirrors.of("debian"))
        .containsExactly(
            URI.create("https://new.example/debian/"), URI.create("http://old.example/debian/"));
    assertThat(mirrors.of("debian-security"))
        .containsExactly(URI.create("http://sec.example/debian-security/"));
  }

  @Test
  void ignoresWhatIsNoDebianArchive() {
    Mirrors mirrors =
        AptSources.mirrors(
            Map.of(
                "x.list",
                """
                deb https://deb.nodes.example/node_20.x nodistro main
                deb https://packages.example/apt trixie main
                deb file:/srv/debian trixie main
                deb http://off.example/ubuntu noble main
                """,
                "off.sources",
                """
                Enabled: no
                Types: deb
                URIs: http://disabled.example/debian
                Suites: trixie
                """),
            TRIXIE);

    assertThat(mirrors.of("debian")).isEmpty();
    assertThat(mirrors.of("debian-security")).isEmpty();
  }

  @Test
  void triesOfficialArchivesAndSnapshotsLast() {
    Mirrors mine =
        new Mirrors(Map.of("debian", List.of(URI.create("http://near.example/debian/"))));

    Mirrors all =
        mine.then(Mirrors.official(TRIXIE))
            .thenSnapshot(Distribution.DEBIAN_SNAPSHOT, "20260101T000000Z");

    assertThat(all.of("debian"))
        .containsExactly(
            URI.create("http://near.example/debian/"),
            Distribution.DEBIAN_ARCHIVE,
            Distribution.DEBIAN_SNAPSHOT.resolve("archive/debian/20260101T000000Z/"));
    assertThat(all.of("debian-security"))
        .containsExactly(
            Distribution.DEBIAN_SECURITY_ARCHIVE,
            Distribution.DEBIAN_SNAPSHOT.resolve("archive/debian-security/20260101T000000Z/"));
  }

  @Test
  void readsTheFilesOfAMachine(@TempDir Path apt) throws Exception {
    assertThat(AptSources.read(apt.resolve("none"))).isEmpty();

    Files.writeString(apt.resolve("sources.list"), "deb http://a.example/debian trixie main\n");
    Path directory = Files.createDirectories(apt.resolve("sources.list.d"));
    Files.writeString(directory.resolve("b.sources"), "Types: deb\n");
    Files.createDirectory(directory.resolve("c.list"));

    assertThat(AptSources.read(apt)).containsOnlyKeys("sources.list", "b.sources");
  }
}
