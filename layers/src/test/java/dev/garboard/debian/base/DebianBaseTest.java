package dev.garboard.debian.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.garboard.content.Digest;
import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.packages.DebianVersion;
import dev.garboard.debian.packages.PackageId;
import dev.garboard.debian.unpack.TestDeb;
import dev.garboard.debian.unpack.UnpackException;
import dev.garboard.debian.unpack.UnpackProblem;
import dev.garboard.debian.unpack.UnpackedPackage;
import dev.garboard.elf.TestElf;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.TreeEntry.Attributes;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DebianBaseTest {

  @TempDir Path directory;

  /// Writes the name and the first bytes of each source, so that the test needs no interpreter.
  private static final BytecodeCompiler COMPILER =
      sources -> {
        for (PythonSource source : sources) {
          Files.writeString(
              source.output(), "compiled " + source.imagePath() + Files.readString(source.file()));
        }
        return List.of();
      };

  private static TestDeb[] packages(String zlibVersion) {
    return new TestDeb[] {
      TestDeb.named("base-files", "13.8")
          .directory("./etc/", 0755)
          .directory("./root/", 0700)
          .directory("./var/run/", 0755)
          .file("./usr/share/base-files/profile", "# profile\n")
          .file("./etc/dpkg/origins/debian", "Vendor: Debian\n")
          .file("./etc/debian_version", "13.8\n"),
      TestDeb.named("ca-certificates", "20250419")
          .script("postinst", "#!/bin/sh\nupdate-ca-certificates\n")
          .file("./usr/share/ca-certificates/mozilla/B.crt", "-----B-----")
          .file("./usr/share/ca-certificates/mozilla/A.crt", "-----A-----\n"),
      TestDeb.named("libc-bin", "2.41-12")
          .file("./etc/ld.so.conf", "/usr/lib/x86_64-linux-gnu\n")
          .file("./usr/share/libc-bin/nsswitch.conf", "passwd: files\n"),
      TestDeb.named("libc6", "2.41-12+deb13u4")
          .file("./lib/x86_64-linux-gnu/libc.so.6", new TestElf("libc.so.6").bytes(), 0755),
      TestDeb.named("libpython3.13-minimal", "3.13.5-2")
          .file("./usr/lib/python3.13/os.py", "# os\n")
          .file("./usr/lib/python3.13/json/decoder.py", "# decoder\n"),
      TestDeb.named("python3", "3.13.5-1").symlink("./usr/bin/python3", "python3.13"),
      TestDeb.named("python3.13-minimal", "3.13.5-2+deb13u1")
          .file("./usr/bin/python3.13", new byte[] {1}, 0755),
      TestDeb.named("tzdata", "2026a").file("./usr/share/zoneinfo/Etc/UTC", "TZif"),
      TestDeb.named("zlib1g", zlibVersion)
          .file("./usr/share/doc/zlib1g/copyright", "zlib licence")
          .file("./usr/lib/x86_64-linux-gnu/libz.so.1", new TestElf("libz.so.1").bytes(), 0644),
    };
  }

  private DebianBase.Built build(String name, TestDeb... packages)
      throws IOException, UnpackException, InterruptedException {
    Path work = Files.createDirectories(directory.resolve(name));
    List<UnpackedPackage> unpacked = TestPackages.unpack(work, packages);
    Map<String, Long> sizes = new TreeMap<>();
    unpacked.forEach(each -> sizes.put(each.name(), each.name().equals("libc6") ? 2L << 20 : 9L));
    return new DebianBase(work)
        .build(unpacked, sizes, Architecture.AMD64, new DebianBase.Bytecode.By(COMPILER));
  }

  private static FileTree whole(DebianBase.Built built) {
    FileTree.Merge merge = FileTree.merge(built.layers().stream().map(BaseLayer::tree).toList());
    assertThat(merge.conflicts()).isEmpty();
    return merge.tree();
  }

  private static String text(FileTree tree, String path) throws IOException {
    TreeEntry.RegularFile file =
        TreePaths.file(tree.entries(), path).orElseThrow(() -> new AssertionError(path));
    return new String(file.content().readAll(), StandardCharsets.UTF_8);
  }

  private static Attributes attributes(FileTree tree, String path) {
    return tree.get(UnixPath.of(path)).orElseThrow().attributes();
  }

  private static String target(FileTree tree, String path) {
    return ((TreeEntry.Symlink) tree.get(UnixPath.of(path)).orElseThrow()).target();
  }

  @Test
  void writesWhatScriptsWouldHaveDone() throws IOException, UnpackException, InterruptedException {
    FileTree tree = whole(build("a", packages("1.3-1")));

    assertThat(text(tree, "etc/ssl/certs/ca-certificates.crt"))
        .isEqualTo("-----A-----\n-----B-----\n");
    assertThat(text(tree, "usr/lib/ssl/cert.pem")).startsWith("-----A-----");
    assertThat(text(tree, "etc/nsswitch.conf")).isEqualTo("passwd: files\n");
    assertThat(text(tree, "etc/profile")).isEqualTo("# profile\n");
    assertThat(text(tree, "etc/localtime")).isEqualTo("TZif");
    assertThat(text(tree, "etc/passwd"))
        .startsWith("root:x:0:0:root:/root:/bin/sh\n")
        .contains("\nnonroot:x:65532:65532:nonroot:/home/nonroot:/usr/sbin/nologin\n");
    assertThat(text(tree, "etc/group")).contains("\nstaff:x:50:\n", "\nnonroot:x:65532:\n");
    assertThat(target(tree, "usr/bin/python")).isEqualTo("python3");
    assertThat(target(tree, "lib64")).isEqualTo("usr/lib64");
    assertThat(target(tree, "var/run")).isEqualTo("/run");
    assertThat(attributes(tree, "tmp")).isEqualTo(new Attributes(01777, 0, 0));
    assertThat(attributes(tree, "var/mail")).isEqualTo(new Attributes(02775, 0, 8));
    assertThat(attributes(tree, "root")).isEqualTo(new Attributes(0700, 0, 0));
    assertThat(attributes(tree, "home/nonroot")).isEqualTo(new Attributes(0755, 65532, 65532));
  }

  @Test
  void keepsThePackageDatabaseAndCopyrights()
      throws IOException, UnpackException, InterruptedException {
    FileTree tree = whole(build("a", packages("1.3-1")));

    assertThat(text(tree, "var/lib/dpkg/status.d/zlib1g"))
        .startsWith("Package: zlib1g\nVersion: 1.3-1\n");
    assertThat(text(tree, "usr/share/doc/zlib1g/copyright")).isEqualTo("zlib licence");
    assertThat(tree.entries().keySet())
        .filteredOn(path -> path.value().startsWith("var/lib/dpkg/status.d/"))
        .hasSize(9);
  }

  @Test
  void makesBytecodeBesideEachModule() throws IOException, UnpackException, InterruptedException {
    FileTree tree = whole(build("a", packages("1.3-1")));

    assertThat(text(tree, "usr/lib/python3.13/__pycache__/os.cpython-313.pyc"))
        .isEqualTo("compiled /usr/lib/python3.13/os.py# os\n");
    assertThat(text(tree, "usr/lib/python3.13/json/__pycache__/decoder.cpython-313.pyc"))
        .startsWith("compiled /usr/lib/python3.13/json/decoder.py");
  }

  @Test
  void knowsFactsWithoutRunningAnything()
      throws IOException, UnpackException, InterruptedException {
    DebianBase.Built built = build("a", packages("1.3-1"));

    assertThat(built.facts().pythonVersion()).isEqualTo("3.13.5");
    assertThat(built.facts().pythonPath()).isEqualTo("/usr/bin/python3.13");
    assertThat(built.facts().glibcVersion()).isEqualTo("2.41");
    assertThat(built.facts().accounts())
        .contains(new Account("nonroot", 65532, 65532, "/home/nonroot"));
    assertThat(built.warnings()).isEmpty();
  }

  private static SequencedMap<String, Digest> digests(DebianBase.Built built) throws IOException {
    SequencedMap<String, Digest> digests = new TreeMap<>();
    for (BaseLayer layer : built.layers()) {
      digests.put(layer.name(), TestTrees.digest(layer.tree()));
    }
    return digests;
  }

  @Test
  void isTheSameTwiceInWhateverOrder() throws IOException, UnpackException, InterruptedException {
    List<TestDeb> reversed = new ArrayList<>(List.of(packages("1.3-1"))).reversed();

    assertThat(digests(build("b", reversed.toArray(new TestDeb[0]))))
        .isEqualTo(digests(build("a", packages("1.3-1"))));
  }

  @Test
  void aChangedPackageChangesOnlyItsOwnLayer()
      throws IOException, UnpackException, InterruptedException {
    DebianBase.Built before = build("a", packages("1.3-1"));
    SequencedMap<String, Digest> old = digests(before);
    SequencedMap<String, Digest> fresh = digests(build("b", packages("1.3-2")));
    String layer =
        before.layers().stream()
            .filter(each -> each.packages().contains("zlib1g"))
            .map(BaseLayer::name)
            .findFirst()
            .orElseThrow();

    assertThat(fresh.keySet()).isEqualTo(old.keySet());
    assertThat(old.keySet())
        .filteredOn(name -> !Objects.equals(old.get(name), fresh.get(name)))
        .containsExactly(layer);
    assertThat(old).containsKey("libc6").hasSizeGreaterThan(2);
  }

  @Test
  void everyLayerAgreesOnDirectories() throws IOException, UnpackException, InterruptedException {
    TestDeb mail = TestDeb.named("mailer", "1").file("./var/mail/readme", "x");
    List<TestDeb> all = new ArrayList<>(List.of(packages("1.3-1")));
    all.add(mail);
    for (BaseLayer layer : build("a", all.toArray(new TestDeb[0])).layers()) {
      if (layer.packages().contains("mailer")) {
        assertThat(attributes(layer.tree(), "var/mail")).isEqualTo(new Attributes(02775, 0, 8));
      }
    }
  }

  private List<UnpackProblem> problems(TestDeb... packages) {
    return catchThrowableOfType(UnpackException.class, () -> build("x", packages)).problems();
  }

  private static PackageId id(String name) {
    return new PackageId(name, new DebianVersion("1"), "amd64");
  }

  @Test
  void reportsPackagesThatOwnTheSamePath() {
    assertThat(
            problems(
                TestDeb.named("a", "1").file("./etc/x", "a"),
                TestDeb.named("b", "1").file("./etc/x", "b")))
        .containsExactly(
            new UnpackProblem.PathConflict(UnixPath.of("etc/x"), List.of(id("a"), id("b"))));
  }

  @Test
  void refusesAFileBelowAnotherPackagesLink() {
    assertThat(
            problems(
                TestDeb.named("a", "1").symlink("./etc/x", "/home"),
                TestDeb.named("b", "1").file("./etc/x/y", "b")))
        .containsExactly(
            new UnpackProblem.BelowNonDirectory(id("b"), "etc/x/y", UnixPath.of("etc/x")));
  }

  @Test
  void letsAPackageReplaceAnothersFile() throws IOException, UnpackException, InterruptedException {
    TestDeb winner =
        new TestDeb(
            "Package: a\nVersion: 1\nArchitecture: amd64\nReplaces: b (<< 2)\nDescription: x");
    FileTree tree =
        whole(
            build(
                "a",
                winner.file("./etc/x", "of a"),
                TestDeb.named("b", "1").file("./etc/x", "of b")));

    assertThat(text(tree, "etc/x")).isEqualTo("of a");
  }

  @Test
  void namesPackagesWhoseScriptsDoMore() throws IOException, UnpackException, InterruptedException {
    DebianBase.Built built =
        build(
            "a",
            TestDeb.named("gdk", "1")
                .script("postinst", "#!/bin/sh\nset -e\nglib-compile-schemas /usr/share\n"),
            TestDeb.named("plain", "1").script("postinst", "#!/bin/sh\nset -e\nldconfig\n"));

    assertThat(built.warnings())
        .containsExactly(
            new BaseWarning.ScriptsNotRun(
                new TreeMap<>(Map.of("gdk", List.of("glib-compile-schemas")))));
  }
}
