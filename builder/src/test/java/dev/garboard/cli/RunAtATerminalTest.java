package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.cli.SyncProject.Result;
import dev.garboard.requirement.RequiresTool;
import java.io.File;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `garboard run` as the launcher starts it, typed into a shell with job control on a terminal.
@RequiresTool({"python3", "bash"})
class RunAtATerminalTest {

  private static final Path START = Path.of("src/dist/start.sh").toAbsolutePath();

  @Test
  void theCommandIsTheProcessThatTheTerminalTalksTo(@TempDir Path directory) throws Exception {
    SyncProject project = new SyncProject(directory, SyncProject.wheel("alpha", "1.0"));
    Path environment = project.root.resolve("an environment");
    Result synced = project.run("sync", "--venv", environment.toString());
    assertThat(synced.exit()).as(synced.err()).isZero();
    Path temporary = Files.createDirectory(project.root.resolve("a tmp"));
    project.with("TMPDIR", temporary.toString());
    Path slow =
        script(
            project.root.resolve("slow-python"),
            "#!/bin/sh\n: >\"$0.asked\" && exec sleep 600 <&- >&- 2>&-\n");

    String told =
        project.shell(
            "python3",
            Path.of(RunAtATerminalTest.class.getResource("/terminal.py").toURI()).toString(),
            launcher(project).toString(),
            environment.toString(),
            slow.toString());

    Map<String, String> seen = new LinkedHashMap<>();
    told.lines().map(line -> line.split("\t", 2)).forEach(line -> seen.put(line[0], line[1]));
    assertThat(seen)
        .containsEntry("exit code", "7")
        .containsEntry("no such command", "127")
        .containsEntry("not executable", "126")
        .containsEntry("failure of its own", "125")
        .containsEntry("ends by a signal", "143")
        .containsEntry("process id", "the same")
        .containsEntry("programs while it runs", "sleep")
        .containsEntry("Ctrl-Z", "0")
        .containsEntry("Ctrl-C", "130")
        .containsEntry("Ctrl-C while it prepares", "130");
    assertThat(project.root.resolve("an environment-new")).doesNotExist();
    assertThat(temporary).isEmptyDirectory();
  }

  /// The launcher of a distribution, on the classes under test: one jar that names them all.
  private static Path launcher(SyncProject project) throws Exception {
    Path lib = Files.createDirectory(project.root.resolve("lib"));
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            Arrays.stream(classes.split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" ")));
    try (OutputStream out = Files.newOutputStream(lib.resolve("all.jar"));
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      jar.finish();
    }
    return script(
        project.root.resolve("garboard"),
        """
        #!/bin/sh
        set -eu
        java='%s'
        lib='%s'
        . '%s'
        """
            .formatted(Path.of(System.getProperty("java.home"), "bin", "java"), lib, START));
  }

  private static Path script(Path file, String text) throws Exception {
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
