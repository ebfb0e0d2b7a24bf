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
/// one or the new one; a device or pipe is written to directly. A file that is this archive already
/// is left alone.
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
  public Staged stage(Publishable image) throws DestinationException, InterruptedException {
    var problem = FileProblems.before(file);
    if (problem.isPresent()) {
      throw new DestinationException(problem.get());
    }
    ImageArchive archive = new ImageArchive(image, annotations, repoTags);
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        // What goes into a device or pipe is seen at once.
        return () -> written(archive);
      }
      if (Files.exists(file) && archive.isIn(file)) {
        return () -> published(archive);
      }
      Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      Path aside =
          target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
      Aside staged = new Aside(archive, aside, target);
      staged.write();
      return staged;
    } catch (IOException e) {
      throw failed(archive, e);
    }
  }

  private Published written(ImageArchive archive)
      throws DestinationException, InterruptedException {
    try {
      write(archive, file, StandardOpenOption.WRITE);
    } catch (ClosedByInterruptException e) {
      throw BlobCopy.interrupted(e);
    } catch (IOException e) {
      throw failed(archive, e);
    }
    return published(archive);
  }

  @Override
  public Evidence evidence(Publishable image) {
    return Files.isRegularFile(file)
        ? new Evidence.InFiles(List.of(file.toAbsolutePath()))
        : new Evidence.None();
  }

  private Published published(ImageArchive archive) {
    return new Published(archive.image().descriptor(), file.toString());
  }

  private DestinationException failed(ImageArchive archive, IOException e) {
    return FileProblems.of(file, new ImageBlobs(archive.image()).size(), e);
  }

  /// A complete archive beside its place.
  private final class Aside implements Staged {
    private final ImageArchive archive;
    private final Path aside;
    private final Path target;

    Aside(ImageArchive archive, Path aside, Path target) {
      this.archive = archive;
      this.aside = aside;
      this.target = target;
    }

    void write() throws DestinationException, InterruptedException {
      boolean complete = false;
      try {
        ArchiveDestination.write(archive, aside, StandardOpenOption.CREATE_NEW);
        complete = true;
      } catch (ClosedByInterruptException e) {
        throw BlobCopy.interrupted(e);
      } catch (IOException e) {
        throw failed(archive, e);
      } finally {
        if (!complete) {
          close();
        }
      }
    }

    @Override
    public Published commit() throws DestinationException {
      try {
        Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw failed(archive, e);
      }
      return published(archive);
    }

    @Override
    public void close() throws DestinationException {
      try {
        Files.deleteIfExists(aside);
      } catch (IOException e) {
        throw failed(archive, e);
      }
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
