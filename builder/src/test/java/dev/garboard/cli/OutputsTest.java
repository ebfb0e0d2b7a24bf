package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputsTest {

  @TempDir Path directory;

  @Test
  void areThosePathsAlone() {
    Path root = directory.resolve("project");
    assertThat(
            Outputs.patterns(
                root,
                List.of(
                    root.resolve("app.tar"),
                    root.resolve("out/../dist/[1]*.tar"),
                    root,
                    directory.resolve("other.tar"))))
        .containsExactly("app.tar", "dist/\\[1]\\*.tar");
  }

  /// The archive of the first build lies beside the sources when the second begins.
  @Test
  void anImageInTheProjectDoesNotGrowByItself() throws Exception {
    TestProject project = TestProject.in(directory);
    String archive = "oci-archive:" + project.path("demo/app.tar");
    String digest = project.path("demo/digest").toString();
    TestProject.Outcome first = project.run(project.to(archive, "--digest-file", digest));
    assertThat(first.exit()).as(first.err()).isZero();
    String made = Files.readString(Path.of(digest));

    project.write("demo/touched.py", "");
    Files.delete(project.path("demo/touched.py"));
    TestProject.Outcome second = project.run(project.to(archive, "--digest-file", digest));
    assertThat(second.exit()).as(second.err()).isZero();
    assertThat(Path.of(digest)).hasContent(made.strip());
    assertThat(project.path("demo/app.tar")).isNotEmptyFile();
  }
}
