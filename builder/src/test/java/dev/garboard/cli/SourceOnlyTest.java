package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.engine.Command;
import dev.garboard.requirement.Corpus;
import dev.garboard.requirement.RequiresCorpus;
import dev.garboard.requirement.RequiresNetwork;
import dev.garboard.requirement.RequiresTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The one package of paperless-ngx that has no wheel, at its locked version.
@RequiresNetwork
@RequiresCorpus
@RequiresTool({"python3.11", "uv", "umoci", "unshare"})
class SourceOnlyTest {

  /// The image has no base: the machine's Python, of the same version, takes its place.
  private static final String AS_ROOT =
      "mkdir -p \"$0/usr\" && mount --rbind /usr \"$0/usr\" && ln -s usr/lib \"$0/lib\""
          + " && ln -s usr/lib64 \"$0/lib64\" && exec chroot \"$0\" \"$@\"";

  @TempDir Path directory;

  @Test
  void langdetectIsBuiltAndRunsInTheImagesEnvironment() throws Exception {
    Path project = Files.createDirectories(directory.resolve("app"));
    Files.writeString(
        project.resolve("pyproject.toml"),
        """
        [project]
        name = "app"
        version = "1"
        requires-python = ">=3.11"
        dependencies = ["langdetect==%s"]
        """
            .formatted(lockedVersion()));
    Command.run(List.of("uv", "lock", "-q", "--directory", project.toString())).success();
    CommandRun garboard = CommandRun.on(directory.resolve("store"));
    Path root = UnpackedImage.build(garboard, project, directory);
    String program =
        "import langdetect; print(langdetect.__file__, langdetect.detect('Dies ist ein Satz.'))";

    assertThat(
            Command.run(
                    List.of(
                        "unshare",
                        "--mount",
                        "sh",
                        "-c",
                        AS_ROOT,
                        root.toString(),
                        "/opt/venv/bin/python",
                        "-I",
                        "-c",
                        program))
                .success())
        .isEqualTo("/opt/venv/lib/python3.11/site-packages/langdetect/__init__.py de");
  }

  private static String lockedVersion() throws Exception {
    Path lock = Corpus.find().orElseThrow().resolve("projects/paperless-ngx/uv.lock");
    Matcher version =
        Pattern.compile("name = \"langdetect\"\nversion = \"([^\"]+)\"")
            .matcher(Files.readString(lock));
    assertThat(version.find()).isTrue();
    return version.group(1);
  }
}
