package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.garboard.engine.Command;
import dev.garboard.registry.FakeRegistry.Fault;
import dev.garboard.registry.Faults;
import dev.garboard.registry.TestRegistry;
import dev.garboard.store.Store;
import dev.garboard.words.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Several processes push into one registry at the same time, or one is stopped in the middle of
/// it: whatever happens, a tag points to a whole image.
abstract class ProcessesContract {

  static final String TAG = "PUT .*/manifests/1$";

  @TempDir private Path directory;
  private TestRegistry registry;
  private LockedProject project;
  private final List<MainProcess> processes = new ArrayList<>();
  private final List<CountDownLatch> releases = new ArrayList<>();

  /// A registry with nothing in it.
  abstract TestRegistry open() throws Exception;

  @BeforeEach
  void start() throws Exception {
    directory = directory.toRealPath();
    registry = open();
    project = new LockedProject(directory.resolve("app"), 0);
  }

  @AfterEach
  void stop() {
    processes.forEach(MainProcess::close);
    project.close();
    registry.close();
  }

  private MainProcess push(int number, LockedProject of, String name, String... more)
      throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("build", of.directory().toString(), "--no-bytecode"));
    arguments.addAll(List.of("-t", registry.host() + "/" + name, "--push"));
    arguments.addAll(List.of(more));
    Path place = directory.resolve("process" + number);
    MainProcess process = MainProcess.start(place, arguments.toArray(String[]::new));
    processes.add(process);
    return process;
  }

  /// What all said; all succeeded.
  private List<String> results() throws Exception {
    List<String> results = new ArrayList<>();
    for (MainProcess process : processes) {
      StoreRun run = process.end();
      assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.DONE);
      results.add(run.out().strip());
    }
    return results;
  }

  /// Lets requests of a kind through only when so many clients have made the same one. Each makes
  /// it once, over whatever connection, so that it is requests for each URL that are counted.
  private static Fault together(int clients, String pattern) {
    Map<URI, CountDownLatch> all = new ConcurrentHashMap<>();
    return Faults.always(
        pattern,
        exchange -> {
          CountDownLatch met =
              all.computeIfAbsent(exchange.getRequestURI(), _ -> new CountDownLatch(clients));
          met.countDown();
          await(met, exchange);
          return false;
        });
  }

  private static void await(CountDownLatch latch, HttpExchange exchange) throws IOException {
    try {
      if (!latch.await(1, TimeUnit.MINUTES)) {
        throw new IOException("nobody came to meet " + exchange.getRequestURI());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void assertWhole(String name) {
    assertThat(
            Command.run(List.of("crane", "validate", "--remote", registry.host() + "/" + name))
                .success())
        .contains("PASS");
  }

  private String digest(String name) {
    return Command.run(List.of("crane", "digest", registry.host() + "/" + name)).success();
  }

  @Test
  void threeThatPushTheSameImageAgree() throws Exception {
    registry.inject(together(3, TAG));
    for (int i = 0; i < 3; i++) {
      push(i, project, "team/app:1");
    }
    List<String> results = results();
    assertThat(results.getFirst()).endsWith("@" + digest("team/app:1"));
    assertThat(results).containsOnly(results.getFirst());
    assertWhole("team/app:1");
  }

  @Test
  void ofTwoImagesTheTagPointsToTheOneThatCameLast() throws Exception {
    try (LockedProject other = new LockedProject(directory.resolve("other"), 0)) {
      other.bump(3);
      Files.writeString(other.directory().resolve("main.py"), "print('other')\n");
      registry.inject(together(2, TAG));
      push(0, project, "team/app:1");
      push(1, other, "team/app:1");
      List<String> results = results();
      assertThat(results).doesNotHaveDuplicates();
      assertThat(results).anyMatch(result -> result.endsWith("@" + digest("team/app:1")));
      assertWhole("team/app:1");
      for (String result : results) {
        assertWhole("team/app@" + result.substring(result.indexOf('@') + 1));
      }
    }
  }

  @Test
  void twoWritersOfOneRepositoryOfLayersServeAThird() throws Exception {
    String layers = registry.host() + "/layers";
    registry.inject(together(2, "PUT .*/layers/manifests/"));
    push(0, project, "one/app:1", "--cache-repo", layers, "--cache-write");
    push(1, project, "two/app:1", "--cache-repo", layers, "--cache-write");
    List<String> results = results();
    registry.inject(_ -> false);
    project.forget();
    processes.clear();
    push(2, project, "three/app:1", "--cache-repo", layers);
    String third = results().getFirst();
    assertThat(project.fetched()).as("wheels that the layers should have spared").isEmpty();
    assertThat(results).allMatch(one -> one.endsWith(third.substring(third.indexOf('@'))));
    assertWhole("three/app:1");
  }

  /// Stops at the first request of a kind, which gets no answer.
  final MainProcess arrested(String request) throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    registry.inject(
        Faults.always(
            request,
            exchange -> {
              arrived.countDown();
              await(over, exchange);
              exchange.close();
              return true;
            }));
    MainProcess process = push(0, project, "team/app:1");
    assertThat(arrived.await(1, TimeUnit.MINUTES)).as("it got as far as " + request).isTrue();
    releases.add(over);
    return process;
  }

  final void assertNothingIsBrokenAndTheNextPushWorks() throws Exception {
    releases.forEach(CountDownLatch::countDown);
    registry.inject(_ -> false);
    assertThat(Command.run(List.of("crane", "digest", registry.host() + "/team/app:1")).exit())
        .as("there is no tag yet")
        .isNotZero();
    processes.clear();
    push(0, project, "team/app:1");
    results();
    assertWhole("team/app:1");
    Path cache = directory.resolve("process0/cache");
    assertThat(new Store(cache, InstantSource.system()).verify().corrupt()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT .*/blobs/uploads/", TAG})
  void aPushThatIsKilledMovesNoTag(String request) throws Exception {
    MainProcess process = arrested(request);
    process.kill();
    assertThat(process.end().out()).isEmpty();
    assertNothingIsBrokenAndTheNextPushWorks();
  }
}
