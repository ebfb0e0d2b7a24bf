package dev.garboard.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.project.ProjectException;
import dev.garboard.project.ProjectProblem;
import dev.garboard.project.ProjectReader;
import dev.garboard.python.Version;
import dev.garboard.python.VersionSpecifiers;
import dev.garboard.requirement.Corpus;
import dev.garboard.requirement.RequiresCorpus;
import dev.garboard.requirement.Uv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Changes locked projects in many ways and asks the real `uv lock --check`: where it finds the
/// lockfile outdated we must never call it fresh, and where it finds it up to date never stale.
///
/// `-Dgarboard.mutations=N` tries N variants of each change, `-Dgarboard.seed=N` others.
class FreshnessTest {

  private static final long SEED = 20_261_127;
  private static final double UNKNOWN_AT_MOST = 0.10;

  private enum Verdict {
    FRESH,
    STALE,
    /// Of us: unknown; of uv: it could not tell, for instance without a network.
    UNCLEAR
  }

  /// One comparison.
  private record Outcome(Verdict theirs, Verdict ours, String words) {
    boolean isWrong() {
      return (ours == Verdict.FRESH && theirs != Verdict.FRESH)
          || (ours == Verdict.STALE && theirs == Verdict.FRESH);
    }
  }

  @TempDir Path temp;

  private Uv uv = new Uv(Path.of("uv"), Path.of("."));
  private String python = "";

  @BeforeEach
  void prepare() throws Exception {
    uv = Uv.withCache(Files.createDirectories(temp.resolve("cache")));
    python = Uv.python(temp, "3.12.12").toString();
  }

  @Test
  void agreesWithUvAboutEveryChange() throws Exception {
    Path base = Files.createDirectories(temp.resolve("base"));
    FreshnessProject.index(base);
    FreshnessProject.write(FreshnessProject.files(), base);
    Uv.Answer locked = uv.run(base, Map.of(), List.of("lock", "--python", python));
    assertThat(locked.exit()).as(locked.err()).isZero();
    assertThat(compare(base)).matches(o -> o.theirs() == Verdict.FRESH, "fresh for uv");

    Map<Mutation, List<Outcome>> all = new EnumMap<>(Mutation.class);
    List<String> wrong = new ArrayList<>();
    for (Mutation mutation : Mutation.values()) {
      Random random = new Random(Long.getLong("garboard.seed", SEED) + mutation.name().hashCode());
      for (int i = 0; i < Integer.getInteger("garboard.mutations", 6); i++) {
        Map<String, String> files = new TreeMap<>(FreshnessProject.files());
        mutation.apply(files, random);
        Path changed = Files.createDirectories(temp.resolve(mutation.name() + i));
        FreshnessProject.write(files, changed);
        Files.copy(base.resolve("uv.lock"), changed.resolve("uv.lock"));
        Files.createSymbolicLink(changed.resolve("wheels"), base.resolve("wheels"));
        Outcome outcome = compare(changed);
        all.computeIfAbsent(mutation, _ -> new ArrayList<>()).add(outcome);
        if (outcome.isWrong()) {
          wrong.add(mutation + " in " + changed + ": " + outcome);
        }
      }
    }
    report(all);
    assertThat(wrong).isEmpty();
    List<Outcome> outcomes = all.values().stream().flatMap(List::stream).toList();
    assertThat(outcomes).hasSizeGreaterThanOrEqualTo(100);
    assertThat(outcomes.stream().filter(o -> o.ours() == Verdict.UNCLEAR).count())
        .isLessThanOrEqualTo((long) (outcomes.size() * UNKNOWN_AT_MOST));
  }

  private static void report(Map<Mutation, List<Outcome>> all) {
    all.forEach((mutation, outcomes) ->
        System.out.printf(
            "freshness: %-26s both fresh %d, both stale %d, unknown %d%n",
            mutation,
            count(outcomes, Verdict.FRESH),
            count(outcomes, Verdict.STALE),
            outcomes.stream().filter(o -> o.ours() == Verdict.UNCLEAR).count()));
  }

  private static long count(List<Outcome> outcomes, Verdict verdict) {
    return outcomes.stream()
        .filter(
            o -> o.ours() == verdict && (o.theirs() == Verdict.FRESH) == (verdict == Verdict.FRESH))
        .count();
  }

  @Test
  @RequiresCorpus
  void agreesWithUvAboutRealProjects() throws Exception {
    List<Path> projects;
    try (Stream<Path> found = Files.list(Corpus.find().orElseThrow().resolve("projects"))) {
      projects = found.sorted().toList();
    }
    List<Outcome> wrong = new ArrayList<>();
    for (Path project : projects) {
      String minor =
          Stream.of("3.12.12", "3.14.2")
              .filter(v -> requires(project).contains(Version.parse(v)))
              .findFirst()
              .orElseThrow();
      python = Uv.python(temp, minor).toString();
      Outcome outcome = compare(project);
      System.out.printf(
          "freshness: %s: uv %s, ours %s %s%n",
          project.getFileName(), outcome.theirs(), outcome.ours(), outcome.words());
      if (outcome.isWrong() && outcome.theirs() != Verdict.UNCLEAR) {
        wrong.add(outcome);
      }
    }
    assertThat(wrong).isEmpty();
  }

  /// Variables and configurations: with `HOME` as the user's, and a `uv.toml` of this text in it.
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "UV_RESOLUTION, lowest, ''",
        "UV_RESOLUTION, highest, ''",
        "UV_PRERELEASE, allow, ''",
        "UV_FORK_STRATEGY, fewest, ''",
        "UV_EXCLUDE_NEWER, 2030-01-01T00:00:00Z, ''",
        "UV_DEFAULT_INDEX, https://example.invalid/simple, ''",
        "UV_INDEX, https://example.invalid/simple, ''",
        "UV_INDEX_URL, https://example.invalid/simple, ''",
        "UV_EXTRA_INDEX_URL, https://example.invalid/simple, ''",
        "UV_FIND_LINKS, packages, ''",
        "UV_NO_SOURCES, 1, ''",
        "OTHER, x, resolution = 'lowest'",
        "OTHER, x, prerelease = 'allow'",
        "OTHER, x, exclude-newer = '2030-01-01T00:00:00Z'",
        "OTHER, x, index = [{ url = 'https://example.invalid/simple' }]",
        "OTHER, x, cache-keys = [{ file = 'x' }]",
        "OTHER, x, not toml",
        "UV_NO_CONFIG, 1, resolution = 'lowest'",
      })
  void isNeverWrongAboutWhatLiesOutside(String variable, String value, String configuration)
      throws Exception {
    Path base = Files.createDirectories(temp.resolve("base"));
    FreshnessProject.index(base);
    FreshnessProject.write(FreshnessProject.files(), base);
    assertThat(uv.run(base, Map.of(), List.of("lock", "--python", python)).exit()).isZero();
    Path home = temp.resolve("home");
    Path file = Files.createDirectories(home.resolve(".config/uv")).resolve("uv.toml");
    Files.writeString(file, configuration.equals("''") ? "" : configuration);
    Map<String, String> variables = Map.of("HOME", home.toString(), variable, value);
    Outcome outcome = compare(base, variables);
    assertThat(outcome).matches(o -> !o.isWrong(), "not wrong");
    boolean silent = configuration.startsWith("cache-keys") || variable.equals("UV_NO_CONFIG");
    assertThat(outcome.ours()).isEqualTo(silent ? Verdict.FRESH : Verdict.UNCLEAR);
  }

  /// A lockfile made with the user's settings is not called stale for lack of them.
  @Test
  void settingsOfTheUserExplainWhatTheProjectDoesNotSay() throws Exception {
    Path base = Files.createDirectories(temp.resolve("base"));
    FreshnessProject.index(base);
    FreshnessProject.write(FreshnessProject.files(), base);
    Map<String, String> lowest = Map.of("UV_RESOLUTION", "lowest");
    assertThat(uv.run(base, lowest, List.of("lock", "--python", python)).exit()).isZero();
    assertThat(compare(base, lowest))
        .matches(o -> o.theirs() == Verdict.FRESH && o.ours() == Verdict.UNCLEAR, "unknown");
    assertThat(compare(base))
        .matches(o -> o.theirs() == Verdict.STALE && o.ours() == Verdict.STALE, "stale");
  }

  private static VersionSpecifiers requires(Path project) {
    try {
      return new ProjectReader().read(project).lockfile().header().requiresPython();
    } catch (ProjectException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private Outcome compare(Path project) throws Exception {
    return compare(project, Map.of());
  }

  private Outcome compare(Path project, Map<String, String> variables) throws Exception {
    Uv.Answer answer =
        uv.run(project, variables, List.of("lock", "--check", "--offline", "--python", python));
    Verdict theirs = Verdict.UNCLEAR;
    if (answer.exit() == 0) {
      theirs = Verdict.FRESH;
    } else if (answer.err().contains("needs to be updated")) {
      theirs = Verdict.STALE;
    }
    String said = theirs == Verdict.FRESH ? "" : answer.err().strip();
    try {
      return switch (FreshnessCheck.of(
          new ProjectReader().read(project), UvSurroundings.of(variables))) {
        case Freshness.Fresh() -> new Outcome(theirs, Verdict.FRESH, said);
        case Freshness.Stale(var differences) ->
            new Outcome(theirs, Verdict.STALE, differences + " " + said);
        case Freshness.Unknown(var doubts) ->
            new Outcome(theirs, Verdict.UNCLEAR, doubts + " " + said);
      };
    } catch (ProjectException e) {
      boolean stale =
          e.problems().stream().allMatch(ProjectProblem.MemberNotLocked.class::isInstance);
      return new Outcome(theirs, stale ? Verdict.STALE : Verdict.UNCLEAR, e + " " + said);
    }
  }
}
