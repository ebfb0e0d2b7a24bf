package dev.garboard.debian.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ParagraphsTest {

  private static final String REST =
      "Architecture: amd64\nFilename: pool/x.deb\nSize: 1\nSHA256: " + "0".repeat(64) + "\n";

  private static Paragraphs read(String text) throws IOException {
    return Paragraphs.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "debian");
  }

  private static List<String> names(List<PackageRecord> records) {
    return records.stream().map(record -> record.id().toString()).toList();
  }

  @Test
  void findsAParagraphByItsNameWhereverThatStands() throws IOException {
    Paragraphs read =
        read("Version: 1\n" + REST + "Package: a\n\n\n \nPackage: b\nVersion: 2\n" + REST);

    assertThat(names(read.named("a"))).containsExactly("a 1 amd64");
    assertThat(names(read.named("b"))).containsExactly("b 2 amd64");
    assertThat(read.named("c")).isEmpty();
    assertThat(read.names()).containsExactly("a", "b");
  }

  @Test
  void tellsNamesOfEqualHashApart() throws IOException {
    assertThat("AaBB").hasSameHashCodeAs("BBAa");
    Paragraphs read =
        read("Package: AaBB\nVersion: 1\n" + REST + "\nPackage: BBAa\nVersion: 1\n" + REST);

    assertThat(names(read.named("BBAa"))).containsExactly("BBAa 1 amd64");
  }

  @Test
  void leavesOutWhatNobodyReads() throws IOException {
    Paragraphs read =
        read(
            "Package: a\nVersion: 1\nDescription: long\n Version: 2\n\t.\nPackage-Type: deb\n"
                + "Depends: b,\n c (>= 1)\n# Version: 3\n"
                + REST);

    PackageRecord a = read.named("a").getFirst();
    assertThat(a.id().version().text()).isEqualTo("1");
    assertThat(a.dependencies()).extracting(Dependency::toString).containsExactly("b", "c (>= 1)");
  }

  @Test
  void findsProvidersOverAllLinesOfTheField() throws IOException {
    Paragraphs read =
        read(
            "Package: a\nVersion: 1\nProvides: v, w (= 2),\n x:any | y\n"
                + REST
                + "\nPackage: b\nVersion: 1\nProvides:w\nDepends: v\n"
                + REST);

    assertThat(names(read.providing("v"))).containsExactly("a 1 amd64");
    assertThat(names(read.providing("w"))).containsExactly("a 1 amd64", "b 1 amd64");
    assertThat(names(read.providing("x"))).containsExactly("a 1 amd64");
    assertThat(names(read.providing("y"))).containsExactly("a 1 amd64");
    assertThat(read.providing("a")).isEmpty();
  }

  @Test
  void readsWhateverTheStreamHandsOut() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      text.append("Package: p").append(i).append("\nVersion: ").append(i).append('\n');
      text.append("Description: ").append("d".repeat(i % 500)).append('\n').append(REST);
      text.append("Provides: all, only-").append(i).append("\n\n");
    }
    text.append("Package: long\nVersion: 1\nProvides: ").append("x".repeat(200_000)).append('\n');
    text.append(REST);
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    Random random = new Random(7);
    InputStream drops =
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 1 + random.nextInt(5000)));
          }
        };

    Paragraphs read = Paragraphs.read(drops, "debian");

    assertThat(read.names()).hasSize(3001).startsWith("p0", "p1").endsWith("p2999", "long");
    assertThat(read.providing("all")).hasSize(3000);
    assertThat(names(read.providing("only-1234"))).containsExactly("p1234 1234 amd64");
    assertThat(names(read.providing("x".repeat(200_000)))).containsExactly("long 1 amd64");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Version: 1\n", "Package: a\nno colon\n", "Package: a\n: x\n"})
  void refusesWhatIsNoIndex(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
  }

  @Test
  void readsNotOnForever() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            Arrays.fill(target, offset, offset + length, (byte) 'x');
            return length;
          }
        };

    assertThatThrownBy(() -> Paragraphs.read(endless, "debian"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than 134217728 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Version: not:a:version\n", "", "Version: 1\nSize: many\n"})
  void aMalformedParagraphIsFoundWhenItIsAskedFor(String fields) throws IOException {
    Paragraphs read = read("Package: a\n" + REST + fields + "\nPackage: b\nVersion: 1\n" + REST);

    assertThat(names(read.named("b"))).containsExactly("b 1 amd64");
    assertThatThrownBy(() -> read.named("a")).isInstanceOf(IllegalArgumentException.class);
  }
}
