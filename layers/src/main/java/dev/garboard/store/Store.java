package dev.garboard.store;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.content.Directories;
import dev.garboard.content.Hashing;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// A directory of content named by digest and of small records named by key, shared by any number
/// of processes.
///
/// All writes go to a file aside that is then renamed: a process that dies or finds the disk full
/// leaves at most litter there, which [#prune] removes. Nothing is synced to the disk: after a loss
/// of power, damage is found on reading. On reading, a file's digest is computed once per process;
/// what does not match is removed and counts as absent. The time of the last change is the time of
/// the last use.
public final class Store {

  private static final String VERSION = "v1";

  private final Path root;
  private final InstantSource clock;
  private final Set<Path> trusted = ConcurrentHashMap.newKeySet();

  /// A store in this directory, which need not exist yet.
  public Store(Path root, InstantSource clock) {
    this.root = root.toAbsolutePath().normalize();
    this.clock = clock;
  }

  /// Where it lies.
  public Path root() {
    return root;
  }

  /// The file with this content.
  ///
  /// @param digest SHA-256
  /// @throws IOException when the directory cannot be read
  public Optional<Path> find(Shelf shelf, Digest digest) throws IOException {
    Path file = pathOf(shelf, digest);
    try {
      if (!trusted.contains(file)) {
        if (!Hashing.sha256(Content.of(file)).equals(digest)) {
          Files.deleteIfExists(file);
          return Optional.empty();
        }
        trusted.add(file);
      }
      touch(file);
      return Optional.of(file);
    } catch (NoSuchFileException e) {
      trusted.remove(file);
      return Optional.empty();
    }
  }

  /// Content that is there by name and size. Its bytes are not read before it is opened, and
  /// verified then as by [#find]; damaged ones are removed and cannot be opened.
  ///
  /// @param digest SHA-256
  /// @throws IOException when the directory cannot be read
  public Optional<Content> content(Shelf shelf, Digest digest, long size) throws IOException {
    Path file = pathOf(shelf, digest);
    try {
      if (Files.size(file) != size) {
        return Optional.empty();
      }
      touch(file);
      return Optional.of(new StoredContent(this, shelf, digest, size));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /// Begins to store content.
  ///
  /// @throws IOException when the directory cannot be written
  public BlobWriter newBlob(Shelf shelf) throws IOException {
    return new BlobWriter(this, shelf, newTemporary(), true);
  }

  /// Begins to store content whose writer hashes it anyway: committed with that digest.
  ///
  /// @throws IOException when the directory cannot be written
  public BlobWriter newBlobHashedElsewhere(Shelf shelf) throws IOException {
    return new BlobWriter(this, shelf, newTemporary(), false);
  }

  /// An empty store beside the content of this one, for work that must not meet what is stored
  /// here. Closing removes it; of a process that dies, [#prune] does.
  ///
  /// @throws IOException when the directory cannot be written
  public ScratchStore newScratch() throws IOException {
    return new ScratchStore(new Store(Files.createDirectory(newTemporary()), clock));
  }

  /// Reads a record.
  ///
  /// @throws IOException when the directory cannot be read
  public Optional<String> record(RecordKind kind, Digest key) throws IOException {
    Path file = recordPath(kind, key);
    try {
      Optional<String> body = StoreFiles.recordBody(Files.readString(file));
      if (body.isEmpty()) {
        Files.deleteIfExists(file);
      } else {
        touch(file);
      }
      return body;
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (CharacterCodingException e) {
      Files.deleteIfExists(file);
      return Optional.empty();
    }
  }

  /// Writes or replaces a record.
  ///
  /// @throws IOException when the directory cannot be written; a former record stays
  public void putRecord(RecordKind kind, Digest key, String body) throws IOException {
    Path file = recordPath(kind, key);
    Files.createDirectories(file.getParent());
    Path temporary = newTemporary();
    try {
      writeRecord(temporary, Hashing.sha256(body).hex() + "\n" + body);
      touch(temporary);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private void writeRecord(Path file, String text) throws IOException {
    try {
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (FileSystemException | ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      throw StoreFiles.named(root, e);
    }
  }

  /// Waits until no other thread or process holds the lock of this name.
  ///
  /// @throws IOException when the directory cannot be written
  public StoreLock lock(String name) throws IOException, InterruptedException {
    return StoreLock.take(base().resolve(StoreFiles.LOCKS).resolve(Hashing.sha256(name).hex()));
  }

  /// Entries and bytes by directory.
  ///
  /// @throws IOException when the directory cannot be read
  public StoreInfo info() throws IOException {
    return housekeeping().info();
  }

  /// Removes what was not used for `maxAge`, then the longest unused until `maxBytes` are left, and
  /// litter of dead processes. What was used within the last hour stays: another process may be
  /// about to open it.
  ///
  /// @throws IOException when the directory cannot be read or written
  public PruneResult prune(Duration maxAge, long maxBytes) throws IOException {
    return housekeeping().prune(maxAge, maxBytes);
  }

  /// What [#prune] would remove and leave.
  ///
  /// @throws IOException when the directory cannot be read
  public PruneResult prunable(Duration maxAge, long maxBytes) throws IOException {
    return housekeeping().prunable(maxAge, maxBytes);
  }

  /// Computes every digest anew and removes what does not match.
  ///
  /// @throws IOException when the directory cannot be read or written
  public VerifyResult verify() throws IOException {
    return housekeeping().verify();
  }

  /// Removes everything.
  ///
  /// @throws IOException when the directory cannot be written
  public void clean() throws IOException {
    trusted.clear();
    Directories.deleteIfExists(base());
    for (TreeShelf shelf : TreeShelf.values()) {
      Directories.deleteIfExists(shelf(shelf));
    }
  }

  private Housekeeping housekeeping() {
    return new Housekeeping(root, base(), clock);
  }

  /// Where directories of this kind lie; it need not exist.
  public Path shelf(TreeShelf shelf) {
    return root.resolve(shelf.directory());
  }

  /// A directory of this name, if it is there.
  ///
  /// @throws IOException when it cannot be looked for
  public Optional<Path> tree(TreeShelf shelf, String name) throws IOException {
    Path directory = shelf(shelf).resolve(name);
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    touch(directory);
    return Optional.of(directory);
  }

  Path pathOf(Shelf shelf, Digest digest) {
    if (digest.algorithm() != Digest.Algorithm.SHA256) {
      throw new IllegalArgumentException("the store is by SHA-256: " + digest);
    }
    return spread(base().resolve(shelf.directory()), digest);
  }

  void trust(Path file) {
    trusted.add(file);
  }

  /// Notes that the file was used, where that is allowed: what another user put into a shared
  /// directory can be read, and looks older than it is.
  void touch(Path file) throws IOException {
    try {
      Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    } catch (NoSuchFileException e) {
      throw e;
    } catch (FileSystemException _) {
      // It belongs to another user, or the file system is read-only.
    }
  }

  private Path recordPath(RecordKind kind, Digest key) {
    return spread(base().resolve(StoreFiles.RECORDS).resolve(kind.directory()), key);
  }

  private static Path spread(Path directory, Digest digest) {
    return directory.resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
  }

  private Path newTemporary() throws IOException {
    Path directory = Files.createDirectories(base().resolve(StoreFiles.TEMPORARY));
    return directory.resolve(UUID.randomUUID().toString());
  }

  private Path base() {
    return root.resolve(VERSION);
  }
}
