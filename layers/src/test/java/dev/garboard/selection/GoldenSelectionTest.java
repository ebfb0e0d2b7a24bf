package dev.garboard.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.garboard.project.Project;
import dev.garboard.project.ProjectException;
import dev.garboard.project.ProjectReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/// Holds selection against uv's own answers for real projects: the same packages, versions, files
/// and digests, and a refusal wherever uv refuses.
class GoldenSelectionTest {

  private final List<String> differences = new ArrayList<>();
  private int agreements;
  private int refusals;

  @Test
  void selectsWhatUvSelects() throws IOException, ProjectException {
    Optional<Path> corpus = Corpus.find();
    assumeTrue(corpus.isPresent(), "no corpus: set GARBOARD_CORPUS to run this test");
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(corpus.orElseThrow().resolve("golden"), "*.json.gz")) {
      for (Path file : files) {
        compareAll(corpus.orElseThrow(), file);
      }
    }
    System.out.printf(
        "golden: %d agreements, of them %d common refusals, %d differences%n",
        agreements, refusals, differences.size());
    assertThat(differences).isEmpty();
    assertThat(agreements).isPositive();
  }

  private void compareAll(Path corpus, Path golden) throws IOException, ProjectException {
    String name = golden.getFileName().toString().replace(".json.gz", "");
    long start = System.nanoTime();
    Project project = new ProjectReader().read(corpus.resolve("projects").resolve(name));
    long read = System.nanoTime();
    JsonNode rows;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(golden))) {
      rows = new ObjectMapper().readTree(in);
    }
    long parsed = System.nanoTime();
    for (JsonNode row : rows) {
      compare(name, project, row);
    }
    System.out.printf(
        "golden: %s: read %d ms, %d selections in %d ms%n",
        name, (read - start) / 1_000_000, rows.size(), (System.nanoTime() - parsed) / 1_000_000);
  }

  private void compare(String name, Project project, JsonNode row) {
    List<String> flags = new ArrayList<>();
    row.get("flags").forEach(flag -> flags.add(flag.asText()));
    String label =
        name + " " + row.get("python").asText() + " " + row.get("platform").asText() + " " + flags;
    boolean uvRefuses = row.path("rc").asInt() != 0;
    List<String> found = new ArrayList<>();
    try {
      Selection selection = new Selector().select(project, UvFlags.request(flags), target(row));
      if (uvRefuses) {
        found.add("uv refuses: " + row.path("error").asText());
      } else {
        found.addAll(differences(row.get("packages"), selection));
      }
    } catch (SelectionException e) {
      if (uvRefuses) {
        refusals++;
      } else {
        found.add("only we refuse: " + e.problems());
      }
    }
    if (found.isEmpty()) {
      agreements++;
    } else {
      differences.add(label + ": " + found);
    }
  }

  private static Target target(JsonNode row) {
    PythonRelease python = PythonRelease.parse(row.get("python").asText()).orElseThrow();
    return PythonPlatform.named(row.get("platform").asText())
        .orElseThrow()
        .with(python.version(), false);
  }

  private static List<String> differences(JsonNode packages, Selection selection) {
    Map<String, JsonNode> want = new TreeMap<>();
    packages.forEach(p -> want.put(p.get("name").asText(), p));
    Map<String, SelectedPackage> got = new TreeMap<>();
    selection.packages().forEach(p -> got.put(p.name().value(), p));
    TreeSet<String> names = new TreeSet<>(want.keySet());
    names.addAll(got.keySet());
    List<String> found = new ArrayList<>();
    for (String name : names) {
      if (!want.containsKey(name) || !got.containsKey(name)) {
        found.add((want.containsKey(name) ? "-" : "+") + name);
      } else {
        found.addAll(difference(name, want.get(name), got.get(name)));
      }
    }
    return found;
  }

  private static List<String> difference(String name, JsonNode want, SelectedPackage got) {
    List<String> found = new ArrayList<>();
    expect(found, name, want.path("source").asText(""), got.source().kind());
    expect(found, name, want.path("version").asText(""), got.version());
    switch (got.artifact()) {
      case Artifact.Wheel wheel -> {
        expect(found, name, want.path("wheel").asText("(built)"), wheel.filename().text());
        String digest = wheel.digests().isEmpty() ? "" : wheel.digests().getFirst().hex();
        expect(found, name, want.path("sha256").asText(""), digest);
        expect(found, name, want.path("url").asText(""), wheel.location());
      }
      case Artifact.SourceArchive archive -> {
        expect(found, name, want.path("sdist").asText(""), archive.filename());
        if (want.hasNonNull("wheel")) {
          found.add(name + ": uv takes " + want.get("wheel").asText());
        }
      }
      case Artifact.GitTree _, Artifact.LocalTree _ -> {
        if (want.hasNonNull("wheel")) {
          found.add(name + ": uv takes " + want.get("wheel").asText());
        }
      }
    }
    return found;
  }

  /// Where uv gives no value there is nothing to compare.
  private static void expect(List<String> found, String name, String want, String got) {
    if (!want.isEmpty() && !want.equals("null") && !want.equals(got)) {
      found.add(name + ": want " + want + ", got " + got);
    }
  }
}
