package dev.garboard.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.requirement.RequiresNetwork;
import dev.garboard.requirement.RequiresTool;
import dev.garboard.tree.FileTree;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Debian's own build of OpenJDK 25, in a directory of its own, writes the same bytes as the JDK
/// that runs the tests.
@Tag("slow")
// runc stands for root.
@RequiresTool({"mmdebstrap", "unshare", "chroot", "runc"})
@RequiresNetwork
final class OtherVendorTest {

  @TempDir private Path root;

  /// Prints the digests of layers.
  static final class Digests {
    private Digests() {}

    public static void main(String[] arguments) throws Exception {
      lines().forEach(System.out::println);
    }

    static List<String> lines() throws Exception {
      List<String> lines = new ArrayList<>();
      lines.add(System.getProperty("java.vendor"));
      for (FileTree tree : List.of(SampleTrees.corners(), SampleTrees.wheelLike(21, true))) {
        for (Compression compression : Compression.values()) {
          OutputStream none = OutputStream.nullOutputStream();
          lines.add(LayerWriter.write(tree, compression, none).toString());
        }
      }
      return lines;
    }
  }

  @Test
  void twoVendorsWriteTheSameLayers() throws Exception {
    Tool.run(
        "mmdebstrap",
        "--quiet",
        "--variant=extract",
        "--include=base-files,openjdk-25-jre-headless",
        // Mirrors lag; signatures are verified all the same.
        "--aptopt=Acquire::Check-Valid-Until \"false\"",
        "trixie",
        root.toString());
    String copied = copyClassPath();
    List<String> here = Digests.lines();
    List<String> there =
        Tool.run(
                "unshare",
                "--mount",
                "sh",
                "-c",
                // Java looks for itself in /proc; the mount goes with the process.
                "mount -t proc proc \"$0/proc\" && exec chroot \"$0\" \"$@\"",
                root.toString(),
                "/usr/lib/jvm/java-25-openjdk-amd64/bin/java",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                copied,
                Digests.class.getName())
            .lines()
            .toList();
    assertThat(there.getFirst()).isNotEqualTo(here.getFirst()).contains("Debian");
    assertThat(there.subList(1, 5)).isEqualTo(here.subList(1, 5));
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /// Copies what runs into the other root.
  ///
  /// @return the class path as seen from there
  private String copyClassPath() throws IOException {
    List<String> copies = new ArrayList<>();
    int number = 0;
    for (String part : classPath().split(File.pathSeparator, -1)) {
      Path from = Path.of(part);
      Path to = Path.of("/classes", number++ + String.valueOf(from.getFileName()));
      if (Files.exists(from)) {
        copy(from, root.resolve("." + to));
        copies.add(to.toString());
      }
    }
    return String.join(":", copies);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString()).normalize();
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
