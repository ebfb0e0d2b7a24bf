package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.engine.Command;
import dev.garboard.engine.Command.Outcome;
import dev.garboard.engine.ContainerEngine;
import dev.garboard.requirement.RequiresNetwork;
import dev.garboard.requirement.RequiresTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The reason for this project: the source tree is mounted over `/app` with whatever lies in it,
/// and the application starts all the same, from the environment of the image.
@Tag("engine")
@RequiresNetwork
@RequiresTool({"dockerd", "docker", "podman", "runc", "skopeo", "mmdebstrap"})
@ExtendWith(HarbourImage.Shared.class)
class BindMountTest {

  private static final String MOUNTED_VERSION = "\"harbours\":1}";

  /// What the running server imported, and from where.
  private static final String WHERE =
      "import sys, harbour.app, fastapi, uvicorn; "
          + "print(sys.prefix, harbour.app.__file__, fastapi.__file__, uvicorn.__file__)";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"docker,rw", "docker,ro", "podman,rw", "podman,ro"})
  void theApplicationStartsFromTheEnvironmentOfTheImage(
      String name, String mode, HarbourImage image) throws Exception {
    ContainerEngine engine = image.engine(name);
    Path project = checkedOut();
    foreignEnvironment(project.resolve(".venv"));
    Map<Path, String> before = listing(project);
    List<String> options = new ArrayList<>(FastapiImageTest.CONFINED);
    options.addAll(List.of("-v", project + ":/app:" + mode));
    String container = engine.start(HarbourImage.NAME, options);
    try {
      Outcome health = engine.exec(container, FastapiImageTest.ASK);
      assertThat(health.success()).as(engine.logs(container)).endsWith(MOUNTED_VERSION);
      assertThat(engine.exec(container, "python", "-c", WHERE).success().split(" "))
          .containsExactly(
              "/opt/venv",
              "/app/src/harbour/app.py",
              "/opt/venv/lib/python3.13/site-packages/fastapi/__init__.py",
              "/opt/venv/lib/python3.13/site-packages/uvicorn/__init__.py");
    } finally {
      engine.remove(container);
    }
    assertThat(listing(project)).isEqualTo(before);
  }

  /// The example as a developer has it, changed, so that the answer shows whose source runs.
  private Path checkedOut() {
    Path project = directory.resolve("checkout");
    Command.run(List.of("cp", "-R", HarbourImage.project().toString(), project.toString()))
        .success();
    Path data = project.resolve("src/harbour/data/harbours.json");
    write(
        data,
        """
        [{"name": "Mounted", "country": "NL", "zone": "Europe/Amsterdam", "tidal_range_m": 1.7}]
        """);
    Command.run(List.of("chmod", "-R", "u=rwX,go=rX", directory.toString())).success();
    return project;
  }

  /// A `.venv` of another machine: its interpreter is not here, its packages are for another
  /// system, and whatever imports them fails.
  private static void foreignEnvironment(Path venv) throws IOException {
    Path packages = Files.createDirectories(venv.resolve("lib/python3.13/site-packages/fastapi"));
    write(packages.resolve("__init__.py"), "raise ImportError('made for another machine')\n");
    Path programs = Files.createDirectories(venv.resolve("bin"));
    Files.createSymbolicLink(
        programs.resolve("python"), Path.of("/opt/homebrew/opt/python@3.13/bin/python3.13"));
    write(programs.resolve("harbour"), "#!/Users/someone/harbour/.venv/bin/python\n");
    write(venv.resolve("pyvenv.cfg"), "home = /opt/homebrew/opt/python@3.13/bin\n");
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Every file and directory with its size and time of change.
  private static Map<Path, String> listing(Path root) throws IOException {
    Map<Path, String> listing = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.toList()) {
        listing.put(
            root.relativize(file),
            Files.readAttributes(
                    file, "unix:size,lastModifiedTime,ctime,mode,uid", LinkOption.NOFOLLOW_LINKS)
                .toString());
      }
    }
    return listing;
  }
}
