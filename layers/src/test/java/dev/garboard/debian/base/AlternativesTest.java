package dev.garboard.debian.base;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.debian.unpack.TestDeb;
import dev.garboard.debian.unpack.UnpackException;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AlternativesTest {

  @TempDir Path directory;

  private BaseContents contents(TestDeb... packages) throws IOException, UnpackException {
    return new BaseContents(TestPackages.unpack(directory, packages));
  }

  private static String target(BaseContents contents, String path) {
    return contents.entries().get(UnixPath.of(path)) instanceof TreeEntry.Symlink(String target, _)
        ? target
        : "";
  }

  @Test
  void linksTheMemberOfTheHighestPriority() throws IOException, UnpackException {
    BaseContents contents =
        contents(
            TestDeb.named("blas-a", "1")
                .file("./usr/lib/a/libblas.so.3", "a")
                .script(
                    "postinst",
                    """
                    #!/bin/sh
                    set -e
                    if [ "$1" = "configure" ]; then
                    update-alternatives --install \\
                      /usr/lib/libblas.so.3 libblas.so.3 /usr/lib/a/libblas.so.3 10
                    fi
                    """),
            TestDeb.named("blas-b", "1")
                .file("./usr/lib/b/libblas.so.3", "b")
                .script(
                    "postinst",
                    """
                    LIB=/usr/lib/b
                    update-alternatives --quiet --install "/usr/lib/libblas.so.3" \\
                      "libblas.so.3" "${LIB}/libblas.so.3" 100 || true
                    """));

    assertThat(Alternatives.apply(contents)).isEmpty();
    assertThat(target(contents, "usr/lib/libblas.so.3"))
        .isEqualTo("/etc/alternatives/libblas.so.3");
    assertThat(target(contents, "etc/alternatives/libblas.so.3"))
        .isEqualTo("/usr/lib/b/libblas.so.3");
    assertThat(contents.owner(UnixPath.of("usr/lib/libblas.so.3"))).contains("blas-b");
  }

  @Test
  void linksSlavesThatExist() throws IOException, UnpackException {
    BaseContents contents =
        contents(
            TestDeb.named("mawk", "1")
                .file("./usr/bin/mawk", "x")
                .file("./usr/share/awk/a", "y")
                .script(
                    "postinst",
                    """
                    update-alternatives --install /usr/bin/awk awk /usr/bin/mawk 5 \\
                      --slave /usr/share/awk.d awk.d /usr/share/awk/a \\
                      --slave /usr/share/man/man1/awk.1.gz awk.1.gz /usr/share/man/man1/mawk.1.gz
                    """));

    assertThat(Alternatives.apply(contents)).isEmpty();
    assertThat(target(contents, "usr/bin/awk")).isEqualTo("/etc/alternatives/awk");
    assertThat(target(contents, "usr/share/awk.d")).isEqualTo("/etc/alternatives/awk.d");
    assertThat(contents.has("usr/share/man/man1/awk.1.gz")).isFalse();
  }

  @Test
  void saysWhatItCannotRead() throws IOException, UnpackException {
    BaseContents contents =
        contents(
            TestDeb.named("odd", "1")
                .script(
                    "postinst",
                    """
                    # update-alternatives --install in a comment
                    update-alternatives --install /usr/bin/x x "$(find_it)" 5
                    """));

    assertThat(Alternatives.apply(contents))
        .isEqualTo(
            List.of(
                new Alternatives.Unread(
                    "odd", "update-alternatives --install /usr/bin/x x \"$(find_it)\" 5")));
  }
}
