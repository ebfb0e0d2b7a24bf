package dev.garboard.hostbuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.garboard.hostbuild.BuiltWheel.Made;
import dev.garboard.project.PackageSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A local repository with a subdirectory and a submodule, at a commit that no branch holds at its
/// tip.
class GitBuildTest {

  private static final String READ_SUBMODULE =
      """
      def make():
          return open(os.path.join('..', 'vendored', 'part.txt')).read()
      """;

  @TempDir Path temp;
  private Path repository;
  private String commit = "";

  private String git(Path directory, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of("git", "-c", "protocol.file.allow=always", "-c", "user.name=t", "-c"));
    command.add("user.email=t@example.invalid");
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.strip();
  }

  @BeforeEach
  void makeRepositories() throws Exception {
    Path part = temp.resolve("part");
    HostFixture.write(part.resolve("part.txt"), "from the submodule");
    git(part, "init", "-q");
    git(part, "add", ".");
    git(part, "commit", "-q", "-m", "part");
    repository = temp.resolve("repository");
    HostFixture.selfBuilt(repository.resolve("python"), READ_SUBMODULE);
    git(repository, "init", "-q");
    git(repository, "submodule", "add", "-q", "../part", "vendored");
    git(repository, "add", ".");
    git(repository, "commit", "-q", "-m", "first");
    commit = git(repository, "rev-parse", "HEAD");
    HostFixture.write(repository.resolve("python/backend.py"), "raise SystemExit('later')\n");
    git(repository, "commit", "-q", "-a", "-m", "second");
  }

  private HostBuilder builder() {
    return new HostBuilder(
        HostFixture.host(temp.resolve("home"), false, Map.of()),
        HostFixture.settings(Duration.ofMinutes(3)),
        temp.resolve("cache"));
  }

  private BuildRequest at(String wanted) throws IOException {
    return HostFixture.request(
        "own",
        new BuildSource.GitCommit(
            new PackageSource.Git(repository.toUri().toString(), "", wanted, "python", "", false)));
  }

  @Test
  void buildsTheLockedCommitWithSubdirectoryAndSubmodule() throws Exception {
    BuiltWheel wheel = builder().build(at(commit));
    assertThat(HostFixture.entries(wheel.file())).containsEntry("own.txt", "from the submodule");
    assertThat(builder().build(at(commit)).made()).isEqualTo(Made.CACHED);
  }

  @Test
  void aSourceWithLargeFilesWantsGitLfs() throws Exception {
    Path onlyGit = Files.createDirectories(temp.resolve("only-git"));
    Files.createSymbolicLink(onlyGit.resolve("git"), Path.of("/usr/bin/git"));
    HostEnvironment host =
        new HostEnvironment(
            Map.of(),
            List.of(onlyGit),
            List.of(HostFixture.SYSTEM_PYTHON),
            temp.resolve("home"),
            "linux-x86_64");
    HostBuilder builder =
        new HostBuilder(host, HostFixture.settings(Duration.ofMinutes(1)), temp.resolve("cache"));
    String url = repository.toUri().toString();
    BuildRequest request =
        HostFixture.request(
            "own",
            new BuildSource.GitCommit(new PackageSource.Git(url, "", commit, "python", "", true)));
    assertThatThrownBy(() -> builder.build(request))
        .isInstanceOfSatisfying(
            HostBuildException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(new HostBuildProblem.NoGit(request.name(), url, "git lfs")));
  }

  @Test
  void anUnknownCommitIsNamed() {
    String unknown = "0123456789012345678901234567890123456789";
    assertThatThrownBy(() -> builder().build(at(unknown)))
        .isInstanceOfSatisfying(
            HostBuildException.class,
            e ->
                assertThat(e.problems().getFirst())
                    .isInstanceOfSatisfying(
                        HostBuildProblem.GitFailed.class,
                        failed -> assertThat(failed.commit()).isEqualTo(unknown)));
  }
}
