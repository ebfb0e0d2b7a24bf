package dev.garboard.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.content.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFilesTest {

  @TempDir Path root;

  private void write(String path, String... lines) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(lines));
  }

  private List<String> listed(List<String> include, List<String> exclude) throws IOException {
    return SourceFiles.list(root, include, exclude).files().stream()
        .map(f -> f.path().value())
        .toList();
  }

  private List<String> listed() throws IOException {
    return listed(List.of(), List.of());
  }

  @Test
  void leavesOutSecretsCachesEnvironmentsAndLocks() throws IOException {
    for (String path :
        List.of(
            "app/main.py",
            "app/id_generator.py",
            "app/__pycache__/main.cpython-313.pyc",
            "uv.lock",
            "garboard.lock",
            ".env",
            ".env.local",
            "server.pem",
            "tls.key",
            "id_ed25519",
            ".netrc",
            ".pypirc",
            ".git/config",
            "env/pyvenv.cfg",
            "env/lib/x.py",
            "tool-cache/CACHEDIR.TAG",
            "tool-cache/x")) {
      write(path, "x");
    }
    assertThat(listed()).containsExactly("app/id_generator.py", "app/main.py");
  }

  @Test
  void anIncludeBringsBackWhatIsNamed() throws IOException {
    write(".env", "x");
    write(".venv/pyvenv.cfg", "x");
    write(".venv/keep/this.txt", "x");
    assertThat(listed(List.of(".env", ".venv/keep"), List.of()))
        .containsExactly(".env", ".venv/keep/this.txt");
  }

  @Test
  void gitignoreHoldsWithNestedFilesAndNegation() throws IOException {
    write(".git/HEAD", "ref: refs/heads/main");
    write(".git/info/exclude", "private/");
    write(".gitignore", "*.log", "build/", "!keep.log");
    write("sub/.gitignore", "!debug.log", "/only-here.txt");
    for (String path :
        List.of(
            "a.log",
            "keep.log",
            "sub/debug.log",
            "sub/only-here.txt",
            "sub/deep/only-here.txt",
            "build/x",
            "private/x")) {
      write(path, "x");
    }
    assertThat(listed())
        .containsExactly(
            ".gitignore", "keep.log", "sub/.gitignore", "sub/debug.log", "sub/deep/only-here.txt");
  }

  @Test
  void aRepositoryAboveTheProjectDecidesToo() throws IOException {
    write(".git/HEAD", "ref: refs/heads/main");
    write(".gitignore", "/backend/data/", "*.tmp");
    write("backend/data/x", "x");
    write("backend/y.tmp", "x");
    write("backend/z.py", "x");
    assertThat(SourceFiles.list(root.resolve("backend"), List.of(), List.of()).files())
        .extracting(f -> f.path().value())
        .containsExactly("z.py");
  }

  @Test
  void dockerignoreWinsOverGitignore() throws IOException {
    write(".git/HEAD", "ref: refs/heads/main");
    write(".gitignore", "generated/");
    write(".dockerignore", "# comment", "**/tests", "docs", "!docs/keep.md", "*.tmp");
    for (String path :
        List.of("generated/x", "a/tests/t.py", "docs/a.md", "docs/keep.md", "x.tmp", "a/y.tmp")) {
      write(path, "x");
    }
    assertThat(listed())
        .containsExactly(".dockerignore", ".gitignore", "a/y.tmp", "docs/keep.md", "generated/x");
  }

  @Test
  void excludeAddsToTheRules() throws IOException {
    write("a/b.txt", "x");
    write("a/c.py", "x");
    assertThat(listed(List.of(), List.of("**/*.txt"))).containsExactly("a/c.py");
  }

  @Test
  void kindsAreTakenFromTheFilesThemselves() throws IOException {
    write("run.sh", "x");
    assertThat(root.resolve("run.sh").toFile().setExecutable(true)).isTrue();
    write("data", "x");
    Files.createSymbolicLink(root.resolve("link"), Path.of("data"));
    assertThat(SourceFiles.list(root, List.of(), List.of()).files())
        .extracting(SourceFile::kind)
        .containsExactly(
            SourceFile.Kind.PLAIN, SourceFile.Kind.SYMLINK, SourceFile.Kind.EXECUTABLE);
  }

  @Test
  void filesComeAndGoMeanwhile() throws Exception {
    write("stays", "x");
    AtomicBoolean done = new AtomicBoolean();
    Future<?> editor;
    try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
      editor =
          executor.submit(() -> {
            while (!done.get()) {
              write("build/a/b", "x");
              write("x.swp", "x");
              Directories.delete(root.resolve("build"));
              Files.delete(root.resolve("x.swp"));
            }
            return true;
          });
      for (int i = 0; i < 300; i++) {
        assertThat(listed()).contains("stays");
      }
      done.set(true);
    }
    assertThat(editor.get()).isEqualTo(true);
  }
}
