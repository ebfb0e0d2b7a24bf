package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.store.BlobWriter;
import dev.garboard.store.Shelf;
import dev.garboard.store.Store;
import dev.garboard.words.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CacheCommandTest {

  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  @TempDir private Path cache;

  private Path put(Shelf shelf, String text) throws IOException {
    try (BlobWriter writer = new Store(cache, () -> START).newBlob(shelf)) {
      writer.write(text.getBytes(StandardCharsets.UTF_8));
      return writer.commit().file();
    }
  }

  private StoreRun after(Duration time, String... args) {
    return StoreRun.at(START.plus(time), cache, args);
  }

  @Test
  void showsWhatEachShelfHolds() throws Exception {
    put(Shelf.WHEELS, "one");
    put(Shelf.LAYERS, "three");
    StoreRun run = after(Duration.ZERO, "cache", "info", "--json");
    assertThat(run.out())
        .contains("\"wheels\":{\"bytes\":3,\"entries\":1}", "\"bytes\":8", "\"version\":1");
    String text = after(Duration.ZERO, "cache", "info").out();
    assertThat(text).startsWith(cache.toString()).contains("layers", "0.0 kB");
    assertThat(text.lines().filter(l -> l.startsWith("total"))).hasSize(1);
  }

  @Test
  void prunesByAgeAndOnADryRunNothing() throws Exception {
    Path file = put(Shelf.WHEELS, "old");
    Duration later = Duration.ofDays(31);
    assertThat(after(later, "cache", "prune", "--dry-run").out())
        .isEqualTo("would remove 1 entry, 0.0 kB; left: 0 entries, 0.0 kB\n");
    assertThat(file).exists();
    assertThat(after(later, "cache", "prune", "--max-age", "32d").out())
        .startsWith("removed 0 entries");
    assertThat(after(later, "cache", "prune").out()).startsWith("removed 1 entry");
    assertThat(file).doesNotExist();
  }

  @Test
  void prunesBySize() throws Exception {
    put(Shelf.WHEELS, "a".repeat(1500));
    put(Shelf.LAYERS, "b".repeat(1500));
    StoreRun run = after(Duration.ofHours(2), "cache", "prune", "--max-size", "2kB", "--json");
    assertThat(run.out()).contains("\"removedEntries\":1", "\"keptBytes\":1500");
  }

  @Test
  void namesWhatIsCorruptAndRemovesIt() throws Exception {
    Path file = put(Shelf.WHEELS, "good");
    assertThat(after(Duration.ZERO, "cache", "verify").out())
        .isEqualTo("1 entry checked, none corrupt\n");
    Files.writeString(file, "evil");
    StoreRun run = after(Duration.ZERO, "cache", "verify");
    assertThat(run.exit()).isEqualTo(ExitCode.INTEGRITY);
    assertThat(run.err()).contains("1 of 1 entry corrupt, now removed", file.toString());
    assertThat(file).doesNotExist();
  }

  @Test
  void cleans() throws Exception {
    Path file = put(Shelf.WHEELS, "one");
    assertThat(after(Duration.ZERO, "cache", "clean").out()).isEqualTo("removed 1 entry, 0.0 kB\n");
    assertThat(file).doesNotExist();
    assertThat(after(Duration.ZERO, "cache").exit()).isEqualTo(ExitCode.USAGE);
  }

  @ParameterizedTest
  @CsvSource({"--max-age,30", "--max-age,soon", "--max-size,10QB", "--max-size,-1"})
  void refusesWhatIsNoAmount(String option, String value) {
    StoreRun run = after(Duration.ZERO, "cache", "prune", option, value);
    assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("`" + value + "`");
  }
}
