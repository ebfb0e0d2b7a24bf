package dev.garboard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The store under several processes, sudden death and a full disk.
final class StoreProcessesTest {

  @TempDir private Path directory;

  /// Stores contents and records for ever.
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws Exception {
      Store store = new Store(Path.of(arguments[0]), InstantSource.system());
      System.out.println("started");
      for (int i = 0; ; i++) {
        put(store, i % 50);
      }
    }

    static void put(Store store, int seed) throws Exception {
      byte[] bytes = new byte[200_000];
      new Random(seed).nextBytes(bytes);
      try (StoreLock _ = store.lock("seed " + seed);
          BlobWriter writer = store.newBlob(Shelf.WHEELS)) {
        for (int offset = 0; offset < bytes.length; offset += 1000) {
          writer.write(bytes, offset, 1000);
        }
        BlobWriter.Stored stored = writer.commit();
        store.putRecord(RecordKind.LAYER, stored.digest(), "seed " + seed);
      }
    }
  }

  /// Adds one to a number in a file, many times, under the lock.
  static final class Counter {
    private Counter() {}

    public static void main(String[] arguments) throws Exception {
      Store store = new Store(Path.of(arguments[0]), InstantSource.system());
      Path file = Path.of(arguments[1]);
      for (int i = 0; i < 200; i++) {
        try (StoreLock _ = store.lock("counter")) {
          int value = Integer.parseInt(Files.readString(file));
          Files.writeString(file, Integer.toString(value + 1));
        }
      }
    }
  }

  @Test
  void verifiesCleanAfterSuddenDeaths() throws Exception {
    Random random = new Random(42);
    Store store = new Store(directory, InstantSource.system());
    for (int i = 0; i < 12; i++) {
      Process process = ChildJvm.start(List.of(), Writer.class, directory.toString());
      awaitStart(process);
      Thread.sleep(random.nextInt(120));
      // The last one has written something, however slow the machine is.
      while (i == 11 && store.info().bytes() == 0 && process.isAlive()) {
        Thread.sleep(10);
      }
      process.destroyForcibly().waitFor();
      assertThat(store.verify().corrupt()).isEmpty();
    }
    assertThat(store.info().bytes()).isPositive();
    Writer.put(store, 0);
  }

  @Test
  void countsRightAcrossProcesses() throws Exception {
    Path file = Files.writeString(directory.resolve("number"), "0");
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(
          ChildJvm.start(
              List.of(), Counter.class, directory.resolve("s").toString(), file.toString()));
    }
    for (Process process : processes) {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
    }
    assertThat(file).hasContent("600");
  }

  @Test
  void keepsSoundOnAFullDisk() throws Exception {
    Process mount = mount("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", directory.toString());
    assumeThat(mount.exitValue()).as("a tmpfs can be mounted here").isZero();
    try {
      Store store = new Store(directory, InstantSource.system());
      int failures = 0;
      for (int seed = 0; seed < 20; seed++) {
        try {
          Writer.put(store, seed);
        } catch (IOException e) {
          failures++;
        }
        assertThat(store.verify().corrupt()).isEmpty();
      }
      assertThat(failures).isGreaterThan(10);
      assertThat(StoreFiles.below(directory.resolve("v1/tmp"))).isEmpty();
      assertThat(store.info().bytes()).isPositive();
    } finally {
      mount("umount", directory.toString());
    }
  }

  private static Process mount(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (InputStream in = process.getInputStream()) {
      in.readAllBytes();
    }
    process.waitFor();
    return process;
  }

  private static void awaitStart(Process process) throws IOException, InterruptedException {
    byte[] line = process.getInputStream().readNBytes("started".length());
    assertThat(new String(line, StandardCharsets.UTF_8)).isEqualTo("started");
    assertThat(process.waitFor(1, TimeUnit.MILLISECONDS)).isFalse();
  }
}
