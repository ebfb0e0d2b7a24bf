package dev.garboard.debian.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.garboard.debian.packages.ClosureProblem.Conflicting;
import dev.garboard.debian.packages.ClosureProblem.MalformedPackage;
import dev.garboard.debian.packages.ClosureProblem.Unsatisfiable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ClosureSolverTest {

  /// Makes records from lines such as `a 1.0 | Depends: b (>= 1) | Provides: v`.
  private static Paragraphs records(String... lines) {
    StringBuilder index = new StringBuilder();
    for (String line : lines) {
      String[] parts = line.split(" \\| (?=[A-Z])", -1);
      String[] head = parts[0].split(" ", -1);
      index.append("Package: ").append(head[0]).append("\nVersion: ").append(head[1]);
      index.append("\nArchitecture: amd64\nFilename: pool/").append(head[0]).append(".deb\n");
      index.append("Size: 1\nSHA256: ").append("0".repeat(64)).append('\n');
      for (int i = 1; i < parts.length; i++) {
        index.append(parts[i]).append('\n');
      }
      index.append('\n');
    }
    try {
      return Paragraphs.read(
          new ByteArrayInputStream(index.toString().getBytes(StandardCharsets.UTF_8)), "debian");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Closure solve(Paragraphs records, DenyList denyList, String... names)
      throws ClosureException {
    return ClosureSolver.solve(
        PackageIndex.of(List.of(records)),
        List.of(names).stream().flatMap(n -> Dependency.parseField(n).stream()).toList(),
        denyList);
  }

  private static List<String> names(Closure closure) {
    return closure.packages().stream().map(PackageRecord::name).toList();
  }

  @Test
  void followsDependsAndPreDepends() throws ClosureException {
    Paragraphs records =
        records(
            "a 1 | Depends: c | Pre-Depends: b (>= 2)", "b 2", "c 1 | Depends: d", "d 1", "e 1");

    assertThat(names(solve(records, DenyList.none(), "a"))).containsExactly("a", "b", "c", "d");
  }

  @Test
  void takesTheNewestOfSeveralSuites() throws ClosureException {
    Closure closure = solve(records("a 1.0", "a 1.0+deb13u1", "a 0.9"), DenyList.none(), "a");

    assertThat(closure.packages().getFirst().id().version().text()).isEqualTo("1.0+deb13u1");
  }

  @Test
  void takesTheFirstAlternativeThatExists() throws ClosureException {
    Paragraphs records = records("a 1 | Depends: gone | b | c", "b 1", "c 1");

    assertThat(names(solve(records, DenyList.none(), "a"))).containsExactly("a", "b");
  }

  @Test
  void takesAnAlternativeThatIsNeededAnyhow() throws ClosureException {
    Paragraphs records = records("a 1 | Depends: b | c, d", "b 1", "c 1", "d 1 | Depends: c");

    assertThat(names(solve(records, DenyList.none(), "a"))).containsExactly("a", "c", "d");
  }

  @Test
  void passesOverAnAlternativeOfTheWrongVersion() throws ClosureException {
    Paragraphs records = records("a 1 | Depends: b (>= 2) | c (<< 2)", "b 1", "c 1");

    assertThat(names(solve(records, DenyList.none(), "a"))).containsExactly("a", "c");
  }

  @Test
  void findsProvidersByPriorityThenName() throws ClosureException {
    Paragraphs records =
        records(
            "a 1 | Depends: v",
            "p1 1 | Provides: v | Priority: extra",
            "p3 1 | Provides: v | Priority: optional",
            "p2 1 | Provides: v | Priority: optional");

    assertThat(names(solve(records, DenyList.none(), "a"))).containsExactly("a", "p2");
  }

  @Test
  void aVersionIsMetOnlyByAVersionedProvides() throws ClosureException {
    Paragraphs records =
        records("a 1 | Depends: v (>= 2)", "p1 9 | Provides: v", "p2 1 | Provides: v (= 2.1)");

    assertThat(names(solve(records, DenyList.none(), "a"))).containsExactly("a", "p2");
  }

  @Test
  void anyNeedsAPackageThatAllowsIt() throws ClosureException {
    Paragraphs allowed = records("a 1 | Depends: b:any (>= 1)", "b 1 | Multi-Arch: allowed");
    Paragraphs foreign = records("a 1 | Depends: b:any", "b 1 | Multi-Arch: foreign");

    assertThat(names(solve(allowed, DenyList.none(), "a"))).containsExactly("a", "b");
    assertThat(
            catchThrowableOfType(
                ClosureException.class, () -> solve(foreign, DenyList.none(), "a")))
        .isNotNull();
  }

  @Test
  void showsTheChainToWhatIsMissing() {
    Paragraphs records =
        records("a 1 | Depends: b", "b 1 | Depends: c", "c 1 | Depends: d (>= 3)", "d 2");

    ClosureException e =
        catchThrowableOfType(ClosureException.class, () -> solve(records, DenyList.none(), "a"));

    assertThat(e.problems())
        .containsExactly(
            new Unsatisfiable(
                List.of("a", "b", "c"),
                Dependency.parseField("d (>= 3)").getFirst(),
                List.of(new PackageId("d", new DebianVersion("2"), "amd64"))));
  }

  @Test
  void reportsAllThatIsMissing() {
    ClosureException e =
        catchThrowableOfType(
            ClosureException.class, () -> solve(records("a 1"), DenyList.none(), "x", "y", "a"));

    assertThat(e.problems()).hasSize(2);
  }

  @Test
  void reportsPackagesThatExcludeEachOther() {
    Paragraphs records = records("a 1 | Depends: b | Breaks: b (<< 2)", "b 1");

    ClosureException e =
        catchThrowableOfType(ClosureException.class, () -> solve(records, DenyList.none(), "a"));

    assertThat(e.problems().getFirst()).isInstanceOf(Conflicting.class);
  }

  @Test
  void leavesOutWhatIsDeniedAndSaysSo() throws ClosureException {
    Paragraphs records =
        records(
            "a 1 | Depends: debconf (>= 0.5) | debconf-2.0, libx",
            "debconf 1 | Depends: perl-base",
            "cdebconf 1 | Provides: debconf-2.0",
            "perl-base 1",
            "libx 1");

    Closure closure = solve(records, DenyList.packageManagement(), "a");

    assertThat(names(closure)).containsExactly("a", "libx");
    assertThat(closure.denied()).extracting(Closure.Denied::name).containsExactly("debconf");
  }

  @Test
  void aRequestedPackageIsNeverDenied() throws ClosureException {
    SequencedMap<String, String> reasons = new TreeMap<>(Map.of("a", "test"));

    assertThat(names(solve(records("a 1"), new DenyList(reasons), "a"))).containsExactly("a");
  }

  @Test
  void leavesOutWhatABaseHas() throws ClosureException {
    Paragraphs records = records("a 1 | Depends: libc6 (>= 2), b (>= 2)", "libc6 3", "b 2");
    Map<String, PackageId> present =
        Map.of(
            "libc6", new PackageId("libc6", new DebianVersion("2.5"), "amd64"),
            "b", new PackageId("b", new DebianVersion("1"), "amd64"));

    Closure closure =
        ClosureSolver.solve(
            PackageIndex.of(List.of(records)),
            List.of(Dependency.on("a")),
            DenyList.none(),
            present);

    assertThat(names(closure)).containsExactly("a", "b");
    assertThat(closure.dependsOn(present)).containsExactly(present.get("libc6"));
  }

  @Test
  void doesNotDependOnTheOrderOfTheIndex() throws ClosureException {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "a 1 | Depends: v, b | c",
                "b 1",
                "c 1",
                "p1 1 | Provides: v",
                "p2 1 | Provides: v | Depends: c"));
    Closure first = solve(records(lines.toArray(String[]::new)), DenyList.none(), "a");
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(lines, new Random(seed));
      Paragraphs records = records(lines.toArray(String[]::new));
      assertThat(solve(records, DenyList.none(), "a")).as("seed %d", seed).isEqualTo(first);
    }
  }

  @Test
  void endsOnACycle() throws ClosureException {
    assertThat(names(solve(records("a 1 | Depends: b", "b 1 | Depends: a"), DenyList.none(), "a")))
        .containsExactly("a", "b");
  }

  @Test
  void namesAPackageOfTheIndexThatIsMalformed() {
    Paragraphs records = records("a 1 | Depends: b", "b not:a:version", "c not:a:version");

    ClosureException e =
        catchThrowableOfType(
            ClosureException.class, () -> solve(records, DenyList.none(), "a", "d"));

    assertThat(e.problems()).hasSize(2).first().isInstanceOf(Unsatisfiable.class);
    assertThat(e.problems().getLast())
        .isEqualTo(new MalformedPackage("b", "not a Debian version: `not:a:version`"));
  }
}
