package dev.garboard.cli;

import dev.garboard.build.OpenedBase;
import dev.garboard.build.PlannedImage;
import dev.garboard.cli.BuildRun.Done;
import dev.garboard.config.SettingKey;
import dev.garboard.content.Digest;
import dev.garboard.hostbuild.BuildSource;
import dev.garboard.image.AssemblyException;
import dev.garboard.image.BaseImage;
import dev.garboard.image.BaseLocation;
import dev.garboard.oci.ImageReference;
import dev.garboard.project.ProjectReader;
import dev.garboard.project.ProjectTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Everything outside of the command line and the environment that images were made from.
final class BuildInputs {

  /// How long packages that are not pinned count as the newest.
  private static final Duration UNPINNED = Duration.ofHours(1);

  private final Workspace workspace;
  private final Set<Path> paths = new TreeSet<>();
  private final Map<ImageReference, Digest> bases = new TreeMap<>(BuildInputs::byText);
  private Instant until = Instant.MAX;
  private boolean complete = true;

  private BuildInputs(Workspace workspace) {
    this.workspace = workspace;
  }

  /// @param bases in registries, where a tag may move
  /// @param until from when on the same inputs may give something else
  /// @param complete whether this is everything
  record Found(
      Set<Path> paths, Map<ImageReference, Digest> bases, Instant until, boolean complete) {}

  /// @param directory of the project, as named
  static Found of(Workspace workspace, Path directory, List<Done> images) throws IOException {
    BuildInputs inputs = new BuildInputs(workspace);
    inputs.addProject(directory);
    for (Done done : images) {
      if (!done.built().member().settings().list(SettingKey.SYSTEM_PACKAGES).isEmpty()) {
        inputs.addDebian();
      }
      for (var image : done.built().images()) {
        inputs.addImage(image.planned());
      }
    }
    return new Found(inputs.paths, inputs.bases, inputs.until, inputs.complete);
  }

  private void addProject(Path directory) throws IOException {
    ProjectTree project = workspace.tree();
    paths.addAll(ProjectReader.dependencies(directory, project));
    paths.add(project.root().resolve("garboard.lock"));
    paths.add(workspace.session().settingsFile());
  }

  private void addImage(PlannedImage image) throws IOException {
    paths.addAll(image.plan().sources().dependencies());
    for (BuildSource.Tree tree : image.plan().trees()) {
      paths.addAll(tree.dependencies());
    }
    addBase(image.base());
  }

  private void addBase(OpenedBase base) throws IOException {
    BaseLocation location;
    try {
      location = BaseLocation.parse(base.name());
    } catch (AssemblyException e) {
      complete = false;
      return;
    }
    switch (location) {
      case BaseLocation.Scratch _ -> {}
      case BaseLocation.OciLayout(Path layout, var _) ->
          paths.add(absolute(layout).resolve("index.json"));
      case BaseLocation.OciArchive(Path file, var _) -> paths.add(absolute(file));
      case BaseLocation.DebianRelease _ -> addDebian();
      case BaseLocation.InRegistry(ImageReference reference) -> addTag(reference, base.image());
    }
  }

  /// Packages that are not pinned may be other ones tomorrow.
  private void addDebian() {
    if (!Files.exists(workspace.tree().root().resolve("garboard.lock"))) {
      until = workspace.session().clock().instant().plus(UNPINNED);
    }
  }

  private void addTag(ImageReference reference, BaseImage image) {
    if (reference.digest().isPresent() && image instanceof BaseImage.Existing) {
      return;
    }
    Optional<Digest> resolved = workspace.registry().resolved(reference);
    resolved.ifPresent(digest -> bases.put(reference, digest));
    complete &= resolved.isPresent();
  }

  private Path absolute(Path path) {
    return workspace.session().directory().resolve(path).normalize();
  }

  private static int byText(ImageReference a, ImageReference b) {
    return a.toString().compareTo(b.toString());
  }
}
