package dev.garboard.bytecode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.garboard.content.Hashing;
import dev.garboard.tree.FileTree;
import dev.garboard.tree.TreeDirectoryWriter;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
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
    } catch (IOException e) {
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
    try (BytecodeCompiler compiler = new BytecodeCompiler(host(), 2, work)) {
      return compiler.compile(tree, SITE, Files.createDirectory(work.resolve(name)));
    }
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

  /// Sources of several parcels, whose names and constants are shared between files.
  private static FileTree many(int files) {
    FileTree.TreeWriter tree = FileTree.writer();
    String padding = "# large, and soon compiled\n".repeat(15_000);
    for (int i = 0; i < files; i++) {
      String body =
          "def function_of_%d(one, two='a text that all share'): return one, 1234567, two\n"
              .formatted(i);
      tree.put(SITE.resolve("many/m%03d.py".formatted(i)), TreeEntry.text(body + padding));
    }
    return tree.tree();
  }

  @Test
  void whatWasCompiledBeforeAndBesideDoesNotShow() throws Exception {
    List<String> small = hashes(compile("small", sources()));
    List<String> large = hashes(compile("large", many(12)));
    try (BytecodeCompiler one = new BytecodeCompiler(host(), 1, work)) {
      assertThat(hashes(one.compile(many(12), SITE, directory("a")))).isEqualTo(large);
      assertThat(hashes(one.compile(sources(), SITE, directory("b")))).isEqualTo(small);
    }
    try (BytecodeCompiler three = new BytecodeCompiler(host(), 3, work)) {
      assertThat(hashes(three.compile(sources(), SITE, directory("c")))).isEqualTo(small);
      assertThat(hashes(three.compile(many(12), SITE, directory("d")))).isEqualTo(large);
    }
  }

  @Test
  void startsNoMoreInterpretersThanToldAndEndsThem() throws Exception {
    Path starts = work.resolve("starts");
    Path script = work.resolve("python");
    Files.writeString(
        script, "#!/bin/sh\necho $$ >>" + starts + "\nexec \"$(command -v python3)\" \"$@\"\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    Interpreter counted =
        new Interpreter(List.of(script.toString()), Map.of("PATH", System.getenv("PATH")), version);
    try (BytecodeCompiler compiler = new BytecodeCompiler(counted, 2, work)) {
      for (int i = 0; i < 5; i++) {
        assertThat(compiler.compile(many(6), SITE, directory("run" + i)).entries()).hasSize(6);
      }
    }
    List<String> pids = Files.readAllLines(starts);
    assertThat(pids).hasSizeBetween(1, 2);
    for (String pid : pids) {
      Optional<ProcessHandle> handle = ProcessHandle.of(Long.parseLong(pid));
      if (handle.isPresent()) {
        handle.get().onExit().get(10, TimeUnit.SECONDS);
      }
    }
    try (Stream<Path> left = Files.list(work)) {
      assertThat(left).noneMatch(path -> path.getFileName().toString().startsWith("compiler-"));
    }
  }

  /// This machine's Python whose way to fork is the function `changed` of this text.
  private Interpreter forking(String changed) throws IOException {
    Path script = work.resolve("forking.py");
    Files.writeString(
        script,
        """
        import os, posix, sys, time
        fork = posix.fork
        %s
        posix.fork = changed
        with open(sys.argv[-1]) as driver:
            exec(driver.read())
        """
            .formatted(changed));
    return new Interpreter(
        List.of("python3", script.toString()), Map.of("PATH", System.getenv("PATH")), version);
  }

  @Test
  void anInterruptEndsWhatCompiles() throws Exception {
    Path pids = work.resolve("pids");
    Interpreter slowOnce =
        forking(
            """
            def changed():
                child = fork()
                if child == 0 and not os.path.exists("%1$s"):
                    with open("%1$s.new", "w") as pids:
                        pids.write("%%d %%d" %% (os.getppid(), os.getpid()))
                    os.rename("%1$s.new", "%1$s")
                    time.sleep(600)
                return child
            """
                .formatted(pids));
    try (BytecodeCompiler compiler = new BytecodeCompiler(slowOnce, 1, work)) {
      interruptWhenThereIs(pids);
      assertThatThrownBy(() -> compiler.compile(many(3), SITE, directory("interrupted")))
          .isInstanceOf(InterruptedException.class);
      assertThat(Files.readString(pids).split(" "))
          .hasSize(2)
          .allSatisfy(pid ->
              assertThat(ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive))
                  .isEmpty());
      assertThat(compiler.compile(sources(), SITE, directory("after")).entries()).hasSize(2);
    }
  }

  private static void interruptWhenThereIs(Path file) {
    Thread compiling = Thread.currentThread();
    Thread.startVirtualThread(() -> {
      long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
      while (Files.notExists(file) && System.nanoTime() < end) {
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      }
      compiling.interrupt();
    });
  }

  @Test
  void whatASignalEndsIsToldSo() throws Exception {
    Interpreter killed =
        forking(
            """
            def changed():
                child = fork()
                if child == 0:
                    os.kill(os.getpid(), 9)
                return child
            """);
    try (BytecodeCompiler compiler = new BytecodeCompiler(killed, 1, work)) {
      assertThatThrownBy(() -> compiler.compile(sources(), SITE, directory("killed")))
          .isInstanceOf(BytecodeException.class)
          .hasMessageEndingWith("ended by signal 9, as the system does when memory runs out");
    }
  }

  @Test
  void aFailureOfALaterParcelIsToldWithItsText() throws Exception {
    Interpreter onceOnly =
        forking(
            """
            forks = []
            def changed():
                forks.append(1)
                if len(forks) > 1:
                    raise BlockingIOError(11, "Resource temporarily unavailable")
                return fork()
            """);
    try (BytecodeCompiler compiler = new BytecodeCompiler(onceOnly, 1, work)) {
      Path first = directory("first");
      assertThat(compiler.compile(sources(), SITE, first).entries()).hasSize(2);
      try (Stream<Path> files = Files.walk(first)) {
        files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
      }
      assertThatThrownBy(() -> compiler.compile(sources(), SITE, directory("later")))
          .isInstanceOf(BytecodeException.class)
          .hasMessageEndingWith("exit code 1")
          .extracting(e -> ((BytecodeException) e).output())
          .asString()
          .endsWith("BlockingIOError: [Errno 11] Resource temporarily unavailable\n");
    }
  }

  @Test
  void aCompilerThatDiesIsToldWithWhatItSaid() throws Exception {
    Path script = work.resolve("python");
    Files.writeString(script, "#!/bin/sh\necho no standard library >&2\nexit 3\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    Interpreter dying = new Interpreter(List.of(script.toString()), Map.of(), version);
    try (BytecodeCompiler compiler = new BytecodeCompiler(dying, 1, work)) {
      assertThatThrownBy(() -> compiler.compile(sources(), SITE, directory("dying")))
          .isInstanceOf(BytecodeException.class)
          .hasMessageContaining("exit code 3")
          .extracting(e -> ((BytecodeException) e).output())
          .isEqualTo("no standard library\n");
    }
  }

  private Path directory(String name) throws IOException {
    return Files.createDirectory(work.resolve(name));
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
    try (BytecodeCompiler compiler = new BytecodeCompiler(broken, 2, work)) {
      assertThatThrownBy(() -> compiler.compile(sources(), SITE, empty))
          .isInstanceOf(BytecodeException.class)
          .hasMessageContaining("/nonexistent/python");
    }
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
