package dev.garboard.hostbuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.garboard.hostbuild.BuiltWheel.Made;
import dev.garboard.python.PackageName;
import dev.garboard.selection.StubIndex;
import dev.garboard.selection.Target.TargetPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Builds whose backend lies in the source tree: real tools, no network.
class HostBuilderTest {

  private static final String DUMP =
      """
      def make():
          return repr(sorted(os.environ.items())) + repr(sys.argv) + os.getcwd()
      """;

  @TempDir Path temp;

  private HostBuilder builder(boolean uv, Map<String, String> variables, Duration timeout) {
    return new HostBuilder(
        HostFixture.host(temp.resolve("home"), uv, variables),
        HostFixture.settings(timeout),
        temp.resolve("cache"));
  }

  private HostBuilder builder(boolean uv) {
    return builder(uv, Map.of(), Duration.ofMinutes(3));
  }

  private BuildRequest own(String backend) throws IOException {
    Path project = HostFixture.selfBuilt(temp.resolve("own"), backend);
    return HostFixture.request("own", new BuildSource.Tree(project, "", false));
  }

  private static HostBuildProblem problemOf(HostBuilder builder, BuildRequest request)
      throws Exception {
    try {
      builder.build(request);
    } catch (HostBuildException e) {
      return e.problems().getFirst();
    }
    throw new AssertionError("the build succeeded");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void hostVariablesDoNotReachTheBuild(boolean uv) throws Exception {
    Map<String, String> hostile =
        Map.of(
            "PYTHONPATH", "/planted-marker",
            "PYTHONSTARTUP", "/planted-marker",
            "PIP_INDEX_URL", "https://planted-marker.invalid/simple",
            "PIP_NO_BINARY", "planted-marker",
            "UV_INDEX_URL", "https://planted-marker.invalid/simple",
            "UV_CONFIG_FILE", "/planted-marker",
            "VIRTUAL_ENV", "/planted-marker",
            "AWS_SECRET_ACCESS_KEY", "planted-marker",
            "CFLAGS", "-Dplanted_marker",
            "SETUPTOOLS_SCM_PRETEND_VERSION", "planted-marker");
    BuiltWheel wheel = builder(uv, hostile, Duration.ofMinutes(3)).build(own(DUMP));
    String dump = HostFixture.entries(wheel.file()).get("own.txt");
    assertThat(dump)
        .doesNotContain("planted")
        .contains("('SOURCE_DATE_EPOCH', '315532800')")
        .contains("('TZ', 'UTC')");
    assertThat(wheel.made()).isEqualTo(Made.BUILT);
  }

  @Test
  void aCacheHitStartsNoProcess() throws Exception {
    BuildRequest request = own(DUMP);
    BuiltWheel first = builder(false).build(request);
    // No tool and no interpreter is left; pip stays the chosen tool since uv is nowhere.
    HostEnvironment empty =
        new HostEnvironment(
            Map.of(),
            List.of(),
            List.of(HostFixture.SYSTEM_PYTHON),
            temp.resolve("home"),
            "linux-x86_64");
    HostBuilder bare =
        new HostBuilder(empty, HostFixture.settings(Duration.ofNanos(1)), temp.resolve("cache"));
    BuiltWheel second = bare.build(request);
    assertThat(second.made()).isEqualTo(Made.CACHED);
    assertThat(second.digest()).isEqualTo(first.digest());
  }

  @Test
  void aChangedByteOrModeOfTheTreeBuildsAnew() throws Exception {
    BuildRequest request = own(DUMP);
    builder(false).build(request);
    Path backend = temp.resolve("own/backend.py");
    Files.writeString(backend, Files.readString(backend) + "#\n");
    assertThat(builder(false).build(request).made()).isEqualTo(Made.BUILT);
    assertThat(backend.toFile().setExecutable(true)).isTrue();
    assertThat(builder(false).build(request).made()).isEqualTo(Made.BUILT);
    assertThat(builder(false).build(request).made()).isEqualTo(Made.CACHED);
  }

  @Test
  void aDamagedCacheEntryIsBuiltAnew() throws Exception {
    BuildRequest request = own(DUMP);
    BuiltWheel first = builder(false).build(request);
    Files.writeString(first.file(), "damaged");
    assertThat(builder(false).build(request).made()).isEqualTo(Made.BUILT);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFailingBuildShowsItsOutput(boolean uv) throws Exception {
    HostBuildProblem problem =
        problemOf(builder(uv), own("def make():\n    raise RuntimeError('the keel is missing')\n"));
    assertThat(problem)
        .isInstanceOfSatisfying(
            HostBuildProblem.BuildFailed.class,
            failed -> {
              assertThat(failed.output()).contains("the keel is missing");
              assertThat(failed.exit()).isNotZero();
            });
    try (var left = Files.list(temp.resolve("cache/work"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aBuildThatTakesTooLongIsEndedWithItsChildren() throws Exception {
    Path pid = temp.resolve("child.pid");
    String backend =
        """
        def make():
            import subprocess, time
            child = subprocess.Popen(['sleep', '600'])
            with open('%s', 'w') as f:
                f.write(str(child.pid))
            time.sleep(600)
        """
            .formatted(pid);
    HostBuildProblem problem =
        problemOf(builder(false, Map.of(), Duration.ofSeconds(12)), own(backend));
    assertThat(problem).isInstanceOf(HostBuildProblem.TimedOut.class);
    long child = Long.parseLong(Files.readString(pid));
    for (int i = 0; i < 50 && running(child); i++) {
      Thread.sleep(100);
    }
    assertThat(running(child)).isFalse();
  }

  private static boolean running(long pid) throws IOException {
    Path status = Path.of("/proc/" + pid + "/status");
    return Files.exists(status) && !Files.readString(status).contains("State:\tZ");
  }

  @Test
  void aWheelForAnotherPlatformIsRefused() throws Exception {
    BuildRequest request = own("TAG = 'cp311-cp311-linux_x86_64'\ndef make():\n    return ''\n");
    BuildRequest arm =
        new BuildRequest(
            request.name(),
            request.source(),
            request.target(),
            List.of("cp311-cp311-manylinux_2_36_aarch64", "py3-none-any"),
            List.of("own-1.0-cp311-cp311-win_amd64.whl"),
            List.of("app", "own"));
    assertThat(problemOf(builder(false), arm))
        .isEqualTo(
            new HostBuildProblem.ForeignWheel(
                PackageName.of("own"),
                "own-1.0-cp311-cp311-linux_x86_64.whl",
                new Wanted(
                    List.of("own-1.0-cp311-cp311-win_amd64.whl"),
                    "cp311-cp311-manylinux_2_36_aarch64",
                    List.of("app", "own")),
                ""));
    assertThat(builder(false).build(request).made()).isEqualTo(Made.CACHED);
  }

  @Test
  void aLinuxTagIsNotTakenAgainstAnOlderOrAnotherLibrary() throws Exception {
    BuildRequest request = own("TAG = 'cp311-cp311-linux_x86_64'\ndef make():\n    return ''\n");
    for (TargetPlatform platform :
        List.of(new TargetPlatform.Glibc(2, 5), new TargetPlatform.Musl(1, 2))) {
      BuildRequest other = HostFixture.request("own", request.source(), platform, request.tags());
      assertThat(problemOf(builder(false), other))
          .isInstanceOfSatisfying(
              HostBuildProblem.ForeignWheel.class,
              foreign -> assertThat(foreign.detail()).startsWith("glibc 2."));
    }
  }

  @Test
  void theWheelMustBeOfTheDistributionAskedFor() throws Exception {
    BuildRequest request = own(DUMP);
    BuildRequest other = HostFixture.request("other", request.source());
    assertThat(problemOf(builder(false), other))
        .isInstanceOf(HostBuildProblem.OtherDistribution.class);
  }

  @Test
  void withoutAnInterpreterOfTheMinorNothingIsBuilt() throws Exception {
    HostEnvironment host =
        new HostEnvironment(
            Map.of(),
            List.of(Path.of("/usr/bin")),
            List.of(),
            temp.resolve("home"),
            "linux-x86_64");
    HostBuilder builder = new HostBuilder(host, BuildSettings.DEFAULT, temp.resolve("cache"));
    BuildRequest request = own(DUMP);
    BuildRequest future =
        new BuildRequest(
            request.name(),
            request.source(),
            new dev.garboard.selection.Target(
                List.of(3, 99, 0), false, "x86_64", new TargetPlatform.Glibc(2, 36)),
            request.tags(),
            List.of(),
            List.of("app", "own"));
    assertThat(problemOf(builder, future))
        .isInstanceOfSatisfying(
            HostBuildProblem.NoInterpreter.class,
            none -> assertThat(none.python()).isEqualTo("3.99"));
  }

  @Test
  void noBuildForbids() throws Exception {
    BuildPolicy policy = new BuildPolicy(false, Set.of(PackageName.of("own")), true, Set.of());
    BuildSettings settings =
        new BuildSettings(List.of(), BuildSettings.Indexes.DEFAULT, policy, Duration.ofMinutes(1));
    HostBuilder builder =
        new HostBuilder(HostFixture.host(temp, false, Map.of()), settings, temp.resolve("cache"));
    assertThat(problemOf(builder, own(DUMP))).isInstanceOf(HostBuildProblem.BuildForbidden.class);
    assertThat(policy.forbidsWheels(PackageName.of("own"))).isFalse();
    assertThat(policy.forbidsWheels(PackageName.of("other"))).isTrue();
  }

  /// The backend needs `need`, of which two versions lie ready.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void constraintsBoundWhatABuildInstalls(boolean uv) throws Exception {
    Path links = temp.resolve("links");
    StubIndex index = new StubIndex(links);
    index.wheel("need", "1.0", "py3-none-any").wheel("need", "2.0", "py3-none-any");
    BuildRequest request =
        own(
            """
            def make():
                import importlib.metadata
                return importlib.metadata.version('need')
            """);
    Path pyproject = temp.resolve("own/pyproject.toml");
    Files.writeString(
        pyproject, Files.readString(pyproject).replace("requires = []", "requires = [\"need\"]"));
    for (List<String> constraints : List.of(List.<String>of(), List.of("need<2"))) {
      BuildSettings settings =
          new BuildSettings(
              constraints,
              new BuildSettings.Indexes("", List.of(), List.of(links.toString()), true),
              BuildPolicy.DEFAULT,
              Duration.ofMinutes(3));
      BuiltWheel wheel =
          new HostBuilder(
                  HostFixture.host(temp.resolve("home"), uv, Map.of()),
                  settings,
                  temp.resolve("cache"))
              .build(request);
      assertThat(HostFixture.entries(wheel.file()))
          .containsEntry("own.txt", constraints.isEmpty() ? "2.0" : "1.0");
    }
  }

  @Test
  void anArchiveThatLeavesItsDirectoryIsRefused() throws Exception {
    Path archive = temp.resolve("evil-1.0.zip");
    try (var zip = new java.util.zip.ZipOutputStream(Files.newOutputStream(archive))) {
      zip.putNextEntry(new java.util.zip.ZipEntry("../../escaped.txt"));
      zip.write(1);
    }
    BuildSource source =
        new BuildSource.Archive(
            archive,
            "evil-1.0.zip",
            dev.garboard.content.Hashing.sha256(dev.garboard.content.Content.of(archive)),
            "");
    assertThat(problemOf(builder(false), HostFixture.request("evil", source)))
        .isInstanceOf(HostBuildProblem.UnreadableSource.class);
    assertThat(temp.resolve("cache/escaped.txt")).doesNotExist();
  }

  @Test
  void anInterruptEndsTheBuild() throws Exception {
    BuildRequest request = own("def make():\n    import time; time.sleep(600)\n");
    Thread caller = Thread.currentThread();
    Thread interrupter =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              try {
                Thread.sleep(4000);
                caller.interrupt();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    assertThatThrownBy(() -> builder(false).build(request))
        .isInstanceOf(InterruptedException.class);
    interrupter.join();
  }
}
