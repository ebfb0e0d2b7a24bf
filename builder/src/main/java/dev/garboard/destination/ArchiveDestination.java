package dev.garboard.destination;

import dev.garboard.image.Publishable;
import dev.garboard.oci.ImageReference;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// One image or index in one file: `oci-archive:` and `docker-archive:`, which differ only in the
/// names that they give the image. Written beside the file and renamed, so that the file is the old
/// one or the new one; a device or pipe is written to directly.
public final class ArchiveDestination implements Destination {

  private final Path file;
  private final Map<String, String> annotations;
  private final List<String> repoTags;

  private ArchiveDestination(Path file, Map<String, String> annotations, List<String> repoTags) {
    this.file = file;
    this.annotations = annotations;
    this.repoTags = repoTags;
  }

  /// The destination `oci-archive:FILE[:TAG]`.
  public static ArchiveDestination of(DestinationSpec.OciArchive spec) {
    return new ArchiveDestination(
        spec.file(), names(spec.tag(), spec.name()), List.of(spec.name().familiar()));
  }

  /// The destination `docker-archive:FILE[:REF]`.
  public static ArchiveDestination of(DestinationSpec.DockerArchive spec) {
    return new ArchiveDestination(
        spec.file(), names(spec.name().tag(), spec.name()), List.of(spec.name().familiar()));
  }

  static Map<String, String> names(String tag, ImageReference name) {
    LinkedHashMap<String, String> names = new LinkedHashMap<>();
    names.put("org.opencontainers.image.ref.name", tag);
    names.put("io.containerd.image.name", name.toString());
    return names;
  }

  @Override
  public Published publish(Publishable image) throws DestinationException, InterruptedException {
    var problem = FileProblems.before(file);
    if (problem.isPresent()) {
      throw new DestinationException(problem.get());
    }
    ImageArchive archive = new ImageArchive(image, annotations, repoTags);
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        write(archive, file, StandardOpenOption.WRITE);
      } else {
        writeAside(archive);
      }
    } catch (ClosedByInterruptException e) {
      throw BlobCopy.interrupted(e);
    } catch (IOException e) {
      throw FileProblems.of(file, new ImageBlobs(image).size(), e);
    }
    return new Published(image.descriptor(), file.toString());
  }

  private void writeAside(ImageArchive archive)
      throws IOException, DestinationException, InterruptedException {
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Path aside =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      write(archive, aside, StandardOpenOption.CREATE_NEW);
      Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  private static void write(ImageArchive archive, Path path, StandardOpenOption how)
      throws IOException, DestinationException, InterruptedException {
    try (OutputStream out =
        new BufferedOutputStream(
            Files.newOutputStream(path, StandardOpenOption.WRITE, how), 1 << 16)) {
      archive.write(out);
    }
  }
}
