package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.http.TestServer;
import dev.garboard.project.Project;
import dev.garboard.project.ProjectReader;
import dev.garboard.python.PackageName;
import dev.garboard.registry.FakeRegistry;
import dev.garboard.requirement.Corpus;
import dev.garboard.requirement.RequiresCorpus;
import dev.garboard.requirement.RequiresTool;
import dev.garboard.selection.Artifact;
import dev.garboard.selection.PythonPlatform;
import dev.garboard.selection.PythonRelease;
import dev.garboard.selection.SelectedPackage;
import dev.garboard.selection.SelectionRequest;
import dev.garboard.selection.Selector;
import dev.garboard.selection.Target;
import dev.garboard.wheel.TestWheel;
import dev.garboard.words.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every version of a real project's lockfile, built one after the other, each on a machine of its
/// own, and pushed over the one before: what it uploads and downloads.
@RequiresCorpus
@RequiresTool({"tar", "xz"})
final class HistoryReplayTest {

  private static final String HISTORY = "full-stack-fastapi-template";

  /// Of what one layer for each package would have cost.
  private static final double MOST = 1.9;

  private static final int OVERHEAD = 1200;

  @TempDir private Path directory;
  private final Map<String, TestWheel> wheels = new HashMap<>();
  private final Set<String> packages = new HashSet<>();
  private long minimum;

  @Test
  void updatesSendLittleMoreThanWhatHasChanged() throws Exception {
    directory = directory.toRealPath();
    try (TestServer index = new TestServer();
        FakeRegistry registry = new FakeRegistry()) {
      int number = 0;
      for (Path lock : locks()) {
        List<String> left = offer(lock, index);
        build(number++, left, registry);
      }
      long sent = layerBytes(registry);
      double amplification = (double) sent / minimum;
      System.out.printf(
          Locale.ROOT,
          "replay: %s: %d versions, %d wheels fetched, %.1f MB of layers for %.1f MB of wheels: %.3f%n",
          HISTORY,
          number,
          index.seen().size(),
          sent / 1e6,
          minimum / 1e6,
          amplification);
      assertThat(number).isGreaterThan(20);
      assertThat(amplification).isBetween(0.95, MOST);
      assertThat(registry.openUploads()).isZero();
    }
  }

  private List<Path> locks() throws Exception {
    Path archive = Corpus.find().orElseThrow().resolve("histories").resolve(HISTORY + ".tar.xz");
    Process tar =
        new ProcessBuilder("tar", "-xJf", archive.toString(), "-C", directory.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    try (Stream<Path> files = Files.list(directory.resolve(HISTORY))) {
      return files.sorted().toList();
    }
  }

  /// Locks wheels of our own, as large as the real ones, in place of those that this target needs.
  ///
  /// @return what has no wheel
  private List<String> offer(Path lock, TestServer index) throws Exception {
    Path root = directory.resolve("project");
    Files.createDirectories(root.resolve("backend"));
    Files.writeString(
        root.resolve("pyproject.toml"), "[tool.uv.workspace]\nmembers = [\"backend\"]\n");
    Files.writeString(
        root.resolve("backend/pyproject.toml"), "[project]\nname = \"app\"\nversion = \"0\"\n");
    String text = Files.readString(lock);
    Files.writeString(root.resolve("uv.lock"), text);
    Project project = new ProjectReader().read(root.resolve("backend"));
    Target target =
        PythonPlatform.named("x86_64-manylinux_2_28")
            .orElseThrow()
            .with(PythonRelease.parse("3.14").orElseThrow().version(), false);
    List<String> left = new ArrayList<>();
    for (SelectedPackage selected :
        new Selector().select(project, SelectionRequest.production(), target).packages()) {
      switch (selected.artifact()) {
        case Artifact.Wheel wheel -> text = replaced(text, selected.name(), wheel, index);
        case Artifact.LocalTree _ -> {}
        case Artifact.SourceArchive _, Artifact.GitTree _ -> left.add(selected.name().value());
      }
    }
    Files.writeString(root.resolve("uv.lock"), text);
    return left;
  }

  private String replaced(String text, PackageName name, Artifact.Wheel wheel, TestServer index) {
    String old = wheel.digests().getFirst().toString();
    TestWheel ours = wheels.computeIfAbsent(old, _ -> synthetic(wheel, index));
    if (packages.add(name + " " + old)) {
      minimum += ours.bytes().length;
    }
    return text.replace(
            wheel.location(), "http://127.0.0.1:" + index.port() + "/" + wheel.filename().text())
        .replaceAll(
            "hash = \"" + old + "\", size = [0-9]+",
            "hash = \"" + ours.digest() + "\", size = " + ours.bytes().length);
  }

  private static TestWheel synthetic(Artifact.Wheel wheel, TestServer index) {
    byte[] noise = new byte[(int) Math.max(1, wheel.size() - OVERHEAD)];
    new Random(wheel.digests().getFirst().hashCode()).nextBytes(noise);
    String file = wheel.filename().text();
    List<String> parts = List.of(file.substring(0, file.length() - 4).split("-", 3));
    TestWheel ours =
        TestWheel.of(parts.get(0), parts.get(1), parts.get(2))
            .file(parts.get(0) + "/noise.bin", noise);
    byte[] bytes = ours.bytes();
    index.on(
        "/" + file,
        exchange -> {
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
        });
    return ours;
  }

  private void build(int number, List<String> left, FakeRegistry registry) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "build",
                directory.resolve("project/backend").toString(),
                "-q",
                "--frozen",
                "--base=scratch",
                "--python=3.14",
                "--platform=linux/amd64",
                "--project=none",
                "--no-bytecode",
                "--push",
                "-t",
                registry.host() + "/team/app:latest"));
    left.forEach(name -> arguments.addAll(List.of("--no-install-package", name)));
    StoreRun run =
        StoreRun.of(directory.resolve("runner-" + number), arguments.toArray(String[]::new));
    assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.DONE);
  }

  /// Every blob is a layer or a configuration; those are some kilobytes each.
  private static long layerBytes(FakeRegistry registry) {
    return registry.blobs("team/app").values().stream()
        .filter(blob -> blob.length > 0 && blob[0] == 0x1f)
        .mapToLong(blob -> blob.length)
        .sum();
  }
}
