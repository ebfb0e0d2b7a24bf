package dev.garboard.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/// What a file system says of a file without its bytes being read: while none of it changes, the
/// bytes have not changed, as git assumes, too. A link is described itself, not what it points at.
///
/// @param modified time of the last change of the bytes, of a directory the last change of its
///   names
/// @param changed time of the last change of any of this (`ctime`), which no program can set
public record FileState(long inode, int mode, long size, Instant modified, Instant changed) {

  private static final String ATTRIBUTES = "unix:ino,mode,size,lastModifiedTime,ctime";

  /// Clocks of file systems tick; two changes in one tick look like one.
  private static final Duration TICK = Duration.ofMillis(50);

  /// File systems that only know seconds tick slower.
  private static final Duration COARSE_TICK = Duration.ofSeconds(2);

  /// The state of what lies there; empty when nothing does.
  ///
  /// @throws IOException when the file system does not say
  public static Optional<FileState> of(Path file) throws IOException {
    Map<String, Object> found;
    try {
      found = Files.readAttributes(file, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    return Optional.of(
        new FileState(
            one(found, "ino", Long.class),
            one(found, "mode", Integer.class),
            one(found, "size", Long.class),
            one(found, "lastModifiedTime", FileTime.class).toInstant(),
            one(found, "ctime", FileTime.class).toInstant()));
  }

  private static <T> T one(Map<String, Object> found, String name, Class<T> type)
      throws IOException {
    if (type.isInstance(found.get(name))) {
      return type.cast(found.get(name));
    }
    throw new IOException("the file system does not say `" + name + "`");
  }

  /// Whether it is a regular file.
  public boolean isRegularFile() {
    return (mode & 0170000) == 0100000;
  }

  /// Whether the last change lies so far before this time that a later one would show. A file that
  /// changes again within one tick of the clock looks the same as before (git calls such an entry
  /// "racily clean").
  public boolean isSettledAt(Instant time) {
    Instant last = modified.isAfter(changed) ? modified : changed;
    Duration tick = last.equals(last.truncatedTo(ChronoUnit.SECONDS)) ? COARSE_TICK : TICK;
    return last.plus(tick).isBefore(time);
  }

  /// One word for all of it.
  public String text() {
    return inode + ":" + mode + ":" + size + ":" + modified + ":" + changed;
  }
}
