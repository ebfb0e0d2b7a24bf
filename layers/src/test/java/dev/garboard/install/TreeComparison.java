package dev.garboard.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.content.Content;
import dev.garboard.content.Hashing;
import dev.garboard.python.WheelFilename;
import dev.garboard.tree.TreeEntry;
import dev.garboard.tree.UnixPath;
import dev.garboard.wheel.WheelArchive;
import dev.garboard.wheel.WheelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Compares an environment that uv filled with one wheel and the tree that we make of it.
final class TreeComparison {

  /// What names the installer or its host, and the environment's own files.
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          ".*\\.pyc|.*\\.dist-info/(INSTALLER|REQUESTED|direct_url\\.json|uv_cache\\.json"
              + "|uv_build\\.json|RECORD)|pyvenv\\.cfg|CACHEDIR\\.TAG|\\.gitignore|\\.lock"
              + "|bin/(de)?activate.*|bin/python.*|bin/pydoc\\.bat");

  private static final Pattern INSTALLERS_OWN =
      Pattern.compile(
          ".*dist-info/(INSTALLER|RECORD|direct_url\\.json|uv_cache\\.json|uv_build\\.json),.*");

  private TreeComparison() {}

  /// Same paths, same bytes, same modes, same RECORD but for what names the installer.
  static void assertSame(Path wheel, Path environment)
      throws IOException, WheelException, InstallException {
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
      InstalledWheel installed = WheelInstaller.install(archive, layout, InstallOptions.defaults());
      assertThat(ours(installed, layout)).isEqualTo(theirs(environment));
      UnixPath record = layout.scheme().sitePackages().resolve(installed.distInfo().path("RECORD"));
      compareRecords(
          TreeListing.text(installed.tree(), record.value()),
          Files.readString(Path.of(record.absolute())));
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
              "%s %s"
                  .formatted(executable ? "755" : "644", Hashing.sha256(Content.of(file)).hex()));
        }
      }
    }
    return files;
  }

  /// uv repeats the line of a file that it writes twice, with the old hash, and gives RECORD a size
  /// where the wheel did not list it; we do neither.
  private static void compareRecords(String ours, String theirs) {
    assertThat(paths(ours)).isEqualTo(paths(theirs));
    assertThat(lines(theirs)).containsAll(lines(ours));
  }

  private static List<String> lines(String record) {
    return record.lines().filter(line -> !INSTALLERS_OWN.matcher(line).matches()).toList();
  }

  private static SortedSet<String> paths(String record) {
    SortedSet<String> paths = new TreeSet<>();
    record
        .lines()
        .filter(line -> !line.matches(".*dist-info/(direct_url|uv_cache|uv_build)\\.json,.*"))
        .forEach(line -> paths.add(line.replaceFirst(",[^,]*,[0-9]*$", "")));
    return paths;
  }
}
