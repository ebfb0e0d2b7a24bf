package dev.garboard.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.garboard.image.BaseFacts.Libc;
import dev.garboard.image.BaseFacts.PythonInstallation;
import dev.garboard.layer.LayerBlob;
import dev.garboard.oci.JsonObject;
import dev.garboard.oci.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseFactsReaderTest {

  private static final String PASSWD = "root:x:0:0:root:/root:/bin/bash\n";
  private static final String STATUS =
      """
      Package: libc6
      Status: install ok installed
      Version: 2.41-12

      Package: python3.13-minimal
      Status: install ok installed
      Version: 3.13.5-2+deb13u1
      """;

  @TempDir Path dir;

  private BaseFacts facts(String config, LayerBlob... layers) throws AssemblyException {
    return BaseFactsReader.read(
        TestBases.in(dir)
            .image("amd64", "", config, layers)
            .source("")
            .open(Platform.linux("amd64")));
  }

  @Test
  void readsADebianBaseFromItsPackageDatabase() throws Exception {
    BaseFacts facts =
        facts(
            "{}",
            TestLayers.gzip(
                Map.of(
                    "./usr/bin/python3.13", "\177ELF no version here",
                    "./usr/bin/python3", "->python3.13",
                    "./var/lib/dpkg/status", STATUS,
                    "./etc/passwd", PASSWD,
                    "./etc/group", "root:x:0:\n")));
    assertThat(facts)
        .isEqualTo(
            new BaseFacts(
                List.of(new PythonInstallation("/usr/bin/python3.13", "3.13.5", false)),
                new Libc.Glibc(2, 41),
                PASSWD,
                "root:x:0:\n"));
    assertThat(BaseFacts.parse(facts.text())).isEqualTo(facts);
  }

  @Test
  void readsABaseWithoutPackageDatabaseFromItsPrograms() throws Exception {
    // Far enough in for the second window of the search, and across its border.
    String padding = "x".repeat((1 << 16) - 4);
    BaseFacts facts =
        facts(
            "{}",
            TestLayers.zstd(
                Map.of(
                    "usr/bin/python3.14",
                    padding + "\0" + "3.14.2\0 and 3.13.1\0",
                    "usr/lib/x86_64-linux-gnu/libc.so.6",
                    "GNU C Library (Debian GLIBC 2.42-5) stable release version 2.42.\n")));
    assertThat(facts.pythons())
        .containsExactly(new PythonInstallation("/usr/bin/python3.14", "3.14.2", false));
    assertThat(facts.libc()).isEqualTo(new Libc.Glibc(2, 42));
  }

  @Test
  void prefersTheInterpreterThatPathFinds() throws Exception {
    BaseFacts facts =
        facts(
            "{\"Env\":[\"PATH=/usr/local/bin:/usr/bin\",\"PYTHON_VERSION=3.14.0\"]}",
            TestLayers.gzip(
                Map.of(
                    "usr/bin/python3", "->python3.13",
                    "usr/bin/python3.13", "\0" + "3.13.5\0",
                    "usr/local/bin/python3", "->python3.14",
                    "usr/local/bin/python3.14", "launcher of a shared library",
                    "lib/ld-musl-x86_64.so.1", "musl libc\0" + "1.2.5\0")));
    assertThat(facts.pythons())
        .containsExactly(
            new PythonInstallation("/usr/local/bin/python3.14", "3.14.0", false),
            new PythonInstallation("/usr/bin/python3.13", "3.13.5", false));
    assertThat(facts.libc()).isEqualTo(new Libc.Musl(1, 2));
    assertThat(facts.requirePython("b", "3.13").version()).isEqualTo("3.13.5");
    assertThatThrownBy(() -> facts.requirePython("b", "3.12"))
        .isInstanceOfSatisfying(
            AssemblyException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        new AssemblyProblem.BaseWithoutPython(
                            "b", "3.12", List.of("3.14.0", "3.13.5"))));
  }

  @Test
  void upperLayersReplaceAndRemove() throws Exception {
    Map<String, String> upper = new LinkedHashMap<>();
    upper.put("usr/bin/.wh.python3.13", "");
    upper.put("usr/local/.wh..wh..opq", "");
    upper.put("usr/local/bin/python3.12", "\0" + "3.12.9\0");
    upper.put("etc/passwd", "changed\n");
    BaseFacts facts =
        facts(
            "{}",
            TestLayers.gzip(
                Map.of(
                    "usr/bin/python3.13", "\0" + "3.13.5\0",
                    "usr/local/bin/python3.11", "\0" + "3.11.2\0",
                    "etc/passwd", PASSWD)),
            TestLayers.gzip(upper));
    assertThat(facts.pythons())
        .containsExactly(new PythonInstallation("/usr/local/bin/python3.12", "3.12.9", false));
    assertThat(facts.passwd()).isEqualTo("changed\n");
  }

  @Test
  void believesTheBasesOwnLabelWithoutReadingLayers() throws Exception {
    BaseFacts stated = new BaseFacts(List.of(), new Libc.Glibc(2, 36), "p", "g");
    String label = JsonObject.EMPTY.with(BaseFacts.LABEL, stated.text()).text();
    LayerBlob layer = TestLayers.gzip(Map.of("a", "b"));
    BaseImage base =
        TestBases.in(dir)
            .image("amd64", "", "{\"Labels\":" + label + "}", layer)
            .source("")
            .open(Platform.linux("amd64"));
    Files.writeString(dir.resolve("blobs/sha256/" + layer.digest().hex()), "broken");
    assertThat(BaseFactsReader.read(base)).isEqualTo(stated);
  }

  @Test
  void refusesALayerThatIsNotItsDigest() throws Exception {
    LayerBlob layer = TestLayers.gzip(Map.of("a", "b"));
    LayerBlob other = TestLayers.gzip(Map.of("a", "c"));
    BaseImage base =
        TestBases.in(dir).image("amd64", "", "{}", layer).source("").open(Platform.linux("amd64"));
    Files.write(dir.resolve("blobs/sha256/" + layer.digest().hex()), other.content().readAll());
    assertThatThrownBy(() -> BaseFactsReader.read(base))
        .isInstanceOfSatisfying(
            AssemblyException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        new AssemblyProblem.BaseBlobCorrupt(
                            "oci:" + dir, layer.digest(), other.digest())));
  }
}
