package dev.garboard.debian.unpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.garboard.debian.packages.DebianVersion;
import dev.garboard.debian.packages.PackageId;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.TreeEntry.Attributes;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DebReaderTest {

  private static final PackageId ID = new PackageId("demo", new DebianVersion("1:1.0-1"), "amd64");

  @TempDir Path directory;

  private UnpackedPackage read(TestDeb deb) throws IOException, UnpackException {
    return read(deb.bytes());
  }

  private UnpackedPackage read(byte[] bytes) throws IOException, UnpackException {
    Path file = directory.resolve("demo.deb");
    Files.write(file, bytes);
    return new DebReader(directory).read(ID, file);
  }

  private List<UnpackProblem> problems(byte[] bytes) {
    return catchThrowableOfType(UnpackException.class, () -> read(bytes)).problems();
  }

  private static TreeEntry at(UnpackedPackage unpacked, String path) {
    return unpacked.tree().get(UnixPath.of(path)).orElseThrow();
  }

  private static String text(UnpackedPackage unpacked, String path) throws IOException {
    TreeEntry.RegularFile file = (TreeEntry.RegularFile) at(unpacked, path);
    return new String(file.content().readAll(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {".xz", ".gz", ".zst", ""})
  void readsEachCompression(String compression) throws IOException, UnpackException {
    UnpackedPackage unpacked =
        read(
            TestDeb.named("demo", "1:1.0-1")
                .compression(compression)
                .script("postinst", "#!/bin/sh\n")
                .file("./usr/share/demo/a", "first")
                .file("./usr/share/demo/b", "second"));

    assertThat(text(unpacked, "usr/share/demo/b")).isEqualTo("second");
    assertThat(text(unpacked, "usr/share/demo/b")).as("opened twice").isEqualTo("second");
    assertThat(text(unpacked, "usr/share/demo/a")).isEqualTo("first");
    assertThat(unpacked.scripts()).containsEntry("postinst", "#!/bin/sh\n");
    assertThat(unpacked.control()).containsEntry("Package", "demo");
  }

  @Test
  void keepsOwnersAndModesSetUserIdIncluded() throws IOException, UnpackException {
    UnpackedPackage unpacked =
        read(
            TestDeb.named("demo", "1")
                .file("./usr/bin/su", new byte[] {1}, 04755)
                .owner(0, 42)
                .directory("./var/mail/", 02775)
                .owner(0, 8));

    assertThat(at(unpacked, "usr/bin/su").attributes()).isEqualTo(new Attributes(04755, 0, 42));
    assertThat(at(unpacked, "var/mail").attributes()).isEqualTo(new Attributes(02775, 0, 8));
  }

  @Test
  void mergesUsr() throws IOException, UnpackException {
    UnpackedPackage unpacked =
        read(
            TestDeb.named("demo", "1")
                .directory("./bin/", 0755)
                .file("./bin/sh", "x")
                .file("./lib/x86_64-linux-gnu/libx.so.1", "y")
                .entry("./sbin/y", TarConstants.LF_LINK, "./bin/sh")
                .symlink("./lib64", "usr/lib64"));

    assertThat(unpacked.tree().entries().keySet())
        .extracting(UnixPath::value)
        .containsExactly(
            "lib64", "usr/bin", "usr/bin/sh", "usr/lib/x86_64-linux-gnu/libx.so.1", "usr/sbin/y");
    assertThat(at(unpacked, "usr/sbin/y"))
        .isEqualTo(new TreeEntry.HardLink(UnixPath.of("usr/bin/sh"), new Attributes(0644, 0, 0)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil", "./usr/../../evil", "usr/./x/../y", "//etc/passwd"})
  void refusesAPathThatEscapes(String path) {
    assertThat(problems(TestDeb.named("demo", "1").file(path, "x").bytes()))
        .containsExactly(new UnpackProblem.PathEscape(ID, path));
  }

  @Test
  void refusesAFileBelowALink() {
    byte[] deb =
        TestDeb.named("demo", "1").symlink("./usr/x", "/etc").file("./usr/x/passwd", "y").bytes();

    assertThat(problems(deb))
        .containsExactly(
            new UnpackProblem.BelowNonDirectory(ID, "usr/x/passwd", UnixPath.of("usr/x")));
  }

  @Test
  void refusesDevicesAndFifos() {
    byte[] deb =
        TestDeb.named("demo", "1")
            .entry("./dev/sda", TarConstants.LF_BLK, "")
            .entry("./dev/null", TarConstants.LF_CHR, "")
            .entry("./run/pipe", TarConstants.LF_FIFO, "")
            .bytes();

    assertThat(problems(deb))
        .containsExactly(
            new UnpackProblem.SpecialFile(ID, "./dev/sda", "block device"),
            new UnpackProblem.SpecialFile(ID, "./dev/null", "character device"),
            new UnpackProblem.SpecialFile(ID, "./run/pipe", "fifo"));
  }

  @Test
  void refusesAHardLinkToNothing() {
    byte[] deb =
        TestDeb.named("demo", "1").entry("./a", TarConstants.LF_LINK, "../etc/shadow").bytes();

    assertThat(problems(deb))
        .containsExactly(new UnpackProblem.DanglingHardLink(ID, "./a", "../etc/shadow"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 60, 100, 200})
  void refusesAFileThatEndsEarly(int length) {
    byte[] deb = TestDeb.named("demo", "1").file("./a", "x").bytes();

    assertThat(problems(Arrays.copyOf(deb, length)).getFirst())
        .isInstanceOf(UnpackProblem.NotAPackage.class);
  }

  @Test
  void dropsDocumentationButKeepsCopyrights() throws IOException, UnpackException {
    UnpackedPackage unpacked =
        read(
            TestDeb.named("demo", "1")
                .directory("./usr/share/doc/demo/", 0755)
                .directory("./usr/share/man/man1/", 0755)
                .directory("./var/lib/demo/", 0755)
                .file("./usr/share/doc/demo/copyright", "c")
                .file("./usr/share/doc/demo/changelog.gz", "c")
                .file("./usr/share/man/man1/demo.1.gz", "c")
                .symlink("./usr/share/doc/libdemo", "demo")
                .file("./usr/share/locale/de/LC_MESSAGES/demo.mo", "kept by a hard link")
                .entry(
                    "./usr/bin/demo",
                    TarConstants.LF_LINK,
                    "./usr/share/locale/de/LC_MESSAGES/demo.mo"));

    UnpackedPackage trimmed = unpacked.withTree(DropRules.standard().apply(unpacked.tree()));

    assertThat(trimmed.tree().entries().keySet())
        .extracting(UnixPath::value)
        .containsExactly(
            "usr/bin/demo",
            "usr/share/doc/demo",
            "usr/share/doc/demo/copyright",
            "usr/share/doc/libdemo",
            "var/lib/demo");
    assertThat(text(trimmed, "usr/bin/demo")).isEqualTo("kept by a hard link");
  }
}
