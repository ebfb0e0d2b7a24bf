package dev.garboard.store;

import dev.garboard.content.ChangedContentException;
import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.content.FileContents;
import dev.garboard.content.FileState;
import dev.garboard.content.Hashing;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Digests of the files below a directory, remembered from one run to the next for as long as the
/// file system says that a file is the same. What changed shortly before it was read is read again
/// next time: it may have changed once more without a trace.
public final class KnownDigests implements FileContents {

  private static final char SEPARATOR = '\t';

  private final Store store;
  private final Digest key;
  private final InstantSource clock;
  private final Map<String, String> before = new HashMap<>();
  private final Map<String, String> now = new ConcurrentHashMap<>();
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();
  private final AtomicBoolean learned = new AtomicBoolean();

  private KnownDigests(Store store, Digest key, InstantSource clock) {
    this.store = store;
    this.key = key;
    this.clock = clock;
  }

  /// A file that this run has read, or is reading: who asks meanwhile waits.
  private static final class Seen {
    private final FileState state;
    private final Instant start;
    private @Nullable Digest digest;

    /// @param start before which the file was not read
    Seen(FileState state, Instant start) {
      this.state = state;
      this.start = start;
    }

    synchronized Digest digest(Content bytes) throws IOException {
      Digest known = digest == null ? Hashing.sha256(bytes) : digest;
      digest = known;
      return known;
    }
  }

  /// What the store knows of the files below a directory.
  ///
  /// @throws IOException when the store cannot be read
  public static KnownDigests of(Store store, Path directory, InstantSource clock)
      throws IOException {
    Digest key = Hashing.sha256(directory.toString());
    KnownDigests known = new KnownDigests(store, key, clock);
    Optional<String> record = store.record(RecordKind.DIGESTS, key);
    record.ifPresent(body ->
        body.lines()
            .forEach(line -> {
              int tab = line.indexOf(SEPARATOR);
              known.before.put(line.substring(tab + 1), line.substring(0, tab));
            }));
    return known;
  }

  @Override
  public Content of(Path file) throws IOException {
    FileState state =
        FileState.of(file).orElseThrow(() -> new NoSuchFileException(file.toString()));
    // Of a link the state is its own, the bytes are another file's.
    return state.isRegularFile()
        ? new OnDisk(Content.of(file), file.toString(), state)
        : Content.of(file);
  }

  /// Remembers what this run learned, and forgets files that it did not meet.
  ///
  /// @throws IOException when the store cannot be written
  public void save() throws IOException {
    if (!learned.get() && now.size() == before.size()) {
      return;
    }
    StringBuilder body = new StringBuilder();
    new TreeMap<>(now)
        .forEach((path, fact) -> body.append(fact).append(SEPARATOR).append(path).append('\n'));
    store.putRecord(RecordKind.DIGESTS, key, body.toString());
  }

  private Digest digest(OnDisk file) throws IOException {
    String state = file.state.text() + " ";
    String known = before.getOrDefault(file.path, "");
    if (known.startsWith(state)) {
      now.put(file.path, known);
      return Digest.parse(known.substring(state.length()));
    }
    Seen same =
        seen.merge(
            file.path,
            new Seen(file.state, clock.instant()),
            (earlier, other) -> earlier.state.equals(other.state) ? earlier : other);
    Digest digest = same.digest(file.bytes);
    if (file.state.isSettledAt(same.start) && file.path.indexOf('\n') < 0) {
      now.put(file.path, state + digest);
      learned.set(true);
    }
    return digest;
  }

  private final class OnDisk implements Content {
    private final Content bytes;
    private final String path;
    private final FileState state;

    private OnDisk(Content bytes, String path, FileState state) {
      this.bytes = bytes;
      this.path = path;
      this.state = state;
    }

    @Override
    public long size() {
      return bytes.size();
    }

    @Override
    public InputStream open() throws IOException {
      return new FilterInputStream(bytes.open()) {
        @Override
        public int read() throws IOException {
          return checked(in.read());
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
          return checked(in.read(buffer, offset, length));
        }
      };
    }

    /// Another state alone is no other content: backups make links, and mounts lend inode numbers.
    private int checked(int read) throws IOException {
      if (read < 0
          && !FileState.of(Path.of(path)).equals(Optional.of(state))
          && !Hashing.sha256(bytes).equals(sha256())) {
        throw new ChangedContentException(path);
      }
      return read;
    }

    @Override
    public Digest sha256() throws IOException {
      return digest(this);
    }
  }
}
