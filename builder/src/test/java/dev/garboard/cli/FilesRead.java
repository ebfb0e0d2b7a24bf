package dev.garboard.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/// The files that this process read while something was done, with the bytes read of each, as the
/// virtual machine's own recorder saw it.
record FilesRead(Map<Path, Long> bytes) {

  /// Records what an action reads.
  static FilesRead during(Runnable action) throws IOException {
    Path file = Files.createTempFile("garboard", ".jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.FileRead").withoutThreshold().withoutStackTrace();
      recording.start();
      action.run();
      recording.stop();
      recording.dump(file);
      Map<Path, Long> bytes = new TreeMap<>();
      for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
        if (event.getString("path") != null) {
          long read = Math.max(0, event.getLong("bytesRead"));
          bytes.merge(Path.of(event.getString("path")), read, Long::sum);
        }
      }
      return new FilesRead(bytes);
    } finally {
      Files.delete(file);
    }
  }

  /// Those that are this path or lie below it.
  List<Path> below(Path directory) {
    return bytes.keySet().stream().filter(path -> path.startsWith(directory)).toList();
  }

  /// Bytes read below a path.
  long bytesBelow(Path directory) {
    return below(directory).stream().mapToLong(path -> bytes.getOrDefault(path, 0L)).sum();
  }
}
