package dev.garboard.debian.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.garboard.content.Content;
import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.base.LibraryScan.Library;
import dev.garboard.elf.ElfFile;
import dev.garboard.elf.TestElf;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LdSoCacheTest {

  private static final Path LDCONFIG = Path.of("/sbin/ldconfig");
  private static final String LIB = "usr/lib/x86_64-linux-gnu/";

  private final FileTree.TreeWriter tree = FileTree.writer();

  private void library(String path, String soname) {
    put(path, TreeEntry.file(Content.of(new TestElf(soname).needs("libc.so.6").bytes()), false));
  }

  private void put(String path, TreeEntry entry) {
    tree.put(UnixPath.of(path), entry);
  }

  private FileTree sample() {
    put("lib", TreeEntry.symlink("usr/lib"));
    put("etc/ld.so.conf", TreeEntry.text("include /etc/ld.so.conf.d/*.conf\n"));
    put("etc/ld.so.conf.d/libc.conf", TreeEntry.text("# default\n/usr/local/lib\n"));
    put(
        "etc/ld.so.conf.d/x86_64-linux-gnu.conf",
        TreeEntry.text(
            "/usr/local/lib/x86_64-linux-gnu\n/lib/x86_64-linux-gnu\n/usr/lib/x86_64-linux-gnu\n"));
    library(LIB + "libc.so.6", "libc.so.6");
    library(LIB + "libz.so.1.3.1", "libz.so.1");
    put(LIB + "libz.so.1", TreeEntry.symlink("libz.so.1.3.1"));
    put(LIB + "libz.so", TreeEntry.symlink("libz.so.1.3.1"));
    library(LIB + "libfoo.so.2", "libfoo.so.2");
    library(LIB + "libfoo.so.10", "libfoo.so.10");
    library(LIB + "libfoo2.so.1", "libfoo2.so.1");
    library(LIB + "libplain.so", "");
    library(LIB + "blas/libblas.so.3", "libblas.so.3");
    put("etc/alternatives/libblas", TreeEntry.symlink("/" + LIB + "blas/libblas.so.3"));
    put(LIB + "libblas.so.3", TreeEntry.symlink("/etc/alternatives/libblas"));
    library("usr/local/lib/libz.so.1", "libz.so.1");
    library("usr/lib/libtop.so.1", "libtop.so.1");
    library(LIB + "glibc-hwcaps/x86-64-v3/libz.so.1.3.1", "libz.so.1");
    library(LIB + "glibc-hwcaps/x86-64-v2/libz.so.1.3.1", "libz.so.1");
    put(LIB + "libscript.so", TreeEntry.text("INPUT(libz.so.1)\n".repeat(20)));
    put(LIB + "libgone.so.1", TreeEntry.symlink("nowhere"));
    put(LIB + "libother.so.1-gdb.py", TreeEntry.text("print()\n".repeat(20)));
    put(LIB + "python.so", TreeEntry.text("x".repeat(100)));
    return tree.tree();
  }

  @Test
  void equalsWhatLdconfigWrites(@TempDir Path root) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(LDCONFIG), "no ldconfig on this machine");
    assumeTrue("amd64".equals(System.getProperty("os.arch")), "not an x86-64 machine");
    assumeTrue("root".equals(System.getProperty("user.name")), "ldconfig -r needs root");
    FileTree sample = sample();
    TestTrees.write(sample, root);

    assertThat(run(LDCONFIG.toString(), "-r", root.toString(), "-X")).isNotNull();

    byte[] expected = Files.readAllBytes(root.resolve("etc/ld.so.cache"));
    byte[] actual = LdSoCache.of(sample, Architecture.AMD64, generator());
    assertThat(LdSoCacheReader.read(actual)).isEqualTo(LdSoCacheReader.read(expected));
    assertThat(actual).isEqualTo(expected);
  }

  /// `ldconfig (Debian GLIBC 2.36-9) 2.36` names itself in caches by a longer form.
  private static String generator() throws IOException, InterruptedException {
    String line = run(LDCONFIG.toString(), "--version").lines().findFirst().orElseThrow();
    int last = line.lastIndexOf(' ');
    return line.substring(0, last) + " stable release version" + line.substring(last);
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  @Test
  void ordersNumbersAsNumbersAndCapabilitiesFirst() throws IOException {
    List<Library> libraries =
        LdSoCacheReader.read(LdSoCache.of(sample(), Architecture.AMD64, "test")).libraries();

    assertThat(libraries)
        .extracting(Library::path)
        .containsExactly(
            "/lib/x86_64-linux-gnu/glibc-hwcaps/x86-64-v2/libz.so.1.3.1",
            "/lib/x86_64-linux-gnu/glibc-hwcaps/x86-64-v3/libz.so.1.3.1",
            "/usr/local/lib/libz.so.1",
            "/lib/x86_64-linux-gnu/libz.so.1",
            "/lib/x86_64-linux-gnu/libz.so",
            "/lib/libtop.so.1",
            "/lib/x86_64-linux-gnu/libplain.so",
            "/lib/x86_64-linux-gnu/libfoo2.so.1",
            "/lib/x86_64-linux-gnu/libfoo.so.10",
            "/lib/x86_64-linux-gnu/libfoo.so.2",
            "/lib/x86_64-linux-gnu/libc.so.6",
            "/lib/x86_64-linux-gnu/libblas.so.3");
  }

  @Test
  void takesOnlyLibrariesOfTheArchitecture() throws IOException {
    byte[] arm = new TestElf("libarm.so.1", ElfFile.AARCH64).bytes();
    put("usr/lib/aarch64-linux-gnu/libarm.so.1", TreeEntry.file(Content.of(arm), false));
    library("usr/lib/aarch64-linux-gnu/libx86.so.1", "libx86.so.1");

    byte[] cache = LdSoCache.of(tree.tree(), Architecture.ARM64, "test");

    assertThat(LdSoCacheReader.read(cache).libraries())
        .extracting(Library::soname)
        .containsExactly("libarm.so.1");
    assertThat(Arrays.copyOfRange(cache, 48, 52)).containsExactly(0x03, 0x0a, 0, 0);
  }

  @Test
  void extendsTheCacheOfABase() throws IOException {
    byte[] base = LdSoCache.of(sample(), Architecture.AMD64, "by the base");
    FileTree.TreeWriter layer = FileTree.writer();
    layer.put(
        UnixPath.of(LIB + "libpq.so.5"),
        TreeEntry.file(Content.of(new TestElf("libpq.so.5").bytes()), false));

    LdSoCacheReader extended =
        LdSoCacheReader.read(LdSoCache.extend(base, layer.tree(), Architecture.AMD64));

    assertThat(extended.generator()).isEqualTo("by the base");
    assertThat(extended.libraries())
        .containsAll(LdSoCacheReader.read(base).libraries())
        .contains(new Library("libpq.so.5", "/lib/x86_64-linux-gnu/libpq.so.5", ""))
        .hasSize(13);
  }

  @Test
  void extendsByDirectoriesThatTheLayerConfigures() throws IOException {
    FileTree.TreeWriter layer = FileTree.writer();
    layer.put(UnixPath.of("etc/ld.so.conf.d/extra.conf"), TreeEntry.text("/usr/lib/extra\n"));
    layer.put(
        UnixPath.of("usr/lib/extra/libextra.so.1"),
        TreeEntry.file(Content.of(new TestElf("libextra.so.1").bytes()), false));

    byte[] base = LdSoCache.of(FileTree.empty(), Architecture.AMD64, "by the base");

    assertThat(
            LdSoCacheReader.read(LdSoCache.extend(base, layer.tree(), Architecture.AMD64))
                .libraries())
        .containsExactly(new Library("libextra.so.1", "/usr/lib/extra/libextra.so.1", ""));
  }

  /// As `ldconfig` of glibc 2.31 and older writes it: the old table, then the new one.
  @Test
  void readsTheNewPartOfACacheInBothFormats() throws IOException {
    byte[] cache = LdSoCache.of(sample(), Architecture.AMD64, "test");
    ByteBuffer both =
        ByteBuffer.allocate(16 + 3 * 12 + 4 + cache.length).order(ByteOrder.LITTLE_ENDIAN);
    both.put("ld.so-1.7.0".getBytes(StandardCharsets.US_ASCII)).putInt(12, 3);
    both.position(16 + 3 * 12 + 4);
    both.put(cache);

    assertThat(LdSoCacheReader.read(both.array())).isEqualTo(LdSoCacheReader.read(cache));
  }

  @Test
  void refusesWhatIsNoCache() {
    assertThatThrownBy(() -> LdSoCacheReader.read(new byte[100])).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> LdSoCacheReader.read(new byte[3])).isInstanceOf(IOException.class);
  }
}
