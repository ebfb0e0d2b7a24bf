package dev.garboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.content.Digest;
import dev.garboard.content.Hashing;
import dev.garboard.http.HttpSettings;
import dev.garboard.registry.FakeRegistry;
import dev.garboard.registry.Faults;
import dev.garboard.registry.HttpRegistry;
import dev.garboard.registry.RegistryCredentials;
import dev.garboard.registry.RegistrySettings;
import dev.garboard.registry.Repository;
import dev.garboard.registry.TestRegistry;
import dev.garboard.reuse.LayerIndex;
import java.io.ByteArrayOutputStream;
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

  private final FakeRegistry fake = TestRegistry.fake();
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
    choices.note(KEY, "text");
    assertThat(fake.requests()).isEmpty();

    choices.keep();

    assertThat(choices("first").find(KEY)).contains("text");
    assertThat(choices("second").find(KEY)).isEmpty();
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("kept the choice of packages in " + fake.host() + "/first");
  }

  @Test
  void whatIsFoundInOneIsNotWrittenIntoAnother() throws Exception {
    Choices second = choices("second");
    second.note(KEY, "text");
    second.keep();
    Choices both = choices("first", "second");
    assertThat(both.find(KEY)).contains("text");
    fake.clearRequests();

    both.keep();

    assertThat(fake.requests()).isEmpty();
    assertThat(choices("first").find(KEY)).isEmpty();
  }

  @Test
  void namesAllWhomItAsks() {
    assertThat(choices("first", "second").origin())
        .isEqualTo(fake.host() + "/first " + fake.host() + "/second");
    assertThat(choices().origin()).isEmpty();
  }

  @Test
  void aBrokenOneIsReplaced() throws Exception {
    Choices broken = choices("first");
    broken.note(KEY, "broken");
    broken.keep();
    Choices choices = choices("first");
    assertThat(choices.find(KEY)).contains("broken");
    choices.note(KEY, "text");

    choices.keep();

    assertThat(choices("first").find(KEY)).contains("text");
  }

  @Test
  void aRegistryThatRefusesIsSaidAndNoMore() throws Exception {
    fake.inject(Faults.always("/v2/", Faults.status(403, "DENIED")));
    Choices choices = choices("first");
    assertThat(choices.find(KEY)).isEmpty();
    choices.note(KEY, "text");

    choices.keep();

    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("taking over no choice of packages", "keeping no choice of packages");
  }
}
