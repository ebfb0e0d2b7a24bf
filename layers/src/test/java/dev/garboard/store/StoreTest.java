package dev.garboard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreTest {

  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  @TempDir private Path directory;
  private Instant now = START;
  private Store store;

  @BeforeEach
  void open() {
    store = new Store(directory.resolve("store"), () -> now);
  }

  private BlobWriter.Stored put(String text) throws IOException {
    try (BlobWriter writer = store.newBlob(Shelf.WHEELS)) {
      writer.write(text.getBytes(StandardCharsets.UTF_8));
      return writer.commit();
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /// The same directory as another process would see it.
  private Store reopened() {
    return new Store(directory.resolve("store"), () -> now);
  }

  @Test
  void findsWhatWasCommitted() throws Exception {
    BlobWriter.Stored stored = put("wheel");
    assertThat(stored.digest()).isEqualTo(Hashing.sha256("wheel"));
    assertThat(reopened().find(Shelf.WHEELS, stored.digest()))
        .hasValueSatisfying(file -> assertThat(file).hasContent("wheel"));
    assertThat(store.find(Shelf.LAYERS, stored.digest())).isEmpty();
    assertThat(store.find(Shelf.WHEELS, Hashing.sha256("other"))).isEmpty();
    assertThat(files()).hasSize(1);
  }

  @Test
  void leavesNothingWithoutACommit() throws Exception {
    try (BlobWriter writer = store.newBlob(Shelf.WHEELS)) {
      writer.write(1);
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void forgetsOnRestart() throws Exception {
    try (BlobWriter writer = store.newBlob(Shelf.WHEELS)) {
      writer.write("wrong and long".getBytes(StandardCharsets.UTF_8));
      writer.restart();
      writer.write("right".getBytes(StandardCharsets.UTF_8));
      assertThat(writer.size()).isEqualTo(5);
      assertThat(writer.commit().file()).hasContent("right");
    }
  }

  @Test
  void treatsDamagedContentAsAbsentAndRemovesIt() throws Exception {
    BlobWriter.Stored stored = put("wheel");
    Files.writeString(stored.file(), "whe3l");
    assertThat(reopened().find(Shelf.WHEELS, stored.digest())).isEmpty();
    assertThat(stored.file()).doesNotExist();
    put("wheel");
    assertThat(reopened().find(Shelf.WHEELS, stored.digest())).isPresent();
  }

  @Test
  void contentIsThereByItsSizeAndVerifiedWhenItIsOpened() throws Exception {
    BlobWriter.Stored stored = put("wheel");
    assertThat(reopened().content(Shelf.WHEELS, stored.digest(), 4)).isEmpty();
    Content whole = reopened().content(Shelf.WHEELS, stored.digest(), 5).orElseThrow();
    assertThat(whole.readAll()).asString(StandardCharsets.UTF_8).isEqualTo("wheel");
    Files.writeString(stored.file(), "whe3l");
    Content damaged = reopened().content(Shelf.WHEELS, stored.digest(), 5).orElseThrow();
    assertThatThrownBy(damaged::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("damaged");
    assertThat(stored.file()).doesNotExist();
    assertThat(reopened().content(Shelf.WHEELS, stored.digest(), 5)).isEmpty();
  }

  @Test
  void noticesThatAnotherProcessRemovedAFile() throws Exception {
    BlobWriter.Stored stored = put("wheel");
    Files.delete(stored.file());
    assertThat(store.find(Shelf.WHEELS, stored.digest())).isEmpty();
  }

  @Test
  void keepsAndReplacesRecords() throws Exception {
    Digest key = Hashing.sha256("key");
    assertThat(store.record(RecordKind.LAYER, key)).isEmpty();
    store.putRecord(RecordKind.LAYER, key, "one\ntwo");
    store.putRecord(RecordKind.LAYER, key, "three\nfour\n");
    assertThat(reopened().record(RecordKind.LAYER, key)).contains("three\nfour\n");
    assertThat(store.record(RecordKind.BASE, key)).isEmpty();
  }

  @Test
  void treatsADamagedRecordAsAbsent() throws Exception {
    Digest key = Hashing.sha256("key");
    for (byte[] damage :
        List.of(
            new byte[0], new byte[] {(byte) 0xFF, '\n'}, "x\ny".getBytes(StandardCharsets.UTF_8))) {
      store.putRecord(RecordKind.LAYER, key, "value");
      Files.write(files().getFirst(), damage);
      assertThat(store.record(RecordKind.LAYER, key)).isEmpty();
      assertThat(files()).isEmpty();
    }
  }

  @Test
  void verifiesAndRemovesWhatIsCorrupt() throws Exception {
    put("one");
    Path two = put("two").file();
    store.putRecord(RecordKind.LAYER, Hashing.sha256("key"), "value");
    assertThat(store.verify()).isEqualTo(new VerifyResult(3, List.of()));
    Files.writeString(two, "2");
    assertThat(store.verify()).isEqualTo(new VerifyResult(3, List.of(two)));
    assertThat(store.verify()).isEqualTo(new VerifyResult(2, List.of()));
  }

  @Test
  void prunesByLastUse() throws Exception {
    Digest old = put("old").digest();
    Digest used = put("used").digest();
    now = START.plus(Duration.ofDays(20));
    assertThat(store.find(Shelf.WHEELS, used)).isPresent();
    now = START.plus(Duration.ofDays(40));
    assertThat(store.prune(Duration.ofDays(30), Long.MAX_VALUE))
        .isEqualTo(new PruneResult(1, 3, 1, 4));
    assertThat(store.find(Shelf.WHEELS, old)).isEmpty();
    assertThat(store.find(Shelf.WHEELS, used)).isPresent();
  }

  @Test
  void prunesTheLongestUnusedUntilItFits() throws Exception {
    Digest first = put("aaaa").digest();
    now = now.plus(Duration.ofHours(2));
    Digest second = put("bbbb").digest();
    now = now.plus(Duration.ofHours(2));
    put("cccc");
    assertThat(store.prune(Duration.ofDays(30), 8)).isEqualTo(new PruneResult(1, 4, 2, 8));
    assertThat(store.find(Shelf.WHEELS, first)).isEmpty();
    assertThat(store.find(Shelf.WHEELS, second)).isPresent();
  }

  @Test
  void saysWhatItWouldPrune() throws Exception {
    Digest digest = put("aaaa").digest();
    now = now.plus(Duration.ofDays(2));
    assertThat(store.prunable(Duration.ofDays(1), 8)).isEqualTo(new PruneResult(1, 4, 0, 0));
    assertThat(store.find(Shelf.WHEELS, digest)).isPresent();
  }

  @Test
  void takesTheDigestOfAWriterThatHashes() throws Exception {
    byte[] bytes = "layer".getBytes(StandardCharsets.UTF_8);
    try (BlobWriter writer = store.newBlobHashedElsewhere(Shelf.LAYERS)) {
      writer.write(bytes);
      writer.commit(Hashing.sha256(bytes), bytes.length);
    }
    assertThat(reopened().find(Shelf.LAYERS, Hashing.sha256(bytes))).isPresent();
    try (BlobWriter writer = store.newBlobHashedElsewhere(Shelf.LAYERS)) {
      writer.write(bytes);
      assertThatIllegalStateException().isThrownBy(writer::commit);
      assertThatIllegalStateException()
          .isThrownBy(() -> writer.commit(Hashing.sha256("more"), bytes.length + 1));
    }
    assertThat(files()).hasSize(1);
  }

  @Test
  void findsAWrongDigestFromElsewhereOnReading() throws Exception {
    Digest wrong = Hashing.sha256("other");
    try (BlobWriter writer = store.newBlobHashedElsewhere(Shelf.LAYERS)) {
      writer.write(1);
      writer.commit(wrong, 1);
    }
    assertThat(reopened().find(Shelf.LAYERS, wrong)).isEmpty();
  }

  @Test
  void scratchesAreEmptyAndGoAway() throws Exception {
    Digest digest = put("wheel").digest();
    try (ScratchStore scratch = store.newScratch()) {
      assertThat(scratch.store().find(Shelf.WHEELS, digest)).isEmpty();
      scratch.store().putRecord(RecordKind.LAYER, digest, "x");
      assertThat(store.info().bytes()).isEqualTo(5);
    }
    assertThat(files()).hasSize(1);
  }

  @Test
  void prunesNothingThatIsInUse() throws Exception {
    put("fresh");
    assertThat(store.prune(Duration.ZERO, 0)).isEqualTo(new PruneResult(0, 0, 1, 5));
  }

  @Test
  void prunesTheLitterOfDeadProcesses() throws Exception {
    Path temporary = Files.createDirectories(directory.resolve("store/v1/tmp"));
    Path litter = Files.writeString(temporary.resolve("litter"), "half a whe");
    Files.setLastModifiedTime(litter, FileTime.from(START));
    now = START.plus(Duration.ofHours(23));
    store.prune(Duration.ofDays(30), Long.MAX_VALUE);
    assertThat(litter).exists();
    now = START.plus(Duration.ofHours(25));
    store.prune(Duration.ofDays(30), Long.MAX_VALUE);
    assertThat(litter).doesNotExist();
  }

  @Test
  void prunesDirectoriesByLastUse() throws Exception {
    Path old = tree("interpreters/aaaa", "old");
    Path used = tree("interpreters/bbbb", "used");
    Path wheel = tree("unpacked/cc/cccc", "wheel");
    Path built = tree("built/wheels/dddd", "made");
    assertThat(store.info().sections())
        .contains(new StoreInfo.Section("interpreters", 2, 7))
        .contains(new StoreInfo.Section("unpacked", 1, 5))
        .contains(new StoreInfo.Section("built", 1, 4));
    now = START.plus(Duration.ofDays(20));
    assertThat(store.tree(TreeShelf.INTERPRETERS, "bbbb")).contains(used);
    now = START.plus(Duration.ofDays(40));
    assertThat(store.prunable(Duration.ofDays(30), Long.MAX_VALUE))
        .isEqualTo(new PruneResult(3, 12, 1, 4));
    assertThat(store.prune(Duration.ofDays(30), Long.MAX_VALUE))
        .isEqualTo(new PruneResult(3, 12, 1, 4));
    assertThat(store.tree(TreeShelf.INTERPRETERS, "aaaa")).isEmpty();
    assertThat(List.of(old, wheel, built)).allSatisfy(path -> assertThat(path).doesNotExist());
    assertThat(used.resolve("file")).hasContent("used");
    store.clean();
    assertThat(used).doesNotExist();
  }

  @Test
  void prunesUnfinishedDirectoriesAfterADay() throws Exception {
    List<Path> unfinished =
        List.of(
            tree("interpreters/.aaaa", "1"),
            tree("unpacked/tmp/bbbb", "2"),
            tree("built/work/cccc", "3"),
            tree("built/wheels/new-dddd", "4"),
            tree("work/eeee", "5"));
    now = START.plus(Duration.ofHours(23));
    assertThat(store.prune(Duration.ZERO, 0)).isEqualTo(new PruneResult(0, 0, 0, 0));
    assertThat(unfinished).allSatisfy(path -> assertThat(path).isDirectory());
    now = START.plus(Duration.ofHours(25));
    store.prune(Duration.ofDays(30), Long.MAX_VALUE);
    assertThat(unfinished).allSatisfy(path -> assertThat(path).doesNotExist());
  }

  private Path tree(String name, String text) throws IOException {
    Path tree = Files.createDirectories(directory.resolve("store").resolve(name));
    Files.writeString(tree.resolve("file"), text);
    Files.setLastModifiedTime(tree, FileTime.from(START));
    return tree;
  }

  @Test
  void countsAndCleans() throws Exception {
    put("one");
    put("three");
    StoreInfo info = store.info();
    assertThat(info.bytes()).isEqualTo(8);
    assertThat(info.sections()).contains(new StoreInfo.Section("wheels", 2, 8));
    store.clean();
    assertThat(store.info().bytes()).isZero();
    assertThat(files()).isEmpty();
  }
}
