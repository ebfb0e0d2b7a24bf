package dev.garboard.debian.archive;

import dev.garboard.debian.packages.ControlReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Finds mirrors in a machine's `sources.list(5)`. Only addresses are taken from it; whom to trust
/// is not up to the machine, so options such as `trusted` and `signed-by` mean nothing here.
public final class AptSources {

  private AptSources() {}

  /// An entry: addresses and suites.
  private record Entry(List<String> addresses, List<String> suites) {}

  /// The contents of `sources.list` and of the files of `sources.list.d` in apt's directory, by
  /// file name; what cannot be read is left out, and where there is no apt there is nothing.
  ///
  /// @throws IOException when a file breaks off
  public static Map<String, String> read(Path apt) throws IOException {
    List<Path> files = new ArrayList<>(List.of(apt.resolve("sources.list")));
    Path directory = apt.resolve("sources.list.d");
    if (Files.isDirectory(directory)) {
      try (Stream<Path> listed = Files.list(directory)) {
        listed.forEach(files::add);
      }
    }
    Map<String, String> texts = new TreeMap<>();
    for (Path file : files) {
      if (Files.isRegularFile(file) && Files.isReadable(file)) {
        texts.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return texts;
  }

  /// The roots that these files name for a release: those that list the very suite first, then
  /// those of other Debian suites, since a mirror that has one has all.
  ///
  /// @param texts contents of `sources.list` and `sources.list.d/*`, by file name
  public static Mirrors mirrors(Map<String, String> texts, Distribution distribution) {
    List<Entry> entries = new ArrayList<>();
    new TreeMap<>(texts)
        .forEach((name, text) ->
            entries.addAll(name.endsWith(".sources") ? paragraphs(text) : lines(text)));
    Map<String, List<URI>> roots = new TreeMap<>();
    for (Suite suite : distribution.suites()) {
      List<URI> found = roots.computeIfAbsent(suite.archive(), _ -> new ArrayList<>());
      for (boolean exact : new boolean[] {true, false}) {
        for (Entry entry : entries) {
          if (exact
              ? entry.suites().contains(suite.name())
              : entry.suites().stream().anyMatch(name -> like(name, suite))) {
            addRoots(entry, suite.archive(), found);
          }
        }
      }
    }
    return new Mirrors(roots);
  }

  /// Whether the name is of a suite that the same archive would have.
  private static boolean like(String name, Suite wanted) {
    boolean security = wanted.archive().equals(Distribution.DEBIAN_SECURITY);
    String release = name.replaceFirst("-(updates|security|backports|proposed-updates)$", "");
    return Set.of(
                "bullseye",
                "bookworm",
                "trixie",
                "forky",
                "duke",
                "sid",
                "oldoldstable",
                "oldstable",
                "stable",
                "testing",
                "unstable")
            .contains(release)
        && name.endsWith("-security") == security;
  }

  private static void addRoots(Entry entry, String archive, List<URI> found) {
    for (String address : entry.addresses()) {
      String last = address.replaceFirst("/+$", "").replaceFirst(".*/", "");
      boolean web = address.startsWith("http://") || address.startsWith("https://");
      if (web && last.equals(archive)) {
        URI root = URI.create(address.endsWith("/") ? address : address + "/");
        if (!found.contains(root)) {
          found.add(root);
        }
      }
    }
  }

  private static List<Entry> lines(String text) {
    List<Entry> entries = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      String[] words =
          line.replaceFirst("#.*", "").replaceFirst("\\[[^\\]]*\\]", " ").strip().split("\\s+", -1);
      if (words.length >= 3 && words[0].equals("deb")) {
        entries.add(new Entry(List.of(words[1]), List.of(words[2])));
      }
    }
    return entries;
  }

  private static List<Entry> paragraphs(String text) {
    List<Entry> entries = new ArrayList<>();
    ControlReader reader = new ControlReader(new BufferedReader(new StringReader(text)), Set.of());
    try {
      for (var fields = reader.next(); fields.isPresent(); fields = reader.next()) {
        boolean binary = words(fields.get(), "Types").contains("deb");
        boolean enabled = !fields.get().getOrDefault("Enabled", "yes").equals("no");
        if (binary && enabled) {
          entries.add(new Entry(words(fields.get(), "URIs"), words(fields.get(), "Suites")));
        }
      }
    } catch (IOException _) {
      // A file that apt would refuse names no mirror; what was read before it stands.
      return entries;
    }
    return entries;
  }

  private static List<String> words(Map<String, String> fields, String name) {
    return Arrays.stream(fields.getOrDefault(name, "").split("\\s+", -1))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
