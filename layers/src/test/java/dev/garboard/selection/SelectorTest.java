package dev.garboard.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.garboard.project.Project;
import dev.garboard.project.ProjectException;
import dev.garboard.project.ProjectReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Edge cases of the walk, each as a small lockfile.
class SelectorTest {

  @TempDir private Path directory;

  private String header = "version = 1\nrevision = 3\nrequires-python = \">=3.11\"\n";
  private final StringBuilder packages = new StringBuilder();
  private String pyproject = "[project]\nname = \"shop\"\nversion = \"1\"\n";

  @BeforeEach
  void rootIsShop() {
    packages.setLength(0);
  }

  private void local(String name, String source, String rest) {
    packages
        .append("[[package]]\nname = \"")
        .append(name)
        .append("\"\nversion = \"1\"\nsource = { ")
        .append(source)
        .append(" }\n")
        .append(rest);
  }

  private void shop(String rest) {
    local("shop", "virtual = \".\"", rest);
  }

  private void lib(String name, String version, String rest) {
    packages
        .append("[[package]]\nname = \"%s\"\nversion = \"%s\"\n".formatted(name, version))
        .append("source = { registry = \"https://i.example\" }\n");
    if (!rest.contains("wheels =")) {
      packages.append(
          "wheels = [{ url = \"https://i.example/%s-%s-py3-none-any.whl\" }]\n"
              .formatted(name, version));
    }
    packages.append(rest);
  }

  private static String lines(String... lines) {
    return String.join("\n", lines) + "\n";
  }

  private Project project() throws IOException, ProjectException {
    Files.writeString(directory.resolve("pyproject.toml"), pyproject);
    Files.writeString(directory.resolve("uv.lock"), header + packages);
    return new ProjectReader().read(directory);
  }

  private static Target linux(String python) {
    PythonRelease release = PythonRelease.parse(python).orElseThrow();
    return PythonPlatform.named("x86_64-manylinux_2_36")
        .orElseThrow()
        .with(release.version(), release.freeThreaded());
  }

  private List<String> select(String... flags)
      throws IOException, ProjectException, SelectionException {
    return selection(flags).packages().stream().map(p -> p.name() + " " + p.version()).toList();
  }

  private Selection selection(String... flags)
      throws IOException, ProjectException, SelectionException {
    return new Selector().select(project(), UvFlags.request(flags), linux("3.12"));
  }

  private List<SelectionProblem> refusal(String... flags) {
    SelectionException refused =
        catchThrowableOfType(SelectionException.class, () -> selection(flags));
    assertThat(refused).isNotNull();
    return refused.problems();
  }

  @Test
  void cyclesAndSelfExtrasEnd() throws Exception {
    shop(
        """
        dependencies = [{ name = "a" }]
        [package.optional-dependencies]
        all = [{ name = "shop", extra = ["x"] }]
        x = [{ name = "shop", extra = ["y"] }]
        y = [{ name = "c" }]
        """);
    lib("a", "1", "dependencies = [{ name = \"b\" }]\n");
    lib("b", "1", "dependencies = [{ name = \"a\" }]\n");
    lib("c", "1", "");
    assertThat(select()).containsExactly("a 1", "b 1");
    assertThat(select("--extra", "all")).containsExactly("a 1", "b 1", "c 1");
    assertThat(selection("--extra", "all").packages().getLast().why())
        .containsExactly("shop[all]", "shop[x]", "shop[y]", "c");
  }

  @Test
  void anExtraOnOneOfTwoEdgesCounts() throws Exception {
    shop("dependencies = [{ name = \"a\" }, { name = \"b\" }]\n");
    lib("a", "1", "dependencies = [{ name = \"b\", extra = [\"x\"] }]\n");
    lib("b", "1", "[package.optional-dependencies]\nx = [{ name = \"c\" }]\n");
    lib("c", "1", "");
    assertThat(select()).containsExactly("a 1", "b 1", "c 1");
    assertThat(select("--no-install-package", "a")).containsExactly("b 1", "c 1");
  }

  @Test
  void forksAreTakenByMarker() throws Exception {
    String source = "source = { registry = \"https://i.example\" }";
    shop(
        lines(
                "dependencies = [{ name = \"n\", version = \"1\", %s, marker = \"python_full_version < '3.12'\" }, { name = \"n\", version = \"2\", %s, marker = \"python_full_version >= '3.12'\" }, { name = \"w\", marker = \"sys_platform == 'win32'\" }]")
            .formatted(source, source));
    lib("n", "1", "");
    lib("n", "2", "");
    lib("w", "1", "");
    assertThat(select()).containsExactly("n 2");
  }

  @Test
  void outsideEveryForkNothingIsFollowed() throws Exception {
    header += "resolution-markers = [\"sys_platform == 'win32'\"]\n";
    local("shop", "editable = \".\"", "dependencies = [{ name = \"a\" }]\n");
    lib("a", "1", "");
    assertThat(select()).containsExactly("shop 1");
  }

  @ParameterizedTest
  @CsvSource({
    "'', a 1|d 1",
    "--no-dev, a 1",
    "--no-default-groups, a 1",
    "--only-dev, d 1",
    "--only-group lint, l 1",
    "--group lint, a 1|d 1|l 1",
    "--all-groups --no-group dev, a 1|l 1",
    "--only-group lint --no-group lint, ''",
    "--only-group Lint --dev, d 1|l 1"
  })
  void groupsAddUpAsInUv(String flags, String expected) throws Exception {
    pyproject += "[dependency-groups]\ndev = [\"d\"]\nlint = [\"l\"]\n";
    shop(
        lines(
            "dependencies = [{ name = \"a\" }]",
            "[package.dev-dependencies]",
            "dev = [{ name = \"d\" }]",
            "lint = [{ name = \"l\" }]"));
    for (String name : List.of("a", "d", "l")) {
      lib(name, "1", "");
    }
    List<String> want = expected.isEmpty() ? List.of() : List.of(expected.split("\\|", -1));
    assertThat(select(flags.isEmpty() ? new String[0] : flags.split(" ", -1))).isEqualTo(want);
  }

  @Test
  void aGroupMayBringTheProjectItselfBack() throws Exception {
    local(
        "shop",
        "editable = \".\"",
        "dependencies = [{ name = \"a\" }]\n[package.dev-dependencies]\ndev = [{ name = \"shop\" }]\n");
    lib("a", "1", "");
    assertThat(select("--only-group", "dev")).containsExactly("a 1", "shop 1");
    assertThat(select("--only-group", "dev", "--no-install-project")).containsExactly("a 1");
  }

  private void conflicting() {
    header +=
        lines(
            "conflicts = [[{ package = \"shop\", extra = \"cpu\" }, { package = \"shop\", extra = \"gpu\" }]]",
            "[manifest]",
            "members = [\"shop\", \"worker\"]");
    String source = "source = { registry = \"https://i.example\" }";
    shop(
        lines(
                "dependencies = [{ name = \"torch\", version = \"2\", %s, marker = \"extra != 'extra-4-shop-cpu'\" }]",
                "[package.optional-dependencies]",
                "cpu = [{ name = \"torch\", version = \"2+cpu\", %s, marker = \"extra == 'extra-4-shop-cpu'\" }]",
                "gpu = [{ name = \"cuda\" }]")
            .formatted(source, source));
    lib("torch", "2", "");
    lib("torch", "2+cpu", "");
    lib("cuda", "1", "");
  }

  @Test
  void activationsAreFoundBeforeEdgesAreChosen() throws Exception {
    conflicting();
    local("worker", "virtual = \"w\"", "dependencies = [{ name = \"shop\", extra = [\"cpu\"] }]\n");
    assertThat(select("--package", "worker")).containsExactly("torch 2+cpu");
    assertThat(select()).containsExactly("torch 2");
    assertThat(select("--extra", "cpu")).containsExactly("torch 2+cpu");
  }

  @Test
  void declaredAndActivatedConflictsAreRefused() {
    conflicting();
    local(
        "worker",
        "virtual = \"w\"",
        "dependencies = [{ name = \"shop\", extra = [\"cpu\", \"gpu\"] }]\n");
    assertThat(refusal("--extra", "cpu", "--extra", "gpu").getFirst())
        .isInstanceOf(SelectionProblem.DeclaredConflict.class);
    assertThat(refusal("--package", "worker").getFirst())
        .isInstanceOf(SelectionProblem.ExtrasConflict.class);
  }

  @Test
  void anOrphanActivatesNothing() throws Exception {
    conflicting();
    local("worker", "virtual = \"w\"", "");
    lib("orphan", "1", "dependencies = [{ name = \"shop\", extra = [\"cpu\", \"gpu\"] }]\n");
    assertThat(select()).containsExactly("torch 2");
  }

  @Test
  void aRootLendsItsGroupsToAMemberOnRequest() throws Exception {
    header += "[manifest]\nmembers = [\"shop\", \"worker\"]\n";
    pyproject += "[dependency-groups]\ndev = [\"d\"]\n";
    shop(
        "dependencies = [{ name = \"a\" }]\n[package.dev-dependencies]\ndev = [{ name = \"d\" }]\n");
    local("worker", "virtual = \"w\"", "dependencies = [{ name = \"b\" }]\n");
    for (String name : List.of("a", "b", "d")) {
      lib(name, "1", "");
    }
    assertThat(select("--package", "worker")).containsExactly("b 1");
    assertThat(select("--package", "worker", "--group", "dev")).containsExactly("b 1", "d 1");
    assertThat(select("--all-packages")).containsExactly("a 1", "b 1", "d 1");
  }

  @Test
  void misspelledNamesComeWithNearOnes() {
    shop(
        lines(
            "[package.optional-dependencies]",
            "http = [{ name = \"a\" }]",
            "[package.dev-dependencies]",
            "lint = [{ name = \"a\" }]"));
    lib("a", "1", "");
    assertThat(refusal("--extra", "htpp", "--group", "lnt"))
        .hasSize(2)
        .anySatisfy(p -> assertThat(p.toString()).contains("nearest=[http]"))
        .anySatisfy(p -> assertThat(p.toString()).contains("nearest=[lint]"));
    assertThat(refusal("--package", "shpo").getFirst().toString()).contains("nearest=[shop]");
  }

  @Test
  void pythonAndEnvironmentMustFit() {
    header =
        "version = 1\nrequires-python = \">=3.13\"\nsupported-markers = [\"sys_platform == 'win32'\"]\n";
    shop("");
    assertThat(refusal())
        .hasSize(2)
        .anySatisfy(p -> assertThat(p).isInstanceOf(SelectionProblem.PythonNotAccepted.class))
        .anySatisfy(p -> assertThat(p).isInstanceOf(SelectionProblem.UnsupportedEnvironment.class));
  }

  @Test
  void groupsMayDemandAnotherPython() throws Exception {
    shop(
        lines(
            "[package.dev-dependencies]",
            "dev = [{ name = \"a\" }]",
            "[package.group-requires-python]",
            "dev = \">=3.13\""));
    lib("a", "1", "");
    assertThat(select("--no-dev")).isEmpty();
    assertThat(refusal().toString()).contains("shop:dev");
  }

  @Test
  void aMissingWheelIsToldWithTheWay() {
    shop("dependencies = [{ name = \"a\" }]\n");
    lib("a", "1", "dependencies = [{ name = \"native\" }]\n");
    lib(
        "native",
        "1",
        "wheels = [{ url = \"https://i.example/native-1-cp312-cp312-win_amd64.whl\" }]\n");
    SelectionProblem.NoWheel problem = (SelectionProblem.NoWheel) refusal().getFirst();
    assertThat(problem.reason()).isEqualTo(SelectionProblem.NoWheelReason.NOTHING_FITS);
    assertThat(problem.why()).containsExactly("shop", "a", "native");
    assertThat(problem.best()).hasToString("cp312-cp312-manylinux_2_36_x86_64");
    assertThat(problem.available()).hasSize(1);
  }

  @Test
  void prefersTagThenBuildThenOrder() throws Exception {
    shop("dependencies = [{ name = \"n\" }]\n");
    lib(
        "n",
        "1",
        """
        wheels = [
          { url = "https://i.example/n-1-py3-none-any.whl" },
          { url = "https://i.example/n-1-2-cp312-cp312-manylinux_2_17_x86_64.whl" },
          { url = "https://i.example/n-1-10-cp312-cp312-manylinux_2_17_x86_64.whl" },
          { url = "https://i.example/n-1-cp312-cp312-manylinux_2_17_x86_64.whl" },
        ]
        """);
    assertThat(selection().packages().getFirst().artifact().toString()).contains("n-1-10-cp312");
  }

  @Test
  void filesOfAPathIndexLieBesideIt() throws Exception {
    shop("dependencies = [{ name = \"p\" }]\n");
    packages.append(
        lines(
            "[[package]]",
            "name = \"p\"",
            "version = \"1\"",
            "source = { registry = \"wheels/here\" }",
            "wheels = [{ path = \"p-1-py3-none-any.whl\" }]"));
    Artifact.Wheel wheel = (Artifact.Wheel) selection().packages().getFirst().artifact();
    assertThat(wheel.location()).isEqualTo("wheels/here/p-1-py3-none-any.whl");
  }

  @Test
  void buildsOnlyWhereAllowed() throws Exception {
    local("shop", "editable = \".\"", "dependencies = [{ name = \"s\" }]\n");
    lib("s", "1", "wheels = []\nsdist = { url = \"https://i.example/s-1.tar.gz\" }\n");
    assertThat(selection().packages().get(0).artifact()).isInstanceOf(Artifact.SourceArchive.class);
    assertThat(((SelectionProblem.NoWheel) refusal("--no-build").getFirst()).reason())
        .isEqualTo(SelectionProblem.NoWheelReason.BUILD_FORBIDDEN);
    assertThat(selection("--no-editable").packages().get(1).artifact())
        .isEqualTo(new Artifact.LocalTree("", false));
  }
}
