package dev.garboard.cli;

import dev.garboard.build.BuiltImage;
import dev.garboard.cli.BuildRun.Done;
import dev.garboard.destination.Published;
import dev.garboard.pipeline.BuiltLayer;
import dev.garboard.words.Phrases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// What a build made, as Markdown for the summary of a GitHub job.
final class JobSummary {

  private final Session session;

  JobSummary(Session session) {
    this.session = session;
  }

  /// Adds to the file that `GITHUB_STEP_SUMMARY` names, if it names one.
  void add(BuildResult result) throws IOException {
    String file = session.variable("GITHUB_STEP_SUMMARY");
    if (!file.isEmpty()) {
      Files.writeString(
          Path.of(file), text(result), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  private static String text(BuildResult result) {
    StringBuilder text = new StringBuilder();
    for (Done done : result.images()) {
      text.append("### ").append(done.built().member().name()).append("\n\n");
      text.append("| platform | layers built | reused | bytes built | bytes reused |\n");
      text.append("|---|---:|---:|---:|---:|\n");
      done.built().images().forEach(image -> text.append(row(image)));
      text.append('\n');
      for (Published published : done.published()) {
        text.append('`').append(published.reference()).append("`\n\n");
      }
    }
    text.append("Downloaded ").append(Phrases.megabytes(result.traffic().bytes()));
    text.append(", uploaded ").append(Phrases.megabytes(result.sent().bytes())).append(".\n\n");
    return text.toString();
  }

  private static String row(BuiltImage image) {
    return "| %s | %d | %d | %s | %s |\n"
        .formatted(
            image.image().platform(),
            image.layers().stream().filter(JobSummary::isBuilt).count(),
            image.layers().stream().filter(layer -> !isBuilt(layer)).count(),
            Phrases.megabytes(bytes(image, true)),
            Phrases.megabytes(bytes(image, false)));
  }

  private static long bytes(BuiltImage image, boolean built) {
    return image.layers().stream()
        .filter(layer -> isBuilt(layer) == built)
        .mapToLong(layer -> layer.blob().size())
        .sum();
  }

  private static boolean isBuilt(BuiltLayer layer) {
    return layer.origin() == BuiltLayer.Origin.BUILT;
  }
}
