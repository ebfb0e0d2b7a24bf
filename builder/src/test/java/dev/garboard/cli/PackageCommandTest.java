package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.engine.Command.Outcome;
import dev.garboard.words.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageCommandTest {
  @TempDir private Path directory;

  private Outcome run(String... arguments) {
    return CommandRun.on(directory.resolve("store")).run(arguments);
  }

  @Test
  void theTrainingRunSucceedsAndLeavesNothing() {
    Outcome trained = run("package", "train");

    assertThat(trained).isEqualTo(new Outcome(ExitCode.DONE, "", ""));
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void usersDoNotSeeIt() {
    assertThat(run("--help").out()).doesNotContainPattern("(?m)^  package\\b");
  }

  @Test
  void aTarballIsAFunctionOfItsFiles() throws Exception {
    Path files = Files.createDirectory(directory.resolve("files"));
    Files.writeString(files.resolve("a"), "text");
    Path one = directory.resolve("one.tar.gz");
    Path two = directory.resolve("two.tar.gz");
    assertThat(run("package", "tarball", files.toString(), one.toString(), "--name=g").exit())
        .isZero();
    Files.setLastModifiedTime(files.resolve("a"), FileTime.fromMillis(0));
    run("package", "tarball", files.toString(), two.toString(), "--name=g");

    assertThat(one).hasSameBinaryContentAs(two);
  }

  @Test
  void aBuildpackIsPublishedAndNothingElseLeft() throws Exception {
    Path root = Files.createDirectory(directory.resolve("root"));
    Files.writeString(
        root.resolve("buildpack.toml"),
        "api = \"0.10\"\n[buildpack]\nid = \"a/b\"\nversion = \"1\"\n");
    Path archive = directory.resolve("pack.tar");
    Outcome packed =
        run("package", "buildpack", "--root=linux/amd64=" + root, "--to=oci-archive:" + archive);

    assertThat(packed.err()).isEmpty();
    assertThat(packed.out()).startsWith("sha256:");
    assertThat(archive).isNotEmptyFile();
  }

  @Test
  void aWrongPlatformIsNamed() {
    Outcome refused = run("package", "buildpack", "--root=linux=" + directory, "--to=oci:x");

    assertThat(refused.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err()).contains("`linux`");
  }
}
