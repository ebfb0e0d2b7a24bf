package dev.garboard.wheel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Foreign bytes, changed at random: each is read or refused, nothing else. The system property
/// `garboard.fuzz` sets the number of rounds a seed.
class WheelFuzzTest {

  private static final int ROUNDS = Integer.getInteger("garboard.fuzz", 300);
  private static final String ALPHABET = "ab.=:;#[],\"\r\n \t\\/-_0019\u00e9\0\u202e";

  @TempDir private Path directory;

  private static TestWheel wheel() {
    return TestWheel.of("demo", "1.0")
        .file("demo/__init__.py", "x = 1\n".repeat(40))
        .entryPoints("[console_scripts]\nx = demo:main\n");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void aDamagedArchiveIsReadOrRefused(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    TestZip zip = wheel().zip();
    byte[] plain = (random.nextBoolean() ? zip.withWideEnd() : zip).bytes();
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] damaged = plain.clone();
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        // Headers lie at the end; damage them as often as the rest.
        int from = random.nextBoolean() ? damaged.length * 2 / 3 : 0;
        damaged[random.nextInt(from, damaged.length)] = (byte) random.nextInt();
      }
      refused += isRefused(Files.write(directory.resolve("demo.whl"), damaged)) ? 1 : 0;
    }
    assertThat(refused).as("seed " + seed).isGreaterThan(ROUNDS / 2);
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6})
  void aTruncatedArchiveIsRefused(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] plain = wheel().bytes();
    for (int round = 0; round < ROUNDS / 4; round++) {
      byte[] cut = Arrays.copyOf(plain, random.nextInt(plain.length));
      assertThat(isRefused(Files.write(directory.resolve("demo.whl"), cut))).isTrue();
    }
  }

  private static boolean isRefused(Path file) throws IOException {
    try (WheelArchive archive = WheelArchive.open(file, wheel().filename())) {
      DistInfo distInfo = DistInfo.read(archive);
      RecordFile.read(archive, distInfo).heal(archive, distInfo).record().print();
      EntryPoints.read(archive, distInfo);
      for (WheelEntry entry : archive.entries().values()) {
        try (InputStream in = entry.content().open()) {
          in.transferTo(OutputStream.nullOutputStream());
        }
      }
      return false;
    } catch (WheelException | WheelEntryException e) {
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8, 9})
  void randomTextIsReadOrRefused(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < ROUNDS * 10; round++) {
      String text = text(random);
      List<WheelProblem> problems = new ArrayList<>();
      RecordFile record = RecordFile.parse(text, problems);
      if (record.entries().stream()
          .noneMatch(e -> e.path().isEmpty() || e.path().startsWith("/"))) {
        List<WheelProblem> again = new ArrayList<>();
        assertThat(RecordFile.parse(record.print(), again).entries())
            .as("seed " + seed + ", round " + round)
            .containsExactlyInAnyOrderElementsOf(record.entries());
        assertThat(again).isEmpty();
      }
      EntryPoints.parse("[console_scripts]\n" + text, problems);
      MessageHeaders.parse(text);
      VersionForm.of(text);
      EntryPoint.parse("x", text);
    }
  }

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(40); i > 0; i--) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new String(text.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
