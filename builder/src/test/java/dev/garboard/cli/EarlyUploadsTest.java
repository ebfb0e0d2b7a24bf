package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.registry.FakeRegistry;
import dev.garboard.registry.Faults;
import dev.garboard.words.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Layers are sent while others are being made: a wheel is handed out only when a blob has arrived.
final class EarlyUploadsTest {

  private static final String BEGIN = "POST .*/blobs/uploads/";
  private static final String END = "PUT .*/blobs/";

  @TempDir private Path directory;
  private FakeRegistry registry;
  private LockedProject project;
  private final CountDownLatch arrived = new CountDownLatch(1);

  @BeforeEach
  void start() throws Exception {
    directory = directory.toRealPath();
    registry = new FakeRegistry();
    project = new LockedProject(directory.resolve("app"), 0);
  }

  @AfterEach
  void stop() {
    project.close();
    registry.close();
  }

  private StoreRun build(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("build", project.directory().toString(), "--no-bytecode"));
    arguments.addAll(List.of(more));
    return StoreRun.of(directory.resolve("cache"), arguments.toArray(String[]::new));
  }

  private String name(String repository) {
    return registry.host() + "/" + repository + ":1";
  }

  private void awaitBlobs(int count) {
    CountDownLatch all = new CountDownLatch(count);
    registry.inject(exchange -> {
      String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      if (!request.matches(END + ".*")) {
        return false;
      }
      registry.answer(exchange);
      all.countDown();
      if (all.getCount() == 0) {
        arrived.countDown();
      }
      return true;
    });
    project.holdBack(5, arrived);
  }

  private List<String> requests(String pattern) {
    return registry.requests().stream().filter(r -> r.matches(pattern + ".*")).toList();
  }

  @Test
  void aLayerArrivesBeforeTheLastIsMadeAndEachIsSentOnce() {
    awaitBlobs(1);
    StoreRun run = build("-t", name("team/app"), "--push");
    assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(registry.references("team/app")).contains("1");
    // The layers and the configuration, each looked for, begun and ended once.
    int blobs = registry.blobs("team/app").size();
    assertThat(requests(BEGIN)).hasSize(blobs);
    assertThat(requests(END)).hasSize(blobs);
    assertThat(requests("HEAD .*/blobs/")).doesNotHaveDuplicates();
    assertThat(requests("PUT .*/manifests/").getLast()).endsWith("/manifests/1");
    assertThat(registry.requests().getLast()).isEqualTo(requests("PUT .*/manifests/").getLast());
  }

  @Test
  void eachRepositoryGetsItWhileAnArchiveWaitsForTheWhole() {
    awaitBlobs(2);
    Path archive = directory.resolve("app.tar");
    StoreRun run =
        build(
            "--to", "docker://" + name("one/app"),
            "--to", "docker://" + name("two/app"),
            "--to", "docker://" + registry.host() + "/two/app:2",
            "--to", "oci-archive:" + archive);
    assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(registry.blobs("one/app").keySet()).isEqualTo(registry.blobs("two/app").keySet());
    assertThat(registry.references("two/app")).contains("1", "2");
    assertThat(requests(BEGIN)).hasSize(2 * registry.blobs("one/app").size());
    assertThat(archive).exists();
  }

  @Test
  void whatFailsLaterPublishesNothing() {
    awaitBlobs(1);
    project.loseAfter(11, arrived);
    StoreRun run = build("-t", name("team/app"), "--push");
    assertThat(run.exit()).isNotEqualTo(ExitCode.DONE);
    assertThat(run.err()).contains("p11");
    assertThat(registry.blobs("team/app")).isNotEmpty();
    assertThat(registry.references("team/app")).isEmpty();
  }

  @Test
  void aRefusalIsToldWhenTheImageIsPublished() {
    registry.inject(Faults.always(BEGIN, Faults.status(403, "DENIED")));
    StoreRun run = build("-t", name("team/app"), "--push");
    assertThat(run.exit()).isEqualTo(ExitCode.ACCESS);
    assertThat(run.err()).contains("403");
    assertThat(registry.references("team/app")).isEmpty();
  }

  @Test
  void aPassingRefusalIsMadeUpFor() {
    registry.inject(Faults.first(1, BEGIN, Faults.status(403, "DENIED")));
    StoreRun run = build("-t", name("team/app"), "--push");
    assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(registry.references("team/app")).contains("1");
  }

  @Test
  void whereWarningsForbidItNothingIsSentAhead() {
    StoreRun run = build("-t", name("team/app"), "--push", "--strict");
    assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.DONE);
    int first = registry.requests().indexOf(requests(BEGIN).getFirst());
    // The question where the tag points comes before any blob.
    assertThat(registry.requests().subList(0, first))
        .anyMatch(r -> r.matches("HEAD .*/manifests/1"));
  }
}
