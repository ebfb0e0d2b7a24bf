package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.garboard.content.Hashing;
import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.lock.BaseLock;
import dev.garboard.debian.lock.LockWriter;
import dev.garboard.debian.lock.LockedPackage;
import dev.garboard.debian.lock.LockedSet;
import dev.garboard.debian.lock.LockedSet.Use;
import dev.garboard.debian.packages.DebianVersion;
import dev.garboard.debian.packages.PackageFile;
import dev.garboard.debian.packages.PackageId;
import dev.garboard.debian.unpack.TestDeb;
import dev.garboard.image.TestBases;
import dev.garboard.image.TestLayers;
import dev.garboard.words.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A project on a foreign Debian base, with a pinned package that lies in a directory.
class SystemPackagesTest {

  private static final String STATUS =
      """
      Package: libc6
      Status: install ok installed
      Version: 2.41-12
      Architecture: amd64

      Package: python3.13-minimal
      Status: install ok installed
      Version: 3.13.5-2
      Architecture: amd64
      """;

  @TempDir Path directory;
  private TestProject project;

  @BeforeEach
  void makeProject() throws IOException {
    project = TestProject.in(directory);
    TestBases.in(Files.createDirectory(directory.resolve("trixie")))
        .image(
            "amd64",
            "latest",
            "{}",
            TestLayers.gzip(
                Map.of(
                    "usr/bin/python3.13", "\177ELF",
                    "usr/bin/python3", "->python3.13",
                    "etc/os-release", "ID=debian\nVERSION_CODENAME=trixie\n",
                    "var/lib/dpkg/status", STATUS)));
    pin("1.0");
  }

  /// Writes the lock, and the package's file below `vendor`.
  private Path pin(String version) throws IOException {
    byte[] deb = TestDeb.named("libdemo1", version).file("./usr/lib/libdemo.txt", version).bytes();
    String path = "pool/main/libdemo1_" + version + "_amd64.deb";
    Path file = directory.resolve("vendor/debian").resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, deb);
    PackageId id = new PackageId("libdemo1", new DebianVersion(version), "amd64");
    LockedSet set =
        new LockedSet(
            Use.SYSTEM,
            Architecture.AMD64,
            List.of("libdemo1"),
            List.of(id),
            List.of(new PackageId("libc6", new DebianVersion("2.41-12"), "amd64")));
    PackageFile of = new PackageFile("debian", path, deb.length, Hashing.sha256(deb));
    BaseLock lock =
        new BaseLock(
            "debian:trixie", "20260101T000000Z", List.of(set), List.of(new LockedPackage(id, of)));
    project.write("demo/garboard.lock", LockWriter.text(lock));
    return file;
  }

  private TestProject.Outcome run(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command, "demo"));
    arguments.addAll(List.of("--base", "oci:" + directory.resolve("trixie"), "--offline"));
    arguments.addAll(List.of("--debian-mirror", directory.resolve("vendor").toString()));
    arguments.addAll(List.of(more));
    return project.run(arguments.toArray(String[]::new));
  }

  private TestProject.Outcome build(String... more) {
    List<String> arguments = new ArrayList<>(List.of("--to", "oci:" + directory.resolve("out")));
    arguments.addAll(List.of(more));
    return run("build", arguments.toArray(String[]::new));
  }

  private List<String> keys(String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--json"));
    arguments.addAll(List.of(more));
    TestProject.Outcome planned = run("plan", arguments.toArray(String[]::new));
    assertThat(planned.exit()).as(planned.err()).isZero();
    List<String> keys = new ArrayList<>();
    for (JsonNode layer : new ObjectMapper().readTree(planned.out()).get("layers")) {
      keys.add(layer.get("key").asText());
    }
    return keys;
  }

  @Test
  void buildsAPinnedLayerFromADirectoryWithoutANetwork() {
    TestProject.Outcome built = build("--system-package", "libdemo1", "--strict");

    assertThat(built.exit()).as(built.err()).isZero();
    assertThat(built.err()).contains("wrote layer system").doesNotContain("not pinned");
    assertThat(run("plan", "--system-package", "libdemo1").out())
        .startsWith("system ")
        .contains("libdemo1");
  }

  @Test
  void aChangedPackageChangesItsLayerAlone() throws IOException {
    List<String> without = keys();
    List<String> first = keys("--system-package", "libdemo1");
    pin("1.1");
    List<String> second = keys("--system-package", "libdemo1");

    assertThat(first.subList(1, first.size())).isEqualTo(without);
    assertThat(second.subList(1, second.size())).isEqualTo(without);
    assertThat(second.getFirst()).isNotEqualTo(first.getFirst());
  }

  @Test
  void refusesAPackageOfOtherBytes() throws IOException {
    Path file = pin("1.0");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);

    TestProject.Outcome built = build("--system-package", "libdemo1");

    assertThat(built.exit()).isEqualTo(ExitCode.INTEGRITY);
    assertThat(built.err()).contains("libdemo1 1.0 amd64", "its digest is");
    assertThat(directory.resolve("out")).doesNotExist();
  }

  @Test
  void stopsWhereTheLockPinsSomethingElse() {
    TestProject.Outcome built = build("--system-package", "libother2");

    assertThat(built.exit()).isEqualTo(ExitCode.LOCK);
    assertThat(built.err())
        .contains("Asked for: debian:trixie system packages [libother2]", "garboard base update");
  }

  @Test
  void copiesPinnedPackagesForAnotherMachine() throws IOException {
    Path copies = directory.resolve("copies");
    TestProject.Outcome vendored =
        project.run(
            "base",
            "vendor",
            copies.toString(),
            "demo",
            "--debian-mirror",
            directory.resolve("vendor").toString());

    assertThat(vendored.exit()).as(vendored.err()).isZero();
    assertThat(copies.resolve("debian/pool/main/libdemo1_1.0_amd64.deb"))
        .hasSameBinaryContentAs(
            directory.resolve("vendor/debian/pool/main/libdemo1_1.0_amd64.deb"));
  }
}
