package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.base.KnownBases;
import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.http.HttpSettings;
import dev.garboard.registry.FakeRegistry;
import dev.garboard.registry.Faults;
import dev.garboard.registry.HttpRegistry;
import dev.garboard.registry.RegistryCredentials;
import dev.garboard.registry.RegistrySettings;
import dev.garboard.registry.Repository;
import dev.garboard.reuse.LayerIndex;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ChoicesTest {

  private static final Digest KEY = Hashing.sha256("key");

  private final FakeRegistry fake = start();
  private final HttpRegistry registry =
      new HttpRegistry(
          RegistrySettings.of(HttpSettings.from(Map.of())), RegistryCredentials.none(), _ -> {});
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Console console =
      new Console(
          new Session(
              Map.of(),
              Path.of("/"),
              new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
              new PrintStream(said, true, StandardCharsets.UTF_8),
              InstantSource.system(),
              "amd64",
              1),
          new OutputOptions());

  private static FakeRegistry start() {
    try {
      return new FakeRegistry();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void stop() {
    registry.close();
    fake.close();
  }

  private Choices choices(String... repositories) {
    List<LayerIndex> layers =
        List.of(repositories).stream()
            .map(name -> new LayerIndex(registry, new Repository(fake.host(), name)))
            .toList();
    return Choices.beside(layers, console);
  }

  @Test
  void areNotWrittenUnlessAskedFor() throws Exception {
    Choices choices = choices("first", "second");
    choices.and(KnownBases.NONE).chosen(KEY, "text");
    assertThat(fake.requests()).isEmpty();

    choices.keep();

    assertThat(choices("first").and(KnownBases.NONE).choice(KEY)).contains("text");
    assertThat(choices("second").and(KnownBases.NONE).choice(KEY)).isEmpty();
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("kept the choice of packages in " + fake.host() + "/first");
  }

  @Test
  void whatTheRepositoryHasIsNotWrittenAgain() throws Exception {
    Choices first = choices("first");
    first.and(KnownBases.NONE).chosen(KEY, "text");
    first.keep();
    Choices second = choices("first");
    KnownBases known = second.and(KnownBases.NONE);
    known.chosen(KEY, known.choice(KEY).orElseThrow());
    fake.clearRequests();

    second.keep();

    assertThat(fake.requests()).isEmpty();
  }

  @Test
  void aBrokenOneIsReplaced() throws Exception {
    Choices broken = choices("first");
    broken.and(KnownBases.NONE).chosen(KEY, "broken");
    broken.keep();
    Choices choices = choices("first");
    KnownBases known = choices.and(KnownBases.NONE);
    assertThat(known.choice(KEY)).contains("broken");
    known.chosen(KEY, "text");

    choices.keep();

    assertThat(choices("first").and(KnownBases.NONE).choice(KEY)).contains("text");
  }

  @Test
  void aRegistryThatRefusesIsSaidAndNoMore() throws Exception {
    fake.inject(Faults.always("/v2/", Faults.status(403, "DENIED")));
    Choices choices = choices("first");
    KnownBases known = choices.and(KnownBases.NONE);
    assertThat(known.choice(KEY)).isEmpty();
    known.chosen(KEY, "text");

    choices.keep();

    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("taking over no choice of packages", "keeping no choice of packages");
  }
}
