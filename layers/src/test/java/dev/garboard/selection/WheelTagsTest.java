package dev.garboard.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.python.WheelFilename;
import dev.garboard.python.WheelTag;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WheelTagsTest {

  private static Target target(String platform, String python) {
    String architecture = platform.substring(0, platform.indexOf(' '));
    String[] libc = platform.substring(platform.indexOf(' ') + 1).split("[ .]", -1);
    int major = Integer.parseInt(libc[1]);
    int minor = Integer.parseInt(libc[2]);
    PythonRelease release = PythonRelease.parse(python).orElseThrow();
    return new Target(
        release.version(),
        release.freeThreaded(),
        architecture,
        switch (libc[0]) {
          case "glibc" -> new Target.TargetPlatform.Glibc(major, minor);
          case "musl" -> new Target.TargetPlatform.Musl(major, minor);
          default -> new Target.TargetPlatform.MacOs(major, minor);
        });
  }

  private static List<String> platforms(String platform) {
    return PlatformTags.of(target(platform, "3.12"));
  }

  @Test
  void manylinuxTagsFallToTheFloorOfTheArchitecture() {
    assertThat(platforms("aarch64 glibc 2.19"))
        .containsExactly(
            "manylinux_2_19_aarch64",
            "manylinux_2_18_aarch64",
            "manylinux_2_17_aarch64",
            "manylinux2014_aarch64",
            "linux_aarch64");
    assertThat(platforms("x86_64 glibc 2.12"))
        .startsWith("manylinux_2_12_x86_64", "manylinux2010_x86_64", "manylinux_2_11_x86_64")
        .endsWith("manylinux_2_5_x86_64", "manylinux1_x86_64", "linux_x86_64");
    assertThat(platforms("riscv64 glibc 2.31"))
        .containsExactly("manylinux_2_31_riscv64", "linux_riscv64");
    assertThat(platforms("riscv64 glibc 2.30")).containsExactly("linux_riscv64");
    assertThat(platforms("armv6l glibc 2.36")).containsExactly("linux_armv6l");
  }

  @Test
  void muslAndMacOsHaveTheirOwn() {
    assertThat(platforms("x86_64 musl 1.2"))
        .containsExactly(
            "musllinux_1_2_x86_64", "musllinux_1_1_x86_64", "musllinux_1_0_x86_64", "linux_x86_64");
    assertThat(platforms("arm64 macos 12.3"))
        .startsWith(
            "macosx_12_0_arm64",
            "macosx_12_0_universal2",
            "macosx_11_0_arm64",
            "macosx_11_0_universal2",
            "macosx_10_16_universal2")
        .endsWith("macosx_10_4_universal2");
  }

  @Test
  void wholeListIsInUvsOrder() {
    List<WheelTag> tags = WheelTags.of(target("aarch64 glibc 2.17", "3.3")).tags();
    assertThat(tags.stream().map(WheelTag::toString))
        .containsExactly(
            "cp33-cp33-manylinux_2_17_aarch64",
            "cp33-cp33-manylinux2014_aarch64",
            "cp33-cp33-linux_aarch64",
            "cp33-abi3-manylinux_2_17_aarch64",
            "cp33-abi3-manylinux2014_aarch64",
            "cp33-abi3-linux_aarch64",
            "cp33-none-manylinux_2_17_aarch64",
            "cp33-none-manylinux2014_aarch64",
            "cp33-none-linux_aarch64",
            "cp32-abi3-manylinux_2_17_aarch64",
            "cp32-abi3-manylinux2014_aarch64",
            "cp32-abi3-linux_aarch64",
            "py33-none-manylinux_2_17_aarch64",
            "py33-none-manylinux2014_aarch64",
            "py33-none-linux_aarch64",
            "py3-none-manylinux_2_17_aarch64",
            "py3-none-manylinux2014_aarch64",
            "py3-none-linux_aarch64",
            "py32-none-manylinux_2_17_aarch64",
            "py32-none-manylinux2014_aarch64",
            "py32-none-linux_aarch64",
            "py31-none-manylinux_2_17_aarch64",
            "py31-none-manylinux2014_aarch64",
            "py31-none-linux_aarch64",
            "py30-none-manylinux_2_17_aarch64",
            "py30-none-manylinux2014_aarch64",
            "py30-none-linux_aarch64",
            "cp33-none-any",
            "py33-none-any",
            "py3-none-any",
            "py32-none-any",
            "py31-none-any",
            "py30-none-any");
  }

  @ParameterizedTest
  @CsvSource({
    "x-1-cp312-abi3-manylinux_2_17_x86_64.manylinux2014_x86_64.whl, 3.12, true",
    "x-1-py2.py3-none-any.whl, 3.12, true",
    "x-1-py2-none-any.whl, 3.12, false",
    "x-1-cp311-none-any.whl, 3.12, false",
    "x-1-cp39-abi3-manylinux_2_28_x86_64.whl, 3.13, true",
    "x-1-cp39-abi3-manylinux_2_28_x86_64.whl, 3.13t, false",
    "x-1-cp313-cp313t-manylinux_2_28_x86_64.whl, 3.13t, true",
    "x-1-cp313-cp313t-manylinux_2_28_x86_64.whl, 3.13, false",
    "x-1-cp313-abi3.abi3t-manylinux_2_28_x86_64.whl, 3.14t, true",
    "x-1-cp312-cp312-manylinux_2_37_x86_64.whl, 3.12, false",
    "x-1-cp312-cp312-musllinux_1_2_x86_64.whl, 3.12, false",
    "x-1-cp312-cp312-linux_x86_64.whl, 3.12, true",
    "x-1-cp312-cp312-linux_x86_64-cu128.whl, 3.12, false",
    "x-1-cp312-cp312-manylinux_2_17_aarch64.whl, 3.12, false"
  })
  void acceptsWhatUvAccepts(String wheel, String python, boolean expected) {
    WheelTags tags = WheelTags.of(target("x86_64 glibc 2.36", python));
    assertThat(tags.rank(WheelFilename.parse(wheel)).isPresent()).isEqualTo(expected);
  }

  @Test
  void knowsUvsPlatformNames() {
    assertThat(PythonPlatform.named("x86_64-unknown-linux-musl").orElseThrow().platform())
        .isEqualTo(new Target.TargetPlatform.Musl(1, 2));
    assertThat(PythonPlatform.named("aarch64-manylinux_2_36").orElseThrow().platform())
        .isEqualTo(new Target.TargetPlatform.Glibc(2, 36));
    assertThat(PythonPlatform.named("armv7-manylinux_2_36")).isEmpty();
    assertThat(PythonPlatform.architectureOf("linux/arm/v7")).contains("armv7l");
    assertThat(PythonPlatform.architectureOf("windows/amd64")).isEmpty();
  }
}
