package dev.garboard.destination;

import dev.garboard.content.Directories;
import dev.garboard.image.Publishable;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.OciException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/// An image layout directory: `oci:DIR[:TAG]`. A new one is made aside and renamed; an existing one
/// gets the blobs it lacks, then, in one step, an index that also lists the image.
public final class LayoutDestination implements Destination {

  private final Path directory;
  private final Map<String, String> annotations;
  private final String tag;

  private LayoutDestination(DestinationSpec.OciLayout spec) {
    this.directory = spec.directory();
    this.annotations = ArchiveDestination.names(spec.tag(), spec.name());
    this.tag = spec.tag();
  }

  /// The destination of this specification.
  public static LayoutDestination of(DestinationSpec.OciLayout spec) {
    return new LayoutDestination(spec);
  }

  /// A directory is checked now and written to later: several images may go into one.
  @Override
  public Staged stage(Publishable image) throws DestinationException {
    try {
      if (!isNewOrEmpty() && !isLayout()) {
        throw new DestinationException(new DestinationProblem.NotALayout(directory));
      }
    } catch (IOException e) {
      throw FileProblems.of(directory, new ImageBlobs(image).size(), e);
    }
    return () -> add(image);
  }

  private boolean isLayout() {
    return Files.isRegularFile(directory.resolve("oci-layout"));
  }

  private Published add(Publishable image) throws DestinationException, InterruptedException {
    try {
      if (isNewOrEmpty()) {
        publishAside(image);
      } else if (isLayout()) {
        new LayoutWriter(directory).add(image, annotations);
      } else {
        throw new DestinationException(new DestinationProblem.NotALayout(directory));
      }
    } catch (ClosedByInterruptException e) {
      throw BlobCopy.interrupted(e);
    } catch (OciException e) {
      throw new DestinationException(
          new DestinationProblem.LayoutMalformed(directory, e.problem()));
    } catch (IOException e) {
      throw FileProblems.of(directory, new ImageBlobs(image).size(), e);
    }
    return new Published(image.descriptor(), directory + ":" + tag);
  }

  @Override
  public Evidence evidence(Publishable image) {
    List<Path> files = new ArrayList<>();
    files.add(directory.resolve("oci-layout").toAbsolutePath());
    files.add(directory.resolve("index.json").toAbsolutePath());
    for (Descriptor blob : new ImageBlobs(image).all().keySet()) {
      files.add(directory.resolve(ImageArchive.path(blob.digest())).toAbsolutePath());
    }
    return new Evidence.InFiles(files);
  }

  private boolean isNewOrEmpty() throws IOException, DestinationException {
    if (!Files.exists(directory)) {
      Path parent = FileProblems.parent(directory);
      if (!Files.isDirectory(parent)) {
        throw new DestinationException(new DestinationProblem.ParentMissing(directory, parent));
      }
      return true;
    }
    if (!Files.isDirectory(directory)) {
      throw new DestinationException(new DestinationProblem.NotDirectory(directory));
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }

  private void publishAside(Publishable image)
      throws IOException, OciException, DestinationException, InterruptedException {
    Path target =
        Files.exists(directory) ? directory.toRealPath() : directory.toAbsolutePath().normalize();
    Path aside =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      Files.createDirectory(aside);
      new LayoutWriter(aside).add(image, annotations);
      // Replaces an empty directory, too.
      Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Directories.deleteIfExists(aside);
    }
  }
}
