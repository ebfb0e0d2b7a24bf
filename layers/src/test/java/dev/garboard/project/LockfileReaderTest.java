package dev.garboard.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.python.ExtraName;
import dev.garboard.python.PackageName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockfileReaderTest {

  private static final String HASH =
      "sha256:0000000000000000000000000000000000000000000000000000000000000000";
  private static final String HEAD = "version = 1\nrequires-python = \">=3.12\"\n";
  private static final String INDEX = "source = { registry = \"https://index.example/simple\" }\n";

  private final List<ProjectProblem> problems = new ArrayList<>();

  private Lockfile read(String text) {
    return LockfileReader.read("uv.lock", text, problems);
  }

  private static String locked(String name, String rest) {
    return "[[package]]\nname = \"" + name + "\"\nversion = \"1.0\"\n" + INDEX + rest;
  }

  @Test
  void readsAnyRevisionAndIgnoresUnknownKeys() {
    Lockfile lockfile =
        read(
            "\uFEFFversion = 1\r\nrevision = 99\r\nrequires-python = \">=3.12\"\r\nnew = 1\r\n"
                + locked(
                    "zope.interface",
                    "novelty = true\r\nwheels = [{ url = \"https://h/zope_interface-1.0%2Bcu1-py3-none-any.whl?x=1#y\","
                        + " zstd = { hash = \"sha256:1\" } }]\r\n"));
    assertThat(problems).isEmpty();
    assertThat(lockfile.header().revision()).isEqualTo(99);
    LockedPackage locked = lockfile.packages().getFirst();
    assertThat(locked.name()).isEqualTo(PackageName.of("zope-interface"));
    assertThat(locked.wheels().getFirst().filename().version()).isEqualTo("1.0+cu1");
    assertThat(locked.wheels().getFirst().size()).isEqualTo(-1);
  }

  @Test
  void refusesAnotherVersionEvenWhereTheRestDoesNotParse() {
    read("version = 2\nrequires-python = [[[\n");
    assertThat(problems)
        .containsExactly(
            new ProjectProblem.UnsupportedLockVersion(new SourcePosition("uv.lock", 1, 1), 2));
  }

  @Test
  void givesEverySyntaxFaultWithItsPlace() {
    read(HEAD + "a = \nb = 1\nc = ]\n");
    assertThat(problems)
        .hasSizeGreaterThanOrEqualTo(2)
        .allMatch(ProjectProblem.TomlSyntax.class::isInstance);
    assertThat(problems.stream().map(p -> ((ProjectProblem.TomlSyntax) p).where().line()))
        .contains(3, 5);
  }

  @Test
  void gathersFaultsOfMeaning() {
    read(
        "version = 1\nrevision = \"three\"\nrequires-python = \"python3\"\n"
            + "resolution-markers = [\"os_name ==\"]\n"
            + locked("a", "dependencies = [{ name = \"missing\" }]\n")
            + "[[package]]\nversion = \"1\"\n"
            + locked("b", "wheels = [{ hash = \"" + HASH + "\" }]\n"));
    assertThat(problems)
        .hasSize(7)
        .anySatisfy(p -> assertThat(p).isInstanceOf(ProjectProblem.WrongType.class))
        .anySatisfy(p -> assertThat(p.toString()).contains("not a version specifier"))
        .anySatisfy(p -> assertThat(p.toString()).contains("os_name =="))
        .anySatisfy(p -> assertThat(p).isInstanceOf(ProjectProblem.UnknownDependency.class));
  }

  @Test
  void refusesADuplicateWithItsPlace() {
    read(HEAD + locked("a", "") + locked("a", ""));
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst()).isInstanceOf(ProjectProblem.DuplicatePackage.class);
    assertThat(((ProjectProblem.DuplicatePackage) problems.getFirst()).where().line()).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{ name = \"a\" } | AmbiguousDependency",
        "{ name = \"a\", source = { registry = \"https://index.example/simple\" } } | AmbiguousDependency",
        "{ name = \"a\", version = \"1.0\", source = { registry = \"https://index.example/simple\" } } | -",
        "{ name = \"a\", version = \"3.0\", source = { registry = \"https://index.example/simple\" } } | UnknownDependency",
        "{ name = \"a\", version = \"1.0\", source = { registry = \"https://other.example\" } } | UnknownDependency",
        "{ version = \"1.0\" } | MissingKey",
        "{ name = \"!\" } | InvalidValue"
      })
  void resolvesEdges(String edge, String problem) {
    read(
        HEAD
            + locked("a", "")
            + locked("a", "").replace("1.0", "2.0")
            + locked("top", "dependencies = [" + edge + "]\n"));
    if (problem.equals("-")) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems.getFirst().getClass().getSimpleName()).isEqualTo(problem);
    }
  }

  @Test
  void dropsExtrasWithoutEdgesAndRefusesEqualEdges() {
    Lockfile lockfile =
        read(
            HEAD
                + locked("a", "[package.optional-dependencies]\nx = [{ name = \"b\" }]\n")
                + locked("b", "")
                + locked("c", "dependencies = [{ name = \"a\", extra = [\"x\", \"y\"] }]\n")
                + locked("d", "dependencies = [{ name = \"b\" }, { name = \"b\" }]\n"));
    assertThat(lockfile.packages().get(2).dependencies().production().getFirst().extras())
        .containsExactly(ExtraName.of("x"));
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst()).isInstanceOf(ProjectProblem.DuplicateDependency.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{ registry = \"https://i.example\" } | url = \"https://h/a-1.0-py3-none-any.whl\" | -",
        "{ registry = \"https://i.example\" } | path = \"a-1.0-py3-none-any.whl\" | MissingKey",
        "{ registry = \"wheelhouse\" } | path = \"a-1.0-py3-none-any.whl\" | -",
        "{ registry = \"wheelhouse\" } | filename = \"a-1.0-py3-none-any.whl\" | MissingKey",
        "{ registry = \"C:/wheels\" } | path = \"a-1.0-py3-none-any.whl\" | -",
        "{ path = \"a-1.0-py3-none-any.whl\" } | filename = \"a-1.0-py3-none-any.whl\" | WrongHashPresence",
        "{ path = \"a-1.0-py3-none-any.whl\" } | filename = \"a-1.0-py3-none-any.whl\", hash = \"HASH\" | -",
        "{ directory = \"a\" } | url = \"https://h/a-1.0-py3-none-any.whl\", hash = \"HASH\" | WrongHashPresence",
        "{ registry = \"https://i.example\" } | url = \"https://h/a-2.0-py3-none-any.whl\" | InconsistentVersion",
        "{ registry = \"https://i.example\" } | url = \"https://h/a-1.0.0-py3-none-any.whl\" | -",
        "{ registry = \"https://i.example\" } | url = \"https://h/a-1.0+cu1-py3-none-any.whl\" | -",
        "{ registry = \"https://i.example\" } | url = \"https://h/a.whl\" | InvalidValue",
        "{ registry = \"https://i.example\" } | hash = \"HASH\" | MissingKey",
        "{ registry = \"https://i.example\" } | url = \"https://h/a-1.0-py3-none-any.whl\", hash = \"sha256:0\" | InvalidValue",
        "{ novelty = \"x\" } | url = \"https://h/a-1.0-py3-none-any.whl\" | InvalidValue",
        "{ git = \"https://g.example/a\" } | url = \"https://h/a-1.0-py3-none-any.whl\" | InvalidValue"
      })
  void checksWheelsAgainstTheirSource(String source, String wheel, String problem) {
    read(
        HEAD
            + "[[package]]\nname = \"a\"\nversion = \"1.0\"\nsource = "
            + source
            + "\nwheels = [{ "
            + wheel.replace("HASH", HASH)
            + " }]\n");
    if (problem.equals("-")) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems).hasSize(1);
      assertThat(problems.getFirst().getClass().getSimpleName()).isEqualTo(problem);
    }
  }

  @Test
  void readsEveryKindOfSource() {
    String commit = "d891eeebbd950a6ff11d9b5f806282e33df83df9";
    Lockfile lockfile =
        read(
            HEAD
                + "[[package]]\nname = \"g\"\nsource = { git = \"https://g.example/x.git?subdirectory=p%2Fy&tag=v1#"
                + commit
                + "\" }\n"
                + "[[package]]\nname = \"e\"\nsource = { editable = \".\" }\n"
                + "[[package]]\nname = \"v\"\nsource = { virtual = \"x\" }\n");
    assertThat(problems).isEmpty();
    assertThat(lockfile.packages().stream().map(LockedPackage::source))
        .containsExactly(
            new PackageSource.Git("https://g.example/x.git", "tag=v1", commit, "p/y", "", false),
            new PackageSource.Editable(""),
            new PackageSource.Virtual("x"));
    assertThat(lockfile.root().orElseThrow().name()).isEqualTo(PackageName.of("e"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[{ package = \"a\" }] | InvalidValue",
        "[{ package = \"a\" }, { package = \"a\" }] | InvalidValue",
        "[{ package = \"a\", extra = \"x\", group = \"y\" }, { package = \"b\" }, { package = \"c\" }] | InvalidValue",
        "[{ package = \"a\", extras = \"x\" }, { package = \"b\" }] | UnknownKey",
        "[{ package = \"a\", extra = \"x\" }, { package = \"a\", extra = \"y\" }] | -"
      })
  void readsConflicts(String set, String problem) {
    Lockfile lockfile = read(HEAD + "conflicts = [" + set + "]\n");
    if (problem.equals("-")) {
      assertThat(problems).isEmpty();
      assertThat(lockfile.header().conflicts().getFirst().getFirst().key())
          .isEqualTo(ExtraName.of("extra-1-a-x"));
    } else {
      assertThat(problems.getFirst().getClass().getSimpleName()).isEqualTo(problem);
    }
  }
}
