package dev.garboard.debian.base;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.debian.unpack.TestDeb;
import dev.garboard.debian.unpack.UnpackException;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BusyboxAppletsTest {

  private static byte[] binary(String... applets) {
    return ("ELF junk [ \0\1\0" + String.join("\0", applets) + "\0Usage: none\0")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void findsTheTable() {
    assertThat(BusyboxApplets.names(binary("[", "[[", "ash", "awk", "ls", "sh")))
        .containsExactly("[", "[[", "ash", "awk", "ls", "sh");
    assertThat(BusyboxApplets.names("nothing here".getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @Test
  void linksWhatNoPackageOwns(@TempDir Path directory) throws IOException, UnpackException {
    BaseContents contents =
        new BaseContents(
            TestPackages.unpack(
                directory,
                TestDeb.named("busybox", "1")
                    .file("./bin/busybox", binary("[", "[[", "dpkg", "env", "ls", "sh"), 0755),
                TestDeb.named("dash", "1").file("./usr/bin/sh", "x"),
                TestDeb.named("coreutils", "1").file("./usr/sbin/env", "x")));

    BusyboxApplets.apply(contents);

    assertThat(contents.entries().keySet())
        .extracting(UnixPath::value)
        .containsExactly(
            "usr/bin/[",
            "usr/bin/[[",
            "usr/bin/busybox",
            "usr/bin/ls",
            "usr/bin/sh",
            "usr/sbin/env");
    assertThat(contents.owner(UnixPath.of("usr/bin/sh"))).contains("dash");
  }
}
