package dev.garboard.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.garboard.wheel.TestWheel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same wheels installed by the real uv and by us: same paths, same bytes, same modes.
class InstallOracleTest {

  @TempDir private static Path cache;

  @TempDir private Path directory;

  @Test
  void installsEveryPartOfAWheelAsUvDoes() throws Exception {
    compare(WheelInstallerTest.everything().write(directory), directory);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#!python",
        "#!python\n",
        "#!python\rx\n",
        "#!pythonw\r\nx",
        "#!pythonw3 -I\nx",
        "#!python3.9\n",
        "#!/usr/bin/python\n",
        " #!python\n",
        "#!python\n# -*- coding: latin-1 -*-\nx",
        "#!python\n# vim: set fileencoding=utf8 :\nx",
        "#!python\n\n# coding: latin-1\n"
      })
  void rewritesScriptsAsUvDoes(String script) throws Exception {
    TestWheel wheel =
        TestWheel.of("demo", "1.0")
            .file("demo.py", "")
            .file("demo-1.0.data/scripts/run", script)
            .entryPoints("[console_scripts]\nlaunch = demo:main\n");
    compare(wheel.write(directory), directory);
    Path spaced = Files.createDirectory(directory.resolve("a 'b' c"));
    compare(wheel.write(spaced), spaced);
    Path deep = Files.createDirectory(directory.resolve("d".repeat(140)));
    compare(wheel.write(deep), deep);
  }

  @ParameterizedTest
  @ValueSource(strings = {"click==8.1.8", "markupsafe==3.0.2", "uvicorn==0.34.0"})
  void installsPublishedWheelsAsUvDoes(String requirement) throws Exception {
    Path downloads = Files.createDirectory(directory.resolve("downloads"));
    Process pip =
        new ProcessBuilder(
                "python3",
                "-m",
                "pip",
                "download",
                "-q",
                "--no-deps",
                "--only-binary",
                ":all:",
                "--timeout",
                "5",
                "--retries",
                "0",
                "-d",
                downloads.toString(),
                requirement)
            .redirectErrorStream(true)
            .start();
    String output = new String(pip.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assumeTrue(pip.waitFor() == 0, "no index reachable: " + output);
    try (Stream<Path> files = Files.list(downloads)) {
      compare(files.findFirst().orElseThrow(), directory);
    }
  }

  private static void compare(Path wheel, Path directory) throws Exception {
    Oracle uv = Oracle.uv(cache);
    Path environment = uv.environment(directory);
    Oracle.Result result = uv.install(wheel, environment, directory);
    assertThat(result.succeeded()).as(result.output()).isTrue();
    TreeComparison.assertSame(wheel, environment);
  }
}
