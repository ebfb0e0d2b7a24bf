package dev.garboard.hostbuild;

import dev.garboard.content.CanonicalJson;
import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.python.WheelFilename;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Wheels by the digest of all that went into them: one directory each, put in place by a rename,
/// the wheel verified on read. Any number of processes may share it.
final class BuildCache {

  private static final String FACTS = "facts";

  private final Path directory;

  BuildCache(Path directory) {
    this.directory = directory;
  }

  /// A wheel with the C library that it was built against; empty when there was none to see.
  record Entry(WheelFilename filename, Path file, Digest digest, String libc) {}

  static Digest key(Map<String, Object> inputs) {
    return Hashing.sha256(CanonicalJson.write(inputs));
  }

  Optional<Entry> get(Digest key) throws IOException {
    Path place = directory.resolve(key.hex());
    if (!Files.isRegularFile(place.resolve(FACTS))) {
      return Optional.empty();
    }
    List<String> facts = Files.readAllLines(place.resolve(FACTS));
    Path file = facts.size() == 3 ? place.resolve(facts.get(0)) : place;
    if (!Files.isRegularFile(file)
        || !Hashing.sha256(Content.of(file)).toString().equals(facts.get(1))) {
      discard(place);
      return Optional.empty();
    }
    return Optional.of(
        new Entry(
            WheelFilename.parse(facts.get(0)), file, Digest.parse(facts.get(1)), facts.get(2)));
  }

  /// Moves the wheel in; if another process was faster, its wheel stands.
  Entry put(Digest key, WheelFilename filename, Path wheel, String libc) throws IOException {
    Files.createDirectories(directory);
    Digest digest = Hashing.sha256(Content.of(wheel));
    Path aside = Files.createTempDirectory(directory, "new-");
    Files.move(wheel, aside.resolve(filename.text()), StandardCopyOption.REPLACE_EXISTING);
    Files.write(aside.resolve(FACTS), List.of(filename.text(), digest.toString(), libc));
    Path place = directory.resolve(key.hex());
    try {
      Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Optional<Entry> other = get(key);
      discard(aside);
      if (other.isPresent()) {
        return other.get();
      }
      throw e;
    }
    return new Entry(filename, place.resolve(filename.text()), digest, libc);
  }

  private static void discard(Path place) throws IOException {
    try (var files = Files.list(place)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(place);
  }
}
