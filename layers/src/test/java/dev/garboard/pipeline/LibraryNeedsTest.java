package dev.garboard.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.content.Content;
import dev.garboard.debian.base.LibraryNeed;
import dev.garboard.elf.ElfFile;
import dev.garboard.elf.TestElf;
import dev.garboard.python.PackageName;
import dev.garboard.python.WheelFilename;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LibraryNeedsTest {

  private static final String SITE = "opt/venv/lib/python3.13/site-packages/";

  private final FileTree.TreeWriter tree = FileTree.writer();

  private LibraryNeedsTest put(String path, TestElf elf) {
    boolean executable = !path.contains(".so");
    tree.put(UnixPath.of(SITE + path), TreeEntry.file(Content.of(elf.bytes()), executable));
    return this;
  }

  private List<LibraryNeed> needs(String platform) throws IOException {
    return LibraryNeeds.of(
        PackageName.of("demo"),
        WheelFilename.parse("demo-1-cp313-cp313-" + platform + ".whl"),
        tree.tree());
  }

  private List<String> libraries(String platform) throws IOException {
    return needs(platform).stream().map(LibraryNeed::library).toList();
  }

  @Test
  void unitesWhatAllFilesNeed() throws IOException {
    put("a.so", new TestElf("").needs("libc.so.6", "GLIBC_2.17").needs("libGL.so.1"));
    put("bin/tool", new TestElf("").needs("libc.so.6", "GLIBC_2.34"));

    assertThat(needs("manylinux_2_28_x86_64"))
        .containsExactly(
            new LibraryNeed("demo", "libGL.so.1", List.of()),
            new LibraryNeed("demo", "libc.so.6", List.of("GLIBC_2.17", "GLIBC_2.34")));
  }

  @Test
  void needsNothingThatTheDistributionBringsByFileNameOrSoname() throws IOException {
    put("a.so", new TestElf("").needs("libown-1f2e.so.3").needs("libnamed.so.1"));
    put("demo.libs/libown-1f2e.so.3", new TestElf("libown.so.3"));
    put("demo.libs/libother.so", new TestElf("libnamed.so.1"));

    assertThat(needs("manylinux_2_28_x86_64")).isEmpty();
  }

  @Test
  void looksAtFilesOfTheWheelsPlatformOnly() throws IOException {
    put("x86.so", new TestElf("").needs("libx.so.1"));
    put("arm.so", new TestElf("", ElfFile.AARCH64).needs("liba.so.1"));
    put("musl.so", new TestElf("").needs("libc.musl-x86_64.so.1").needs("libm.so.1"));
    put("data.txt", new TestElf("").needs("libnever.so.1"));

    assertThat(libraries("manylinux2014_x86_64")).containsExactly("libnever.so.1", "libx.so.1");
    assertThat(libraries("manylinux_2_28_aarch64")).containsExactly("liba.so.1");
    assertThat(libraries("linux_x86_64")).contains("libx.so.1");
    assertThat(libraries("any")).isEmpty();
    assertThat(libraries("musllinux_1_2_x86_64")).isEmpty();
  }

  @Test
  void othersInTheEnvironmentAndTheDriverMeetNeeds() {
    LibraryNeed cudart = new LibraryNeed("torch", "libcudart.so.12", List.of());
    LibraryNeed driver = new LibraryNeed("torch", "libcuda.so.1", List.of());
    LibraryNeed gl = new LibraryNeed("opencv-python", "libGL.so.1", List.of());

    assertThat(
            LibraryNeeds.external(
                List.of(cudart, driver, gl),
                Set.of(UnixPath.of(SITE + "nvidia/cuda_runtime/lib/libcudart.so.12"))))
        .containsExactly(gl);
  }
}
