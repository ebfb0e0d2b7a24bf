package dev.garboard.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.garboard.content.Content;
import dev.garboard.content.Hashing;
import dev.garboard.python.WheelFilename;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import dev.garboard.wheel.TestWheel;
import dev.garboard.wheel.WheelArchive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same wheels installed by the real uv and by us: same paths, same bytes, same modes.
class InstallOracleTest {

  /// What names the installer or its host, and the environment's own files.
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          ".*\\.pyc|.*\\.dist-info/(INSTALLER|REQUESTED|direct_url\\.json|uv_cache\\.json"
              + "|uv_build\\.json|RECORD)|pyvenv\\.cfg|CACHEDIR\\.TAG|\\.gitignore|\\.lock"
              + "|bin/(de)?activate.*|bin/python.*|bin/pydoc\\.bat");

  @TempDir private static Path cache;

  @TempDir private Path directory;

  @Test
  void installsEveryPartOfAWheelAsUvDoes() throws Exception {
    compare(WheelInstallerTest.everything().write(directory), directory);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#!python", "#!python\n", "#!python\rx\n", "#!pythonw\r\nx", "#!pythonw3 -I\nx", "#!python3.9\n",
        "#!/usr/bin/python\n", " #!python\n", "#!python\n# -*- coding: latin-1 -*-\nx",
        "#!python\n# vim: set fileencoding=utf8 :\nx", "#!python\n\n# coding: latin-1\n"
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
                "python3", "-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:",
                "--timeout", "5", "--retries", "0", "-d", downloads.toString(), requirement)
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
    Path lib = environment.resolve("lib");
    String python;
    try (Stream<Path> children = Files.list(lib)) {
      python =
          children
              .map(child -> lib.relativize(child).toString())
              .filter(name -> name.startsWith("python3."))
              .findFirst()
              .orElseThrow();
    }
    InstallLayout layout =
        InstallLayout.venv(
            UnixPath.of(environment.toString()),
            Integer.parseInt(python.substring("python3.".length())),
            false);
    String name = wheel.getName(wheel.getNameCount() - 1).toString();
    try (WheelArchive archive = WheelArchive.open(wheel, WheelFilename.parse(name))) {
      InstalledWheel installed =
          WheelInstaller.install(archive, layout, InstallOptions.defaults());
      assertThat(ours(installed, layout)).isEqualTo(theirs(environment));
      String record = installed.distInfo().path("RECORD");
      assertThat(recordOf(TreeListing.text(installed.tree(), layout.scheme().sitePackages() + "/" + record)))
          .isEqualTo(recordOf(Files.readString(lib.resolve(python + "/site-packages/" + record))));
    }
  }

  private static SortedMap<String, String> ours(InstalledWheel installed, InstallLayout layout)
      throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    for (Map.Entry<UnixPath, TreeEntry> e : installed.tree().entries().entrySet()) {
      String path = e.getKey().value().substring(layout.prefix().value().length() + 1);
      if (e.getValue() instanceof TreeEntry.RegularFile(var content, var attributes)
          && !LEFT_OUT.matcher(path).matches()) {
        files.put(path, "%o %s".formatted(attributes.mode(), Hashing.sha256(content).hex()));
      }
    }
    return files;
  }

  private static SortedMap<String, String> theirs(Path environment) throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(environment)) {
      for (Path file : (Iterable<Path>) walk::iterator) {
        String path = environment.relativize(file).toString();
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && !LEFT_OUT.matcher(path).matches()) {
          boolean executable =
              PosixFilePermissions.toString(Files.getPosixFilePermissions(file)).contains("x");
          files.put(
              path,
              "%s %s".formatted(executable ? "755" : "644", Hashing.sha256(Content.of(file)).hex()));
        }
      }
    }
    return files;
  }

  /// The lines of RECORD but for the files that name the installer.
  private static String recordOf(String record) {
    return record
        .lines()
        .filter(
            line ->
                !line.matches(".*dist-info/(INSTALLER|direct_url.json|uv_cache.json|uv_build.json),.*"))
        .sorted()
        .reduce("", (a, b) -> a + b + "\n");
  }
}
