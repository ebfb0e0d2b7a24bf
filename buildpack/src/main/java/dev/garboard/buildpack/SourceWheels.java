package dev.garboard.buildpack;

import dev.garboard.hostbuild.BuildPolicy;
import dev.garboard.hostbuild.BuildSettings;
import dev.garboard.hostbuild.HostBuilder;
import dev.garboard.hostbuild.HostEnvironment;
import dev.garboard.locate.WheelLocator;
import dev.garboard.pipeline.BuildLog;
import dev.garboard.pipeline.SourceBuilds;
import dev.garboard.project.UvSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How wheels are made of what the lockfile has no wheel of: with the tools of the build image.
final class SourceWheels {
  private static final Duration LIMIT = Duration.ofMinutes(30);

  private SourceWheels() {}

  static SourceBuilds of(Choices choices, Workshop workshop, WheelLocator locator, BuildLog log)
      throws IOException {
    // A home directory that can be written, which that of the build image need not be.
    HostEnvironment host =
        new HostEnvironment(
            choices.context().environment(),
            choices.path(),
            List.of(),
            workshop.subdirectory("home"),
            "linux-" + workshop.architecture());
    UvSettings uv = choices.project().workspaceRoot().uv();
    BuildSettings settings =
        new BuildSettings(
            uv.inputs().getOrDefault("build-constraint-dependencies", List.of()),
            indexes(choices, workshop, uv),
            BuildPolicy.DEFAULT,
            LIMIT);
    Path cache = workshop.store().root().resolve("built");
    return new SourceBuilds(
        new HostBuilder(host, settings, cache), locator, cache.resolve("static"), log);
  }

  private static BuildSettings.Indexes indexes(Choices choices, Workshop workshop, UvSettings uv) {
    String primary = choices.variable("UV_DEFAULT_INDEX");
    List<String> extra = new ArrayList<>();
    List<String> findLinks = new ArrayList<>(uv.builds().findLinks());
    findLinks.addAll(choices.words(Choices.FIND_LINKS));
    for (UvSettings.Index index : uv.indexes()) {
      if (index.format().equals("flat")) {
        findLinks.add(index.url());
      } else if (index.isDefault() && primary.isEmpty()) {
        primary = index.url();
      } else if (!index.isDefault() && !index.explicit()) {
        extra.add(index.url());
      }
    }
    Path root = choices.project().root();
    return new BuildSettings.Indexes(
        primary,
        extra,
        findLinks.stream()
            .map(place -> place.contains("://") ? place : root.resolve(place).toString())
            .toList(),
        workshop.client().isOffline());
  }
}
