package dev.garboard.store;

import dev.garboard.content.Content;
import dev.garboard.content.Directories;
import dev.garboard.content.Hashing;
import dev.garboard.store.StoreFiles.Entry;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/// Counts, prunes and verifies a store's directory while others use it.
final class Housekeeping {

  private static final Duration IN_USE = Duration.ofHours(1);
  private static final Duration LITTER = Duration.ofDays(1);

  private final Path root;
  private final Path base;
  private final InstantSource clock;

  /// Of a store.
  ///
  /// @param base the directory of its content below the root
  Housekeeping(Path root, Path base, InstantSource clock) {
    this.root = root;
    this.base = base;
    this.clock = clock;
  }

  StoreInfo info() throws IOException {
    List<StoreInfo.Section> sections = new ArrayList<>();
    for (String name : sectionNames()) {
      sections.add(section(name, StoreFiles.below(base.resolve(name))));
    }
    for (TreeShelf shelf : TreeShelf.values()) {
      sections.add(section(shelf.directory(), entries(shelf)));
    }
    sections.sort(Comparator.comparing(StoreInfo.Section::name));
    return new StoreInfo(sections);
  }

  private static StoreInfo.Section section(String name, List<Entry> entries) {
    long bytes = entries.stream().mapToLong(Entry::size).sum();
    return new StoreInfo.Section(name, entries.size(), bytes);
  }

  private List<Entry> entries(TreeShelf shelf) throws IOException {
    return StoreFiles.trees(root.resolve(shelf.directory()), shelf.depth());
  }

  PruneResult prune(Duration maxAge, long maxBytes) throws IOException {
    removeLitter(clock.instant());
    return sweep(maxAge, maxBytes, this::remove);
  }

  /// Others never see half a directory.
  private void remove(Entry entry) throws IOException {
    if (Files.isDirectory(entry.file(), LinkOption.NOFOLLOW_LINKS)) {
      Path temporary = Files.createDirectories(base.resolve(StoreFiles.TEMPORARY));
      Path aside = temporary.resolve(UUID.randomUUID().toString());
      Files.move(entry.file(), aside, StandardCopyOption.ATOMIC_MOVE);
      Directories.deleteIfExists(aside);
    } else {
      Files.deleteIfExists(entry.file());
    }
  }

  PruneResult prunable(Duration maxAge, long maxBytes) throws IOException {
    return sweep(maxAge, maxBytes, _ -> {});
  }

  /// Takes an entry that is no longer wanted.
  @FunctionalInterface
  private interface Broom {
    void take(Entry entry) throws IOException;
  }

  private PruneResult sweep(Duration maxAge, long maxBytes, Broom broom) throws IOException {
    Instant now = clock.instant();
    List<Entry> entries = new ArrayList<>();
    for (String name : sectionNames()) {
      entries.addAll(StoreFiles.below(base.resolve(name)));
    }
    for (TreeShelf shelf : TreeShelf.values()) {
      entries(shelf).stream().filter(e -> !shelf.isUnfinished(e.file())).forEach(entries::add);
    }
    entries.sort(Comparator.comparing(Entry::lastUse).thenComparing(Entry::file));
    long bytes = entries.stream().mapToLong(Entry::size).sum();
    long keptEntries = entries.size();
    long keptBytes = bytes;
    for (Entry entry : entries) {
      Duration age = Duration.between(entry.lastUse(), now);
      boolean unwanted = age.compareTo(maxAge) > 0 || keptBytes > maxBytes;
      if (unwanted && age.compareTo(IN_USE) > 0) {
        broom.take(entry);
        keptEntries--;
        keptBytes -= entry.size();
      }
    }
    return new PruneResult(entries.size() - keptEntries, bytes - keptBytes, keptEntries, keptBytes);
  }

  /// A lock that is removed while another waits for it only lets two do the same work.
  private void removeLitter(Instant now) throws IOException {
    for (String name : List.of(StoreFiles.TEMPORARY, StoreFiles.LOCKS)) {
      for (Entry entry : StoreFiles.below(base.resolve(name))) {
        if (Duration.between(entry.lastUse(), now).compareTo(LITTER) > 0) {
          Files.deleteIfExists(entry.file());
        }
      }
    }
    for (TreeShelf shelf : TreeShelf.values()) {
      for (Entry entry : entries(shelf)) {
        if (shelf.isUnfinished(entry.file())
            && Duration.between(entry.lastUse(), now).compareTo(LITTER) > 0) {
          remove(entry);
        }
      }
    }
  }

  VerifyResult verify() throws IOException {
    List<Path> corrupt = new ArrayList<>();
    long checked = 0;
    for (String name : sectionNames()) {
      for (Entry entry : StoreFiles.below(base.resolve(name))) {
        checked++;
        try {
          if (!isSound(name, entry.file())) {
            Files.deleteIfExists(entry.file());
            corrupt.add(entry.file());
          }
        } catch (NoSuchFileException e) {
          // Pruned by another process in the meantime.
          checked--;
        }
      }
    }
    return new VerifyResult(checked, corrupt);
  }

  private static boolean isSound(String section, Path file) throws IOException {
    if (section.equals(StoreFiles.RECORDS)) {
      try {
        return StoreFiles.recordBody(Files.readString(file)).isPresent();
      } catch (CharacterCodingException e) {
        return false;
      }
    }
    return Hashing.sha256(Content.of(file)).hex().equals(String.valueOf(file.getFileName()));
  }

  private static List<String> sectionNames() {
    List<String> names = new ArrayList<>();
    Arrays.stream(Shelf.values()).map(Shelf::directory).forEach(names::add);
    names.add(StoreFiles.RECORDS);
    names.sort(Comparator.naturalOrder());
    return names;
  }
}
