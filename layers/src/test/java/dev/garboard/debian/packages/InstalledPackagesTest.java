package dev.garboard.debian.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class InstalledPackagesTest {

  @Test
  void readsBothKindsOfDatabase() throws IOException {
    Map<String, PackageId> found =
        InstalledPackages.read(
            List.of(
                """
                Package: libc6
                Status: install ok installed
                Architecture: amd64
                Version: 2.41-12
                Description: first line
                 second line: with a colon

                Package: removed
                Status: deinstall ok config-files
                Architecture: amd64
                Version: 1
                """,
                """
                Package: mawk
                Architecture: amd64
                Version: 1.3.4
                Provides: awk, versioned (= 7)
                """));

    assertThat(found.keySet()).containsExactly("awk", "libc6", "mawk", "versioned");
    assertThat(found)
        .containsEntry("libc6", new PackageId("libc6", new DebianVersion("2.41-12"), "amd64"))
        .containsEntry("versioned", new PackageId("versioned", new DebianVersion("7"), "amd64"));
  }

  @Test
  void saysWhichPackageIsMalformed() {
    assertThatThrownBy(() -> InstalledPackages.read(List.of("Package: x\nVersion: a b\n")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("x");
  }
}
