package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.registry.FakeRegistry;
import dev.garboard.words.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A build finds out that nothing has changed without reading anything, and is never wrong about
/// it. What is counted here guards the speed of that path.
final class UnchangedBuildTest {

  private static final String SAME = "\"origin\":\"unchanged\"";

  @TempDir private Path directory;
  private TestProject project;

  @BeforeEach
  void write() throws IOException {
    project = TestProject.in(directory.toRealPath()).later();
    project.variable("HOME", project.path("home").toString());
    project.write("demo/pkg/mod.py", "A = 1\n");
    project.write("demo/.gitignore", "ignored\n");
    project.write("demo/ignored", "nobody sees it\n");
  }

  private String built(String... more) {
    TestProject.Outcome outcome = project.build(with(more, "--json"));
    assertThat(outcome.exit()).as(outcome.err() + outcome.out()).isEqualTo(ExitCode.DONE);
    return outcome.out();
  }

  private static String[] with(String[] some, String another) {
    String[] all = java.util.Arrays.copyOf(some, some.length + 1);
    all[some.length] = another;
    return all;
  }

  @Test
  void theSameBuildAgainReadsNothingButItsMemory() throws IOException {
    String first = built();
    assertThat(first).doesNotContain(SAME);
    FilesRead read = FilesRead.during(() -> assertThat(built()).contains(SAME));
    assertThat(read.below(project.path("demo"))).isEmpty();
    assertThat(read.below(project.path("base"))).isEmpty();
    assertThat(read.below(project.path("wheels"))).isEmpty();
    assertThat(read.below(project.path("app.tar"))).isEmpty();
    assertThat(read.below(project.path("cache"))).hasSize(1);
  }

  @Test
  void saysTheSameAsTheBuildThatMadeIt() throws IOException {
    project.build("--digest-file", project.path("digest").toString());
    String digest = Files.readString(project.path("digest"));
    Files.delete(project.path("digest"));
    TestProject.Outcome again = project.build("--digest-file", project.path("digest").toString());
    assertThat(again.out()).isEqualTo(project.path("app.tar") + "\n");
    assertThat(project.path("digest")).hasContent(digest.strip());
  }

  /// A change, and whether a build must notice it.
  interface Change {
    void apply(TestProject project) throws IOException;
  }

  private static Arguments change(String name, Change change) {
    return Arguments.of(org.junit.jupiter.api.Named.of(name, change));
  }

  private static List<Arguments> changes() {
    return List.of(
        change("a file", p -> p.write("demo/pkg/mod.py", "A = 2\n")),
        change("a file of equal size and time", UnchangedBuildTest::forge),
        change("a new file", p -> p.write("demo/pkg/new.py", "")),
        change("a new directory", p -> p.write("demo/other/new.py", "")),
        change("a file less", p -> Files.delete(p.path("demo/pkg/mod.py"))),
        change("a file that may be executed", p -> executable(p.path("demo/pkg/mod.py"))),
        change("the ignore rules", p -> p.write("demo/.gitignore", "pkg\n")),
        change("other ignore rules", p -> p.write("demo/.dockerignore", "pkg\n")),
        change("rules above", p -> p.write(".gitignore", "pkg\n")),
        change("a repository above", p -> p.write(".git/config", "")),
        change("the project", p -> p.edit("demo/pyproject.toml", "1.0", "1.1")),
        change("the lock", p -> p.edit("demo/uv.lock", "revision = 3", "revision = 2")),
        change("the Python version", p -> p.write("demo/.python-version", "3.13\n")),
        change("a lock of the base", p -> p.write("demo/garboard.lock", "")),
        change("a project above", p -> p.write("pyproject.toml", "[project]\nname = \"x\"\n")),
        change(
            "the user's configuration",
            p -> p.write("home/.config/garboard/garboard.toml", "user = \"1\"\n")),
        change("a setting", p -> p.variable("GARBOARD_USER", "1000")),
        change("an unknown variable", p -> p.variable("SOMETHING", "else")),
        change("the base", p -> p.edit("base/index.json", "}", "} ")),
        change("the archive", p -> Files.writeString(p.path("app.tar"), "mine")),
        change("no archive", p -> Files.delete(p.path("app.tar"))));
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(
        file, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void forge(TestProject project) throws IOException {
    Path file = project.path("demo/pkg/mod.py");
    FileTime time = Files.getLastModifiedTime(file);
    Files.writeString(file, "A = 3\n");
    Files.setLastModifiedTime(file, time);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void noticesEveryChange(Change change) throws IOException {
    built();
    assertThat(built()).contains(SAME);
    change.apply(project);
    assertThat(project.build("--json").out()).doesNotContain(SAME);
  }

  @Test
  void otherFlagsAreAnotherBuild() {
    built();
    assertThat(built("--label", "a=b")).doesNotContain(SAME);
    assertThat(built("--label", "a=b")).contains(SAME);
  }

  @Test
  void anIgnoredFileChangesNothing() throws IOException {
    built();
    project.write("demo/ignored", "and nobody will\n");
    assertThat(built()).contains(SAME);
  }

  /// What was changed within a tick of the clock before the build may change again unseen.
  @Test
  void whatHasJustChangedIsNotTrusted() throws IOException {
    TestProject now = TestProject.in(directory.toRealPath());
    now.variable("HOME", now.path("home").toString());
    assertThat(now.build("--json").out()).doesNotContain(SAME);
    assertThat(now.build("--json").out()).doesNotContain(SAME);
  }

  @Test
  void oneQuestionToARegistryThatHoldsTheImage() throws Exception {
    try (FakeRegistry registry = new FakeRegistry()) {
      String reference = "docker://" + registry.host() + "/team/app:1";
      String[] push = project.to(reference, "--json");
      assertThat(project.run(push).exit()).isEqualTo(ExitCode.DONE);
      registry.clearRequests();
      TestProject.Outcome again = project.run(push);
      assertThat(again.out()).contains(SAME, "\"downloaded\":0", "\"uploaded\":0");
      // The first request of a process asks whether it must authenticate.
      assertThat(registry.requests())
          .filteredOn(request -> !request.equals("GET /v2/"))
          .containsExactly("HEAD /v2/team/app/manifests/1");
      assertThat(again.out()).contains("\"requests\":" + registry.requests().size());
    }
  }

  @Test
  void aTagThatMovedIsPushedAgain() throws Exception {
    try (FakeRegistry registry = new FakeRegistry()) {
      String reference = "docker://" + registry.host() + "/team/app:1";
      assertThat(project.run(project.to(reference)).exit()).isEqualTo(ExitCode.DONE);
      byte[] mine = registry.manifest("team/app", "1");
      assertThat(project.run(project.to(reference, "--label", "other=1")).exit())
          .isEqualTo(ExitCode.DONE);
      assertThat(registry.manifest("team/app", "1")).isNotEqualTo(mine);
      assertThat(project.run(project.to(reference, "--json")).exit()).isEqualTo(ExitCode.DONE);
      assertThat(project.run(project.to(reference)).exit()).isEqualTo(ExitCode.DONE);
      assertThat(registry.manifest("team/app", "1")).isEqualTo(mine);
    }
  }

  @Test
  void anImageLayoutIsLookedAtBlobByBlob() throws IOException {
    Path layout = project.path("layout");
    String[] build = project.to("oci:" + layout + ":1", "--json");
    assertThat(project.run(build).exit()).isEqualTo(ExitCode.DONE);
    FileTime time = Files.getLastModifiedTime(layout.resolve("index.json"));
    assertThat(project.run(build).out()).contains(SAME);
    try (var blobs = Files.list(layout.resolve("blobs/sha256"))) {
      Files.delete(blobs.sorted().findFirst().orElseThrow());
    }
    assertThat(project.run(build).out()).doesNotContain(SAME);
    assertThat(dev.garboard.image.ImageChecks.check(layout)).isEmpty();
    assertThat(Files.getLastModifiedTime(layout.resolve("index.json"))).isEqualTo(time);
  }

  /// The archive is left alone also where the memory is gone.
  @Test
  void anArchiveThatIsTheImageIsNotWrittenAgain() throws IOException {
    built();
    Instant time = Files.getLastModifiedTime(project.path("app.tar")).toInstant();
    project.variable("GARBOARD_CACHE_DIR", project.path("other").toString());
    assertThat(built()).doesNotContain(SAME);
    assertThat(Files.getLastModifiedTime(project.path("app.tar")).toInstant()).isEqualTo(time);
  }
}
