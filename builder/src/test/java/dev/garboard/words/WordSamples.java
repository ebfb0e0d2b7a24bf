package dev.garboard.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.http.RedactedUrl;
import dev.garboard.project.SourcePosition;
import dev.garboard.python.PackageName;
import dev.garboard.python.WheelTag;
import dev.garboard.selection.Target;
import dev.garboard.tree.UnixPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/// Samples of what goes wrong, and a comparison of their words with a text to be read like a user
/// would.
abstract class WordSamples {

  static final SourcePosition LOCK = new SourcePosition("uv.lock", 12, 3);
  static final SourcePosition PYPROJECT = new SourcePosition("pyproject.toml", 4, 1);
  static final PackageName DEMO = PackageName.of("demo");
  static final PackageName NUMPY = PackageName.of("numpy");
  static final String WHEEL = "numpy-2.1-cp312-cp312-win_amd64.whl";
  static final WheelTag BEST = new WheelTag("cp313", "cp313", "manylinux_2_41_x86_64");
  static final Target TARGET =
      new Target(List.of(3, 13, 1), false, "x86_64", new Target.TargetPlatform.Glibc(2, 41));
  static final RedactedUrl URL = new RedactedUrl("https://me:hunter2@index.test/x.whl?k=v");
  static final Digest ONE = Hashing.sha256("1".getBytes(StandardCharsets.UTF_8));
  static final Digest TWO = Hashing.sha256("2".getBytes(StandardCharsets.UTF_8));
  static final UnixPath FILE = UnixPath.of("opt/venv/bin/x");

  /// Writes the words of all samples, and misses no kind of problem.
  static <P> void words(String name, Class<P> kind, Function<P, Failure> words, List<P> samples)
      throws IOException {
    assertThat(samples.stream().map(Object::getClass).distinct().toList())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Objects.requireNonNull(kind.getPermittedSubclasses())).toList());
    StringBuilder text = new StringBuilder();
    for (P sample : samples) {
      Failure failure = words.apply(sample);
      text.append("exit ").append(failure.exit()).append(": ").append(failure.title()).append('\n');
      failure.details().forEach(line -> text.append("  ").append(line).append('\n'));
      assertThat(failure.title()).doesNotContain("\n").doesNotEndWith(".");
    }
    assertThat(text.toString()).doesNotContain("hunter2", "k=v");
    Golden.matches("words-" + name, text.toString());
  }

  static <P> Function<P, Failure> one(Function<P, Finding> words) {
    return problem -> Finding.failure("", List.of(words.apply(problem)));
  }
}
