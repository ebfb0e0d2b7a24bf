package dev.garboard.debian.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.garboard.debian.archive.Architecture;
import dev.garboard.debian.lock.LockedPackage;
import dev.garboard.debian.packages.Closure;
import dev.garboard.debian.packages.PackageRecord;
import dev.garboard.debian.unpack.DropRules;
import dev.garboard.requirement.RequiresNetwork;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Builds a base from the real archive, through the mirrors that this machine's apt uses.
@RequiresNetwork
final class RealArchiveTest {

  @TempDir Path directory;
  private RealArchive archive;

  @BeforeEach
  void findMirrors() throws IOException {
    archive = RealArchive.in(directory);
  }

  private DebianBase.Built build(Closure closure, DebianBase.Bytecode bytecode) throws Exception {
    Path work = Files.createTempDirectory(directory, "work");
    Map<String, Long> sizes = new TreeMap<>();
    for (PackageRecord each : closure.packages()) {
      sizes.put(each.name(), each.file().size());
    }
    return new DebianBase(work)
        .build(
            new PackageLoader(archive.reader(), work, 2)
                .load(
                    closure.packages().stream().map(LockedPackage::of).toList(),
                    DropRules.standard()),
            sizes,
            Architecture.AMD64,
            bytecode);
  }

  private Closure closure() throws Exception {
    return archive
        .resolver()
        .offer(RealArchive.TRIXIE, Architecture.AMD64)
        .base(RealArchive.seeds());
  }

  private static FileTree whole(DebianBase.Built built) {
    return FileTree.merge(built.layers().stream().map(BaseLayer::tree).toList()).tree();
  }

  @Test
  void buildsATrimmedTrixieThatRunsPython() throws Exception {
    assumeTrue("amd64".equals(System.getProperty("os.arch")), "not an x86-64 machine");
    assumeTrue("Linux".equals(System.getProperty("os.name")), "not Linux");
    Closure closure = closure();

    DebianBase.Built built = build(closure, new DebianBase.Bytecode.Own());

    FileTree tree = whole(built);
    assertThat(closure.packages()).hasSizeBetween(25, 45);
    assertThat(built.layers()).hasSizeLessThanOrEqualTo(8);
    assertThat(TestTrees.size(tree)).isBetween(40L << 20, 75_000_000L);
    assertThat(built.facts().pythonVersion()).startsWith("3.13.");
    assertThat(built.facts().glibcVersion()).isEqualTo("2.41");
    assertThat(tree.entries()).containsKey(UnixPath.of("usr/bin/sh"));
    assertThat(built.warnings()).isEmpty();
    assertThat(TestTrees.digest(tree))
        .as("built twice")
        .isEqualTo(TestTrees.digest(whole(build(closure, new DebianBase.Bytecode.Own()))));
    assertThat(runPython(tree)).contains("imported bytecode True");
  }

  @Test
  void differsFromMmdebstrapOnlyAsListed() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/mmdebstrap")), "no mmdebstrap");
    assumeTrue("root".equals(System.getProperty("user.name")), "not root");
    Path tar = directory.resolve("mmdebstrap.tar");
    archive.mmdebstrap(
        List.of("--variant=extract", "--include=" + String.join(",", RealArchive.seeds())), tar);

    FileTree tree = whole(build(closure(), new DebianBase.Bytecode.Off()));

    assertThat(MmdebstrapDifferences.unexplained(tree, tar)).isEmpty();
    assertThat(MmdebstrapDifferences.unused(tree, tar)).isEmpty();
  }

  /// Runs the interpreter through its own loader: imports need its own libraries.
  private String runPython(FileTree tree) throws IOException, InterruptedException {
    Path root = Files.createTempDirectory(directory, "root");
    TestTrees.write(tree, root);
    String program =
        "import ssl, sqlite3, zoneinfo, ctypes, lzma, bz2, uuid, decimal, venv, os.path;"
            + "import json.decoder as d; print('imported bytecode', os.path.exists(d.__cached__))";
    ProcessBuilder builder =
        new ProcessBuilder(
            root.resolve(Architecture.AMD64.loader()).toString(),
            "--library-path",
            root.resolve("usr/lib/" + Architecture.AMD64.triplet()).toString(),
            root.resolve("usr/bin/python3.13").toString(),
            "-S",
            "-c",
            program);
    builder.environment().clear();
    builder.environment().put("PYTHONHOME", root.resolve("usr").toString());
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
