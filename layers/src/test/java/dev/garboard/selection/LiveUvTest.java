package dev.garboard.selection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.garboard.project.LockedPackage;
import dev.garboard.project.PackageSource;
import dev.garboard.project.Project;
import dev.garboard.project.ProjectReader;
import dev.garboard.requirement.RequiresCorpus;
import dev.garboard.requirement.Uv;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Asks the real uv for selections that fixed seeds draw, and holds ours against its answers: the
/// same packages and versions, refusals for the same kind of reason.
///
/// `-Dgarboard.live=N` draws N selections for each project, `-Dgarboard.seed=N` others.
class LiveUvTest {

  private static final long SEED = 20_260_731;
  private static final List<String> PLATFORMS =
      List.of(
          "x86_64-manylinux_2_36",
          "x86_64-manylinux_2_17",
          "aarch64-manylinux_2_28",
          "x86_64-unknown-linux-musl",
          "aarch64-unknown-linux-musl",
          "aarch64-apple-darwin");

  @TempDir Path temp;

  private Uv uv = new Uv(Path.of("uv"), Path.of("."));
  private final List<String> differences = new ArrayList<>();
  private final Map<String, Integer> refusals = new TreeMap<>();
  private int agreements;

  /// What one side says.
  private record Verdict(Map<String, String> packages, Set<UvReason> refusal, String words) {}

  @BeforeEach
  void makeInterpreters() throws Exception {
    uv = Uv.withCache(Files.createDirectories(temp.resolve("cache")));
    for (int minor = 10; minor <= 14; minor++) {
      Uv.python(temp, PythonRelease.parse("3." + minor).map(LiveUvTest::text).orElseThrow());
    }
  }

  private static String text(PythonRelease release) {
    return "3." + release.version().get(1) + "." + release.version().get(2);
  }

  @Test
  @RequiresCorpus
  void selectsWhatUvSelectsOfRealProjects() throws Exception {
    Path projects = dev.garboard.requirement.Corpus.find().orElseThrow().resolve("projects");
    List<Path> all;
    try (Stream<Path> found = Files.list(projects)) {
      all = found.sorted().toList();
    }
    for (Path project : all) {
      Path copy = temp.resolve("corpus").resolve(project.getFileName().toString());
      copy(project, copy);
      makeLocalTrees(copy);
      compareSome(copy, Integer.getInteger("garboard.live", 12));
    }
    report("real projects");
  }

  /// uv looks whether they exist, and no further.
  private static void makeLocalTrees(Path directory) throws Exception {
    for (LockedPackage locked : new ProjectReader().read(directory).lockfile().packages()) {
      String path =
          switch (locked.source()) {
            case PackageSource.Directory(String tree) -> tree;
            case PackageSource.Editable(String tree) -> tree;
            case PackageSource.Virtual(String tree) -> tree;
            case PackageSource.PathArchive _,
                PackageSource.Registry _,
                PackageSource.Git _,
                PackageSource.Url _ ->
                "";
          };
      Files.createDirectories(directory.resolve(path));
    }
  }

  private static void copy(Path from, Path to) throws Exception {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  @Test
  void selectsWhatUvSelectsInEdgeCases() throws Exception {
    for (EdgeProject edge : EdgeProject.values()) {
      compareSome(locked(edge), Integer.getInteger("garboard.live", 12));
    }
    report("edge cases");
  }

  private Path locked(EdgeProject edge) throws Exception {
    Path directory = edge.write(temp.resolve("edge"));
    List<String> lock = new ArrayList<>(List.of("lock", "--no-index", "--find-links", "wheels"));
    lock.addAll(List.of("--python", temp.resolve("python3.12").toString()));
    Uv.Answer answer = uv.run(directory, Map.of(), lock);
    assertThat(answer.exit()).as("%s: %s", edge, answer.err()).isZero();
    return directory;
  }

  /// Selections that random draws found us to differ in, once.
  @ParameterizedTest
  @CsvSource({
    "MARKERS, aarch64-apple-darwin, ''",
    "ROOT_GROUPS, x86_64-manylinux_2_36, --package one --group dev",
    "ROOT_GROUPS, x86_64-manylinux_2_36, --package two --group dev",
    "ROOT_GROUPS, x86_64-manylinux_2_36, --package one --all-groups",
    "ROOT_GROUPS, x86_64-manylinux_2_36, --package one --package two",
    "ROOT_GROUPS, x86_64-manylinux_2_36, --package one --package two --group lint",
    "MEMBERS, x86_64-manylinux_2_36, --package one --group dev",
    "MEMBERS, x86_64-manylinux_2_36, --package two --group dev",
  })
  void selectsWhatUvSelectsWhereItWasHard(EdgeProject edge, String platform, String flags)
      throws Exception {
    Path directory = locked(edge);
    List<List<String>> words = flags.isEmpty() ? List.of() : List.of(List.of(flags.split(" ", -1)));
    assertThat(
            difference(
                new Question(
                    new ProjectReader().read(directory), directory, "3.12", platform, words),
                false))
        .isEmpty();
  }

  private void report(String what) {
    System.out.printf(
        "live: %s: %d agreements, of them common refusals %s, %d differences%n",
        what, agreements, refusals, differences.size());
    assertThat(differences).isEmpty();
    assertThat(agreements).isGreaterThanOrEqualTo(60);
  }

  private void compareSome(Path directory, int count) throws Exception {
    Project project = new ProjectReader().read(directory);
    Random random =
        new Random(
            Long.getLong("garboard.seed", SEED) + directory.getFileName().toString().hashCode());
    RandomFlags flags = new RandomFlags(project, random);
    List<String> minors = minors(project);
    for (int i = 0; i < count; i++) {
      // Now and then a Python that the project does not take.
      String python =
          random.nextInt(8) == 0
              ? "3." + (10 + random.nextInt(5))
              : minors.get(random.nextInt(minors.size()));
      String platform = PLATFORMS.get(random.nextInt(PLATFORMS.size()));
      Question question = new Question(project, directory, python, platform, flags.next());
      String difference = difference(question, true);
      if (difference.isEmpty()) {
        agreements++;
      } else {
        differences.add(smallest(question) + "\n" + difference);
      }
    }
  }

  private static List<String> minors(Project project) {
    return Stream.of("3.10", "3.11", "3.12", "3.13", "3.14")
        .filter(minor ->
            project
                .lockfile()
                .header()
                .requiresPython()
                .contains(
                    dev.garboard.python.Version.parse(
                        text(PythonRelease.parse(minor).orElseThrow()))))
        .toList();
  }

  /// One selection that both sides are asked for.
  private record Question(
      Project project, Path directory, String python, String platform, List<List<String>> flags) {

    List<String> words() {
      return flags.stream().flatMap(List::stream).toList();
    }

    Question without(int flag) {
      List<List<String>> fewer = new ArrayList<>(flags);
      fewer.remove(flag);
      return new Question(project, directory, python, platform, fewer);
    }
  }

  /// Leaves flags out as long as the sides differ.
  private String smallest(Question question) throws Exception {
    Question smallest = question;
    for (int i = question.flags().size() - 1; i >= 0; i--) {
      Question fewer = smallest.without(i);
      if (!difference(fewer, false).isEmpty()) {
        smallest = fewer;
      }
    }
    return "%s: uv %s"
        .formatted(smallest.directory().getFileName(), String.join(" ", command(smallest)));
  }

  private List<String> command(Question question) {
    List<String> command =
        new ArrayList<>(List.of("sync", "--frozen", "--dry-run", "--output-format", "json"));
    command.addAll(List.of("--python", temp.resolve("python" + question.python()).toString()));
    command.addAll(List.of("--python-platform", question.platform()));
    command.addAll(question.words());
    return command;
  }

  private String difference(Question question, boolean count) throws Exception {
    Verdict theirs = ask(question);
    Verdict ours = select(question);
    if (theirs.refusal().isEmpty() != ours.refusal().isEmpty()) {
      return "uv: " + theirs.words() + "\nours: " + ours.words();
    }
    if (!theirs.refusal().isEmpty()) {
      if (count) {
        refusals.merge(theirs.refusal().iterator().next().name(), 1, Integer::sum);
      }
      // uv looks for groups before it looks for the member that would declare them.
      boolean same =
          ours.refusal().containsAll(theirs.refusal())
              || ours.refusal().equals(Set.of(UvReason.MEMBER));
      return same ? "" : "uv: " + theirs.words() + "\nours: " + ours.words();
    }
    List<String> found = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(theirs.packages().keySet());
    names.addAll(ours.packages().keySet());
    for (String name : names) {
      String want = theirs.packages().get(name);
      String got = ours.packages().get(name);
      if (want == null || got == null || (!want.isEmpty() && !want.equals(got))) {
        found.add(name + ": uv " + want + ", ours " + got);
      }
    }
    return String.join("\n", found);
  }

  private Verdict ask(Question question) throws Exception {
    Map<String, String> more =
        Map.of("UV_PROJECT_ENVIRONMENT", temp.resolve("never-made").toString());
    Uv.Answer answer = uv.run(question.directory(), more, command(question));
    Map<String, String> packages = new TreeMap<>();
    Set<UvReason> refusal = EnumSet.noneOf(UvReason.class);
    if (answer.exit() != 0) {
      refusal.add(UvReason.of(answer.err()));
      return new Verdict(packages, refusal, answer.err().strip());
    }
    JsonNode changes = new ObjectMapper().readTree(answer.out()).path("sync").path("changes");
    changes.forEach(
        change -> packages.put(change.get("name").asText(), change.path("version").asText("")));
    return new Verdict(packages, refusal, "accepts");
  }

  private static Verdict select(Question question) {
    Target target =
        PythonPlatform.named(question.platform())
            .orElseThrow()
            .with(PythonRelease.parse(question.python()).orElseThrow().version(), false);
    Map<String, String> packages = new TreeMap<>();
    try {
      new Selector()
          .select(question.project(), UvFlags.request(question.words()), target)
          .packages()
          .forEach(p -> packages.put(p.name().value(), p.version()));
      return new Verdict(packages, Set.of(), "accepts");
    } catch (SelectionException e) {
      return new Verdict(packages, UvReason.of(e), e.problems().toString());
    }
  }
}
