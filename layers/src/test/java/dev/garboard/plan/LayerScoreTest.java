package dev.garboard.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.project.Project;
import dev.garboard.project.ProjectException;
import dev.garboard.project.ProjectReader;
import dev.garboard.requirement.Corpus;
import dev.garboard.requirement.RequiresCorpus;
import dev.garboard.requirement.RequiresTool;
import dev.garboard.selection.Artifact;
import dev.garboard.selection.PythonPlatform;
import dev.garboard.selection.PythonRelease;
import dev.garboard.selection.SelectedPackage;
import dev.garboard.selection.SelectionException;
import dev.garboard.selection.SelectionRequest;
import dev.garboard.selection.Selector;
import dev.garboard.selection.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the layers of real projects cost over their histories: the bytes of layers that no earlier
/// version had, as a multiple of what one layer for each package would have cost.
@RequiresCorpus
@RequiresTool({"tar", "xz"})
class LayerScoreTest {

  private static final double LARGEST = 1.45;
  private static final double LARGEST_MEAN = 1.25;
  private static final InstallProfile PROFILE =
      new InstallProfile("/opt/venv", "cp312", InstallProfile.NO_BYTECODE, "splice");

  @TempDir Path directory;

  /// A project of which there are only locks.
  ///
  /// @param member the directory of the member that is built
  /// @param python one that all versions allow
  private record History(String name, String member, String project, String python) {}

  /// Bytes of what was never there before.
  private static final class Pushed {
    private final Set<Object> known = new HashSet<>();
    private long bytes;

    void push(Object what, long size) {
      if (known.add(what)) {
        bytes += size;
      }
    }
  }

  @Test
  void updatesCostLittleMoreThanWhatHasChanged() throws Exception {
    List<History> histories =
        List.of(
            new History("full-stack-fastapi-template", "backend", "app", "3.14"),
            new History("mitmproxy", "", "mitmproxy", "3.12"),
            new History("prime-rl", "", "prime-rl", "3.12"),
            new History("tracecat", "", "tracecat", "3.12"));
    double logarithms = 0;
    List<Double> all = new ArrayList<>();
    for (History history : histories) {
      double amplification = amplification(history);
      all.add(amplification);
      logarithms += Math.log(amplification);
    }
    double mean = Math.exp(logarithms / histories.size());
    System.out.printf(Locale.ROOT, "layers: geometric mean of amplification %.3f%n", mean);
    assertThat(all).allMatch(a -> a >= 1 && a <= LARGEST);
    assertThat(mean).isLessThanOrEqualTo(LARGEST_MEAN);
  }

  private double amplification(History history) throws Exception {
    Path archive =
        Corpus.find().orElseThrow().resolve("histories").resolve(history.name + ".tar.xz");
    Process tar =
        new ProcessBuilder("tar", "-xJf", archive.toString(), "-C", directory.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    Pushed layers = new Pushed();
    Pushed packages = new Pushed();
    int mostLayers = 0;
    int mostPackages = 0;
    List<Path> locks = locks(history);
    for (Path lock : locks) {
      List<PlannedDistribution> distributions = distributions(history, lock);
      LayerPlan plan = LayerPlanner.plan(distributions, LayerStrategy.DEFAULT, PROFILE);
      plan.layers().forEach(layer -> layers.push(layer.key(), layer.size()));
      distributions.forEach(d -> packages.push(d.digest(), d.size()));
      mostLayers = Math.max(mostLayers, plan.layers().size());
      mostPackages = Math.max(mostPackages, distributions.size());
      assertThat(plan.layers()).hasSizeLessThanOrEqualTo(plan.budget());
    }
    double amplification = (double) layers.bytes / packages.bytes;
    System.out.printf(
        Locale.ROOT,
        "layers: %s: %d versions, up to %d packages in %d layers, %.1f MB for %.1f MB: %.3f%n",
        history.name,
        locks.size(),
        mostPackages,
        mostLayers,
        layers.bytes / 1e6,
        packages.bytes / 1e6,
        amplification);
    return amplification;
  }

  private List<Path> locks(History history) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(history.name))) {
      return files.sorted().toList();
    }
  }

  /// What of a version comes from outside. What must be built counts as large as its source.
  private List<PlannedDistribution> distributions(History history, Path lock)
      throws IOException, ProjectException, SelectionException {
    Project project = project(history, lock);
    PythonRelease python = PythonRelease.parse(history.python).orElseThrow();
    Target target =
        PythonPlatform.named("x86_64-manylinux_2_36").orElseThrow().with(python.version(), false);
    List<PlannedDistribution> distributions = new ArrayList<>();
    for (SelectedPackage selected :
        new Selector().select(project, SelectionRequest.production(), target).packages()) {
      switch (selected.artifact()) {
        case Artifact.Wheel wheel ->
            distributions.add(planned(selected, wheel.digests(), wheel.size()));
        case Artifact.SourceArchive source ->
            distributions.add(planned(selected, source.digests(), source.size()));
        case Artifact.GitTree _ -> distributions.add(planned(selected, List.of(), 0));
        case Artifact.LocalTree _ -> {}
      }
    }
    return distributions;
  }

  private static PlannedDistribution planned(
      SelectedPackage selected, List<Digest> digests, long size) {
    Digest digest =
        digests.isEmpty() ? Hashing.sha256(selected.source().toString()) : digests.getFirst();
    return new PlannedDistribution(selected.name(), digest, Math.max(0, size), "");
  }

  private Project project(History history, Path lock) throws IOException, ProjectException {
    Path root = Files.createDirectories(directory.resolve("project-" + history.name));
    Path member = Files.createDirectories(root.resolve(history.member));
    if (!history.member.isEmpty()) {
      Files.writeString(
          root.resolve("pyproject.toml"),
          "[tool.uv.workspace]\nmembers = [\"" + history.member + "\"]\n");
    }
    Files.writeString(
        member.resolve("pyproject.toml"),
        "[project]\nname = \"" + history.project + "\"\nversion = \"0\"\n");
    Files.writeString(root.resolve("uv.lock"), Files.readString(lock));
    return new ProjectReader().read(member);
  }
}
