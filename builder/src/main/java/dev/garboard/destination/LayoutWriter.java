package dev.garboard.destination;

import dev.garboard.content.Content;
import dev.garboard.image.Publishable;
import dev.garboard.oci.Descriptor;
import dev.garboard.oci.Index;
import dev.garboard.oci.OciException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/// Adds images to a layout directory. Two writers of one layout wait for each other: processes by a
/// lock on the file `oci-layout`, threads by a lock of this class.
record LayoutWriter(Path directory) {

  private static final String REF_NAME = "org.opencontainers.image.ref.name";
  private static final ReentrantLock THREADS = new ReentrantLock();

  void add(Publishable image, Map<String, String> annotations)
      throws IOException, OciException, DestinationException, InterruptedException {
    THREADS.lockInterruptibly();
    try {
      Path layout = directory.resolve("oci-layout");
      if (!Files.exists(layout)) {
        Files.writeString(layout, ImageArchive.OCI_LAYOUT);
      }
      try (FileChannel channel = FileChannel.open(layout, StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        addLocked(image, annotations);
      }
    } finally {
      THREADS.unlock();
    }
  }

  private void addLocked(Publishable image, Map<String, String> annotations)
      throws IOException, OciException, DestinationException, InterruptedException {
    List<Path> added = new ArrayList<>();
    boolean done = false;
    try {
      for (Map.Entry<Descriptor, Content> blob : new ImageBlobs(image).all().entrySet()) {
        addBlob(blob.getKey(), blob.getValue(), added);
      }
      Descriptor entry = ImageArchive.entry(image, annotations);
      Path index = directory.resolve("index.json");
      byte[] bytes = merged(entry).toJson().bytes();
      if (!Files.exists(index) || !Arrays.equals(bytes, Files.readAllBytes(index))) {
        replace(index, bytes);
      }
      done = true;
    } finally {
      if (!done) {
        for (Path path : added) {
          Files.deleteIfExists(path);
        }
      }
    }
  }

  private void addBlob(Descriptor descriptor, Content content, List<Path> added)
      throws IOException, DestinationException, InterruptedException {
    Path path = directory.resolve(ImageArchive.path(descriptor.digest()));
    if (Files.isRegularFile(path) && Files.size(path) == descriptor.size()) {
      return;
    }
    Files.createDirectories(FileProblems.parent(path));
    Path aside = aside(path);
    try {
      try (OutputStream out = Files.newOutputStream(aside, StandardOpenOption.CREATE_NEW)) {
        BlobCopy.copy(descriptor, content, (bytes, length) -> out.write(bytes, 0, length));
      }
      Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE);
      added.add(path);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  private static Path aside(Path path) {
    return path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID() + ".part");
  }

  private static void replace(Path path, byte[] bytes) throws IOException {
    Path aside = aside(path);
    try {
      Files.write(aside, bytes, StandardOpenOption.CREATE_NEW);
      Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /// The index with the entry in place of the one that bore its name; all others stay as they are.
  private Index merged(Descriptor entry) throws IOException, OciException {
    Path path = directory.resolve("index.json");
    Index index =
        Files.exists(path)
            ? Index.parse("index.json", Files.readAllBytes(path))
            : Index.of(Collections.emptyList());
    List<Descriptor> manifests = new ArrayList<>(index.manifests());
    String name = entry.annotations().getOrDefault(REF_NAME, "");
    if (manifests.contains(entry)) {
      return index;
    }
    manifests.removeIf(old -> name.equals(old.annotations().getOrDefault(REF_NAME, "")));
    manifests.add(entry);
    return index.withManifests(manifests);
  }
}
