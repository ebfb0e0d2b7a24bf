package dev.garboard.hostbuild;

import dev.garboard.content.Hashing;
import dev.garboard.hostbuild.HostProcess.Outcome;
import dev.garboard.project.PackageSource;
import dev.garboard.python.PackageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Brings a repository's commit into a directory through the host's `git`: one bare clone per
/// repository is kept, each build gets a checkout of its own with its submodules.
final class GitCheckout {

  private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/@]*@");

  private final HostEnvironment host;
  private final Path clones;
  private final Duration timeout;

  GitCheckout(HostEnvironment host, Path clones, Duration timeout) {
    this.host = host;
    this.clones = clones;
    this.timeout = timeout;
  }

  void checkOut(PackageName name, PackageSource.Git git, WorkDirectory work)
      throws IOException, InterruptedException, HostBuildException {
    String program = program(name, git);
    Run run = new Run(name, git, program, work);
    Path bare = clones.resolve(Hashing.sha256(git.url()).hex());
    if (!Files.isDirectory(bare)) {
      cloneBare(run, bare);
    }
    if (!run.succeeds(bare, "cat-file", "-e", git.commit() + "^{commit}")) {
      run.git(bare, "fetch", "--force", "--tags", "origin", "+refs/heads/*:refs/heads/*");
    }
    if (!run.succeeds(bare, "cat-file", "-e", git.commit() + "^{commit}")) {
      run.git(bare, "fetch", "--force", "origin", git.commit());
    }
    Path source = work.source();
    run.git(work.path(), "clone", "--no-checkout", "--no-hardlinks", bare.toString(), "source");
    // Relative submodule addresses start from the repository, not from our clone.
    run.git(source, "remote", "set-url", "origin", git.url());
    run.git(source, "fetch", bare.toString(), git.commit());
    run.git(source, "checkout", "--force", "--detach", git.commit());
    run.git(source, "submodule", "update", "--init", "--recursive", "--force");
    if (git.lfs()) {
      run.git(source, "lfs", "fetch", "origin", git.commit());
      run.git(source, "lfs", "checkout");
    }
  }

  private void cloneBare(Run run, Path bare)
      throws IOException, InterruptedException, HostBuildException {
    Files.createDirectories(clones);
    Path aside = Files.createTempDirectory(clones, "new-").resolve("clone");
    run.git(clones, "clone", "--bare", "--", run.git.url(), aside.toString());
    try {
      Files.move(aside, bare);
    } catch (IOException e) {
      // Another process was faster; both hold the same objects.
      if (!Files.isDirectory(bare)) {
        throw e;
      }
    }
  }

  private String program(PackageName name, PackageSource.Git git) throws HostBuildException {
    String redacted = redact(git.url());
    if (git.lfs() && WheelTool.executable(host, "git-lfs").isEmpty()) {
      throw new HostBuildException(new HostBuildProblem.NoGit(name, redacted, "git lfs"));
    }
    return WheelTool.executable(host, "git")
        .map(Path::toString)
        .orElseThrow(
            () -> new HostBuildException(new HostBuildProblem.NoGit(name, redacted, "git")));
  }

  static String redact(String url) {
    return USER_INFO.matcher(url).replaceAll("");
  }

  private final class Run {
    private final PackageName name;
    private final PackageSource.Git git;
    private final String program;
    private final WorkDirectory work;
    private final Map<String, String> variables;

    Run(PackageName name, PackageSource.Git git, String program, WorkDirectory work) {
      this.name = name;
      this.git = git;
      this.program = program;
      this.work = work;
      boolean local = git.url().startsWith("file:") || git.url().startsWith("/");
      this.variables = new CleanEnvironment(host).forGit(local, git.lfs());
    }

    boolean succeeds(Path directory, String... arguments) throws IOException, InterruptedException {
      return start(directory, arguments) instanceof Outcome.Exited(int code, _) && code == 0;
    }

    void git(Path directory, String... arguments)
        throws IOException, InterruptedException, HostBuildException {
      Outcome outcome = start(directory, arguments);
      switch (outcome) {
        case Outcome.Exited(int code, String output) -> {
          if (code != 0) {
            throw new HostBuildException(
                new HostBuildProblem.GitFailed(
                    name, redact(git.url()), git.commit(), redact(output)));
          }
        }
        case Outcome.Overran(String output) ->
            throw new HostBuildException(
                new HostBuildProblem.TimedOut(
                    name, List.of("git", arguments[0]), timeout, redact(output)));
      }
    }

    private Outcome start(Path directory, String... arguments)
        throws IOException, InterruptedException {
      List<String> command = new ArrayList<>(List.of(program));
      command.addAll(List.of(arguments));
      return new HostProcess(variables, directory, work.log()).run(command, timeout);
    }
  }
}
