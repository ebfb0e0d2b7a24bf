package dev.garboard.selection;

import java.io.IOException;
import java.util.List;

/// The wheels that [EdgeProject]s are locked against, of every kind of tag.
final class EdgeWheels {

  private EdgeWheels() {}

  static void write(StubIndex index) throws IOException {
    for (String name : List.of("base", "alpha", "beta", "any")) {
      index.wheel(name, "1.0", "py3-none-any");
    }
    for (int i = 1; i <= 24; i++) {
      index.wheel("m%02d".formatted(i), "1", "py3-none-any");
    }
    for (String version : List.of("1.0", "2.0")) {
      index.wheel("torch", version, "py3-none-any");
    }
    for (String version : List.of("1", "2")) {
      index.wheel(
          "many",
          version,
          "py3-none-any",
          "Requires-Dist: base",
          "Requires-Dist: alpha; extra == 'x' and python_version >= '3.11'",
          "Requires-Dist: beta; extra == 'y' or sys_platform == 'darwin'",
          "Provides-Extra: x",
          "Provides-Extra: y");
    }
    index
        .wheel("cycle-a", "1", "py3-none-any", "Requires-Dist: cycle-b")
        .wheel(
            "cycle-b",
            "1",
            "py3-none-any",
            "Requires-Dist: cycle-a",
            "Requires-Dist: alpha; extra == 'more'",
            "Provides-Extra: more")
        .wheel("many1", "1", "cp312-cp312-manylinux1_x86_64")
        .wheel("many1", "1", "cp313-cp313-manylinux2014_aarch64.manylinux_2_17_aarch64")
        .wheel("many2", "1", "cp312-cp312-manylinux_2_28_x86_64")
        .wheel("many2", "1", "cp311-none-manylinux_2_34_aarch64")
        .wheel("musl", "1", "cp312-cp312-musllinux_1_1_x86_64")
        .wheel("musl", "1", "py3-none-musllinux_1_2_aarch64")
        .wheel("mac", "1", "cp312-cp312-macosx_11_0_arm64")
        .wheel("mac", "1", "cp310-abi3-macosx_10_9_universal2")
        .wheel("abi3", "1", "cp311-abi3-manylinux_2_17_x86_64")
        .wheel("abi3", "1", "cp313-abi3-manylinux_2_17_aarch64")
        .wheel("exact", "1", "py312-none-any")
        .wheel("threads", "1", "cp313-cp313t-manylinux_2_17_x86_64")
        .wheel("pre", "1.0rc1", "py3-none-any")
        .wheel("local", "1.0+cpu.1", "py2.py3-none-any");
  }
}
