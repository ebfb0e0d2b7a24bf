package dev.garboard.bytecode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.garboard.content.Hashing;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeDirectoryWriter;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BytecodeCompilerTest {

  private static final UnixPath SITE = UnixPath.of("opt/venv/lib/python3/site-packages");

  private static String version = "";

  @TempDir Path work;

  @BeforeAll
  static void findsAPython() throws Exception {
    try {
      Process process =
          new ProcessBuilder("python3", "-c", "import platform; print(platform.python_version())")
              .start();
      version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (java.io.IOException e) {
      assumeTrue(false, "no python3 on this machine");
    }
  }

  private static Interpreter host() {
    return new Interpreter(List.of("python3"), Map.of("PATH", System.getenv("PATH")), version);
  }

  private static FileTree sources() {
    FileTree.TreeWriter tree = FileTree.writer();
    tree.put(
        SITE.resolve("pkg/__init__.py"), TreeEntry.text("VALUE = (1, 'two', frozenset({3}))\n"));
    tree.put(
        SITE.resolve("pkg/a.py"), TreeEntry.text("from pkg import VALUE\ndef f(x): return x\n"));
    tree.put(SITE.resolve("pkg/broken.py"), TreeEntry.text("def f(:\n"));
    tree.put(SITE.resolve("pkg/data.txt"), TreeEntry.text("not python"));
    tree.put(UnixPath.of("opt/venv/bin/tool.py"), TreeEntry.text("print()"));
    return tree.tree();
  }

  private FileTree compile(String name, FileTree tree) throws Exception {
    return new BytecodeCompiler(host())
        .compile(tree, SITE, Files.createDirectory(work.resolve(name)));
  }

  @Test
  void compilesSourcesBesideThemAndLeavesOutWhatIsNotPython() throws Exception {
    String tag = host().cacheTag();
    assertThat(compile("one", sources()).entries().keySet())
        .containsExactly(
            SITE.resolve("pkg/__pycache__/__init__." + tag + ".pyc"),
            SITE.resolve("pkg/__pycache__/a." + tag + ".pyc"));
  }

  @Test
  void twoRunsGiveEqualBytes() throws Exception {
    assertThat(hashes(compile("one", sources()))).isEqualTo(hashes(compile("two", sources())));
  }

  @Test
  void importsRunFromTheBytecodeAlone() throws Exception {
    Path root = Files.createDirectory(work.resolve("root"));
    TreeDirectoryWriter writer = new TreeDirectoryWriter(root);
    writer.write(sources());
    writer.write(compile("one", sources()));
    Path site = root.resolve(SITE.value());
    // Unchecked: the source may change and the bytecode still decides.
    Files.writeString(site.resolve("pkg/__init__.py"), "VALUE = 'from source'\n");
    Process process =
        new ProcessBuilder("python3", "-c", "import pkg; print(pkg.VALUE[1], pkg.__cached__)")
            .directory(site.toFile())
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(printed).startsWith("two ");
  }

  @Test
  void aBrokenInterpreterIsNamed() throws Exception {
    Interpreter broken = new Interpreter(List.of("/nonexistent/python"), Map.of(), "3.13.5");
    Path empty = Files.createDirectory(work.resolve("broken"));
    assertThatThrownBy(() -> new BytecodeCompiler(broken).compile(sources(), SITE, empty))
        .isInstanceOf(BytecodeException.class)
        .hasMessageContaining("/nonexistent/python");
  }

  private static List<String> hashes(FileTree tree) throws Exception {
    List<String> hashes = new ArrayList<>();
    for (Map.Entry<UnixPath, TreeEntry> entry : tree.entries().entrySet()) {
      TreeEntry.RegularFile file = (TreeEntry.RegularFile) entry.getValue();
      hashes.add(entry.getKey() + " " + Hashing.sha256(file.content()));
    }
    return hashes;
  }
}
