package dev.garboard.environment;

import dev.garboard.content.Content;
import dev.garboard.content.Directories;
import dev.garboard.content.Hashing;
import dev.garboard.wheel.RecordEntry;
import dev.garboard.wheel.RecordFile;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/// An environment of ours that is there.
///
/// @param prefix its directory
public record StoredEnvironment(Path prefix, EnvironmentState state) {

  /// Reads what it says of itself.
  ///
  /// @throws EnvironmentException when there is none of ours
  /// @throws IOException when it cannot be read
  public static StoredEnvironment open(Path prefix) throws EnvironmentException, IOException {
    if (!EnvironmentState.exists(prefix)) {
      throw new EnvironmentException(new EnvironmentProblem.NoEnvironment(prefix));
    }
    return new StoredEnvironment(prefix, EnvironmentState.read(prefix));
  }

  /// The directory's name.
  public String name() {
    return String.valueOf(prefix.getFileName());
  }

  /// The directory of the project that it was made for.
  public Path project() {
    return Path.of(state.fact("project"));
  }

  /// Whether its project is no longer where it was.
  public boolean isOrphaned() {
    return !state.fact("project").isEmpty() && !Files.exists(project().resolve("pyproject.toml"));
  }

  /// When it was last brought up to date or run in.
  ///
  /// @throws IOException when it cannot be read
  public Instant lastUse() throws IOException {
    return Files.getLastModifiedTime(prefix.resolve(EnvironmentState.FILE)).toInstant();
  }

  /// Bytes of all its files; what it shares with others counts in full.
  ///
  /// @throws IOException when it cannot be read
  public long size() throws IOException {
    AtomicLong bytes = new AtomicLong();
    Files.walkFileTree(
        prefix,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes.addAndGet(attributes.isRegularFile() ? attributes.size() : 0);
            return FileVisitResult.CONTINUE;
          }
        });
    return bytes.get();
  }

  /// Its distributions as `name==version`, sorted.
  public List<String> distributions() {
    SortedSet<String> names = new TreeSet<>();
    state
        .distributions()
        .values()
        .forEach(entry -> names.add(entry.name() + "==" + entry.version()));
    return List.copyOf(names);
  }

  /// Files that are not what their distribution's RECORD says: missing, or with other bytes.
  ///
  /// @throws IOException when a file cannot be read
  public List<Path> edited() throws IOException {
    List<Path> edited = new ArrayList<>();
    Path site = sitePackages();
    for (String directory : state.distributions().keySet()) {
      Path record = site.resolve(directory, "RECORD");
      if (!Files.exists(record)) {
        edited.add(record);
        continue;
      }
      for (RecordEntry entry : RecordFile.parseInstalled(Files.readString(record)).entries()) {
        Path file = site.resolve(entry.path()).normalize();
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !matches(entry, file)) {
          edited.add(file);
        }
      }
    }
    return edited;
  }

  private static boolean matches(RecordEntry entry, Path file) throws IOException {
    if (!entry.hash().startsWith("sha256=")) {
      return true;
    }
    Content content = Content.of(file);
    RecordEntry actual = RecordEntry.of(entry.path(), Hashing.sha256(content), content.size());
    return actual.hash().equals(entry.hash());
  }

  private Path sitePackages() {
    String[] version = state.fact("python").split("\\.", -1);
    int minor = version.length > 1 ? Integer.parseInt(version[1]) : 0;
    Path plain = EnvironmentPaths.venv(prefix, minor, false).sitePackages();
    return Files.isDirectory(plain)
        ? plain
        : EnvironmentPaths.venv(prefix, minor, true).sitePackages();
  }

  /// Deletes it.
  ///
  /// @throws IOException when something of it cannot be deleted
  public void remove() throws IOException {
    Directories.deleteIfExists(prefix);
  }
}
