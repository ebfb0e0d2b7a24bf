package dev.garboard.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.garboard.content.Content;
import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.image.ImageChecks;
import dev.garboard.image.TestImages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What destinations in the file system promise besides.
abstract class FileDestinationContract extends DestinationContract {

  @TempDir Path dir;

  /// Where the destination lies.
  abstract Path place();

  /// A destination at another path.
  abstract Destination at(Path path);

  @Override
  Destination destination() {
    return at(place());
  }

  @Override
  Map<String, Digest> seen() throws Exception {
    TreeMap<String, Digest> seen = new TreeMap<>();
    try (Stream<Path> all = Files.walk(dir)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        seen.put(dir.relativize(path).toString(), Hashing.sha256(Content.of(path)));
      }
    }
    return seen;
  }

  @Test
  void everyDigestSizeAndDiffIdIsTrue() throws Exception {
    destination().publish(TestImages.onScratch());
    assertThat(ImageChecks.check(place())).isEmpty();
  }

  @Test
  void namesAMissingParent() throws Exception {
    Path path = dir.resolve("no/such/place");
    assertThat(problem(path))
        .isEqualTo(new DestinationProblem.ParentMissing(path, FileProblems.parent(path)));
  }

  @Test
  void namesAPlaceThatMayNotBeWritten() {
    Path sys = Path.of("/sys");
    assumeTrue(Files.isDirectory(sys), "no /sys here, where not even root may write");
    Path path = sys.resolve("garboard-test");
    assertThat(problem(path)).isEqualTo(new DestinationProblem.NotPermitted(path));
  }

  DestinationProblem problem(Path path) {
    DestinationException e =
        catchThrowableOfType(
            DestinationException.class, () -> at(path).publish(TestImages.onScratch()));
    return e.problems().getFirst();
  }
}
