package dev.garboard.locate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.python.PackageName;
import dev.garboard.selection.Artifact;
import dev.garboard.store.BlobWriter;
import dev.garboard.store.Shelf;
import dev.garboard.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerifyingSinkTest {

  private static final byte[] BYTES = "wheel".getBytes(StandardCharsets.UTF_8);
  private static final Digest DIGEST = Hashing.sha256("wheel");

  @TempDir private Path directory;

  private Store store() {
    return new Store(directory, () -> Instant.EPOCH);
  }

  private static VerifyingSink sink(BlobWriter writer) {
    WantedFile wanted =
        new WantedFile(
            PackageName.of("demo"),
            Shelf.WHEELS,
            "demo-1.0-py3-none-any.whl",
            "https://files.example/demo-1.0-py3-none-any.whl",
            List.of(DIGEST),
            true,
            Artifact.UNKNOWN_SIZE);
    return new VerifyingSink(wanted, writer, LocateListener.NONE);
  }

  @Test
  void storesWhatCameAfterTheLastRestart() throws Exception {
    try (BlobWriter writer = store().newBlobHashedElsewhere(Shelf.WHEELS)) {
      VerifyingSink sink = sink(writer);
      sink.write(new byte[7], 0, 7);
      sink.restart();
      sink.write(BYTES, 0, BYTES.length);
      assertThat(sink.commit(sink.finish()).digest()).isEqualTo(DIGEST);
    }
    assertThat(store().find(Shelf.WHEELS, DIGEST)).isPresent();
  }

  @Test
  void storesNothingThatItDidNotHash() throws Exception {
    try (BlobWriter writer = store().newBlobHashedElsewhere(Shelf.WHEELS)) {
      VerifyingSink sink = sink(writer);
      sink.write(BYTES, 0, BYTES.length);
      writer.write(0);
      assertThatIllegalStateException().isThrownBy(() -> sink.commit(sink.finish()));
    }
    assertThat(store().find(Shelf.WHEELS, DIGEST)).isEmpty();
  }
}
