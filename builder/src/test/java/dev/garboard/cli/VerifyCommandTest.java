package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.store.Store;
import dev.garboard.words.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerifyCommandTest {

  @TempDir private Path directory;
  private LockedProject project;
  private Path layout;

  @BeforeEach
  void build() throws IOException {
    project = new LockedProject(directory.resolve("app"), 0);
    layout = directory.resolve("layout");
    StoreRun run = project.build(cache(), layout);
    assertThat(run.exit()).as(run.err()).isZero();
  }

  @AfterEach
  void stop() {
    project.close();
  }

  private Path cache() {
    return directory.resolve("cache");
  }

  private StoreRun verify(String... more) {
    List<String> args =
        Stream.concat(
                Stream.of("verify", "oci:" + layout, project.directory().toString()),
                Stream.of(more))
            .toList();
    return StoreRun.of(cache(), args.toArray(String[]::new));
  }

  private List<Path> blobs() throws IOException {
    try (Stream<Path> files = Files.list(layout.resolve("blobs/sha256"))) {
      return files.toList();
    }
  }

  @Test
  void acceptsWhatWasBuilt() throws Exception {
    int requests = project.requests();
    StoreRun run = verify();
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out().lines().skip(1))
        .hasSize(blobs().size() - 2)
        .allMatch(l -> l.endsWith("same"));
    assertThat(verify("--json").out()).contains("\"equal\":true", "\"verdict\":\"same\"");
    assertThat(project.requests()).as("wheels come from the store").isEqualTo(requests);
    assertThat(cache().resolve("v1/tmp")).isEmptyDirectory();
  }

  /// The local store itself was manipulated: a sound image whose layer is not what the wheel says.
  @Test
  void findsALayerThatItsKeyDoesNotGive() throws Exception {
    Path other = directory.resolve("other");
    Files.writeString(project.directory().resolve("main.py"), "print('evil')\n");
    assertThat(project.build(directory.resolve("cache2"), other).exit()).isZero();
    Files.writeString(project.directory().resolve("main.py"), "print('hello')\n");
    swapRecords(cache(), directory.resolve("cache2"));
    assertThat(project.build(cache(), layout).exit()).isZero();

    StoreRun run = verify();
    assertThat(run.exit()).isEqualTo(ExitCode.INTEGRITY);
    assertThat(run.out().lines().filter(l -> l.endsWith("OTHER BYTES"))).hasSize(1);
    assertThat(run.err()).contains("is not what the project gives: 1 of");
  }

  /// Gives the layer of one store that the other lacks the record and the blob of the other's.
  private static void swapRecords(Path good, Path evil) throws IOException {
    List<Path> mine = relative(good, "v1/records/layer");
    List<Path> theirs = relative(evil, "v1/records/layer");
    Path target = mine.stream().filter(p -> !theirs.contains(p)).findFirst().orElseThrow();
    Path source = theirs.stream().filter(p -> !mine.contains(p)).findFirst().orElseThrow();
    Files.write(good.resolve(target), Files.readAllBytes(evil.resolve(source)));
    for (Path blob : relative(evil, "v1/layers")) {
      Files.createDirectories(good.resolve(blob).getParent());
      Files.write(good.resolve(blob), Files.readAllBytes(evil.resolve(blob)));
    }
    assertThat(new Store(good, InstantSource.system()).verify().corrupt()).isEmpty();
  }

  private static List<Path> relative(Path root, String below) throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve(below))) {
      return files.filter(Files::isRegularFile).map(root::relativize).toList();
    }
  }

  @Test
  void findsThatTheProjectChanged() throws Exception {
    Files.writeString(project.directory().resolve("main.py"), "print('changed')\n");
    StoreRun run = verify();
    assertThat(run.exit()).isEqualTo(ExitCode.INTEGRITY);
    assertThat(run.out().lines().filter(l -> l.endsWith("other key"))).hasSize(1);
    assertThat(verify("--json").exit()).isEqualTo(ExitCode.INTEGRITY);
  }

  @Test
  void findsADamagedBlobBeforeAnythingElse() throws Exception {
    Path blob = blobs().getFirst();
    byte[] bytes = Files.readAllBytes(blob);
    bytes[bytes.length / 2] ^= 1;
    Files.write(blob, bytes, StandardOpenOption.TRUNCATE_EXISTING);
    StoreRun run = verify();
    assertThat(run.exit()).isEqualTo(ExitCode.INTEGRITY);
    assertThat(run.err()).contains("is damaged", blob.getFileName().toString());
  }

  @Test
  void saysWhatItCannotRead() {
    StoreRun run = StoreRun.of(cache(), "verify", "ghcr.io/me/app:1");
    assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("cannot be verified");
  }
}
