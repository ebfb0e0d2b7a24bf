package dev.garboard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.garboard.content.ChangedContentException;
import dev.garboard.content.Content;
import dev.garboard.content.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KnownDigestsTest {

  private static final InstantSource LATER =
      InstantSource.offset(InstantSource.system(), Duration.ofSeconds(30));

  @TempDir private Path temp;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(temp.resolve("file"), "one");
  }

  private KnownDigests known(InstantSource clock) throws IOException {
    Store store = new Store(temp.resolve("store"), InstantSource.system());
    return KnownDigests.of(store, temp, clock);
  }

  /// The digest that a run finds and remembers.
  private String digest(InstantSource clock) throws IOException {
    KnownDigests digests = known(clock);
    String digest = digests.of(file).sha256().toString();
    digests.save();
    return digest;
  }

  private static String digestOf(String text) {
    return Hashing.sha256(text).toString();
  }

  /// Puts other bytes under the same state, as no file system would: proof that they are not read.
  private void pretend(String text) throws IOException {
    Store store = new Store(temp.resolve("store"), InstantSource.system());
    var key = Hashing.sha256(temp.toString());
    String record = store.record(RecordKind.DIGESTS, key).orElseThrow();
    store.putRecord(RecordKind.DIGESTS, key, record.replace(digestOf("one"), digestOf(text)));
  }

  @Test
  void aFileThatDidNotChangeIsNotReadAgain() throws IOException {
    assertThat(digest(LATER)).isEqualTo(digestOf("one"));
    pretend("remembered");
    assertThat(digest(LATER)).isEqualTo(digestOf("remembered"));
  }

  @Test
  void aFileOfEqualSizeAndTimeIsReadAgain() throws IOException {
    digest(LATER);
    FileTime time = Files.getLastModifiedTime(file);
    Files.writeString(file, "two");
    Files.setLastModifiedTime(file, time);
    assertThat(digest(LATER)).isEqualTo(digestOf("two"));
  }

  /// git calls such an entry racily clean.
  @Test
  void aFileThatHasJustChangedIsNotRemembered() throws IOException {
    digest(InstantSource.fixed(Files.getLastModifiedTime(file).toInstant()));
    assertThat(known(LATER).of(file).sha256().toString()).isEqualTo(digestOf("one"));
    Store store = new Store(temp.resolve("store"), InstantSource.system());
    assertThat(store.record(RecordKind.DIGESTS, Hashing.sha256(temp.toString())).orElse(""))
        .isEmpty();
  }

  @Test
  void aFileThatIsGoneIsForgotten() throws IOException {
    digest(LATER);
    known(LATER).save();
    Store store = new Store(temp.resolve("store"), InstantSource.system());
    assertThat(store.record(RecordKind.DIGESTS, Hashing.sha256(temp.toString()))).contains("");
  }

  @Test
  void aLinkIsReadThroughEachTime() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), file);
    KnownDigests digests = known(LATER);
    Content before = digests.of(link);
    assertThat(before.sha256()).isEqualTo(Hashing.sha256("one"));
    digests.save();
    Files.writeString(file, "two");
    assertThat(known(LATER).of(link).sha256()).isEqualTo(Hashing.sha256("two"));
  }

  @Test
  void aFileThatChangedSinceItsDigestWasToldIsNoContent() throws IOException {
    Content content = known(LATER).of(file);
    assertThat(content.sha256()).isEqualTo(Hashing.sha256("one"));
    Files.writeString(file, "two");
    assertThatThrownBy(
            () -> {
              try (InputStream in = content.open()) {
                in.readAllBytes();
              }
            })
        .isInstanceOf(ChangedContentException.class);
  }

  @Test
  void anotherLinkIsNoOtherContent() throws IOException {
    Content content = known(LATER).of(file);
    assertThat(content.sha256()).isEqualTo(Hashing.sha256("one"));
    Files.createLink(temp.resolve("link"), file);
    assertThat(content.readAll()).asString().isEqualTo("one");
  }

  @Test
  void aRunReadsAFileOnce() throws IOException {
    KnownDigests digests = known(LATER);
    FileTime time = Files.getLastModifiedTime(file);
    assertThat(digests.of(file).sha256()).isEqualTo(Hashing.sha256("one"));
    Content again = digests.of(file);
    Files.writeString(file, "two");
    Files.setLastModifiedTime(file, time);
    assertThat(again.sha256()).isEqualTo(Hashing.sha256("one"));
    assertThat(digests.of(file).sha256()).isEqualTo(Hashing.sha256("two"));
  }

  @Test
  void whatWasReadTooSoonIsNotRememberedForBeingAskedForAgain() throws IOException {
    Instant[] now = {Files.getLastModifiedTime(file).toInstant()};
    KnownDigests digests = known(() -> now[0]);
    assertThat(digests.of(file).sha256()).isEqualTo(Hashing.sha256("one"));
    now[0] = now[0].plusSeconds(30);
    assertThat(digests.of(file).sha256()).isEqualTo(Hashing.sha256("one"));
    digests.save();
    Store store = new Store(temp.resolve("store"), InstantSource.system());
    assertThat(store.record(RecordKind.DIGESTS, Hashing.sha256(temp.toString()))).isEmpty();
  }
}
