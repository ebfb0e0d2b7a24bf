package dev.garboard.base;

import static org.assertj.core.api.Assertions.assertThat;

import dev.garboard.content.Digest;
import dev.garboard.image.OwnBase;
import dev.garboard.oci.Platform;
import dev.garboard.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Which packages others say they chose of [TinyDebian].
final class KnownChoicesTest {

  private static final Platform AMD64 = Platform.linux("amd64");

  private final TinyDebian debian;

  KnownChoicesTest(@TempDir Path directory) throws IOException {
    this.debian = new TinyDebian(directory).publish();
  }

  @AfterEach
  void close() {
    debian.close();
  }

  private void open(Store store, Told told) throws Exception {
    debian.bases(store, List.of()).with(told::base, told).open("debian:13", true, AMD64);
  }

  /// What others know, in memory.
  private static final class Told implements KnownChoices {
    private final Map<Digest, String> choices = new LinkedHashMap<>();
    private final List<Digest> asked = new ArrayList<>();
    private final List<Digest> noted = new ArrayList<>();
    private final List<Digest> bases = new ArrayList<>();

    Optional<OwnBase> base(Digest key, Platform platform) {
      bases.add(key);
      return Optional.empty();
    }

    @Override
    public String origin() {
      return "others";
    }

    @Override
    public Optional<String> find(Digest key) {
      asked.add(key);
      return Optional.ofNullable(choices.get(key));
    }

    @Override
    public void note(Digest key, String text) {
      noted.add(key);
      choices.put(key, text);
    }
  }

  /// The key of the base that is looked for, which tells what packages it is of. It is found, so
  /// that it is not made.
  private Digest chosen(Store store, KnownChoices choices) throws Exception {
    List<Digest> keys = new ArrayList<>();
    KnownBases looksFor =
        (key, platform) -> {
          keys.add(key);
          return Optional.of(
              new OwnBase(new OwnBase.Statement(key, "", ""), platform, List.of(), List.of()));
        };
    debian.bases(store, List.of()).with(looksFor, choices).open("debian:13", true, AMD64);
    return keys.getFirst();
  }

  /// What others say who do not choose as the archive does.
  private Told toldOtherwise() throws Exception {
    Told told = new Told();
    chosen(debian.store("one"), told);
    told.choices.replaceAll((_, text) ->
        text.replaceFirst("(name = \"tzdata\"[^\\[]*sha256:)[0-9a-f]{8}", "$1" + "00000000"));
    told.asked.clear();
    told.noted.clear();
    return told;
  }

  @Test
  void whatOthersChoseOfTheSameIndexesNeedsNoIndex() throws Exception {
    Told told = new Told();
    open(debian.store("one"), told);
    debian.removeIndexes();

    open(debian.store("two"), told);

    assertThat(told.asked).hasSize(2);
    assertThat(told.noted).hasSize(1);
    assertThat(told.bases.get(1)).isEqualTo(told.bases.get(0));
  }

  @Test
  void whatOthersChoseIsForThoseAloneWhoAskThem() throws Exception {
    Told told = toldOtherwise();
    Store store = debian.store("two");
    Digest theirs = chosen(store, told);

    Digest own = chosen(store, KnownChoices.NONE);

    assertThat(own)
        .isNotEqualTo(theirs)
        .isEqualTo(chosen(debian.store("three"), KnownChoices.NONE));
  }

  @Test
  void whatOthersChoseIsNotAskedForTwice() throws Exception {
    Told told = toldOtherwise();
    Digest theirs = chosen(debian.store("two"), told);

    assertThat(chosen(debian.store("two"), told)).isEqualTo(theirs);
    assertThat(told.asked).hasSize(1);
  }

  @Test
  void whatOthersChoseIsNotNoted() throws Exception {
    Told told = toldOtherwise();
    chosen(debian.store("two"), told);

    assertThat(told.asked).hasSize(1);
    assertThat(told.noted).isEmpty();
  }

  @Test
  void whatWasChosenHereIsForAll() throws Exception {
    Told told = toldOtherwise();
    Digest own = chosen(debian.store("two"), KnownChoices.NONE);

    assertThat(chosen(debian.store("two"), told)).isEqualTo(own);
    assertThat(told.asked).isEmpty();
  }

  @Test
  void aChangedIndexIsAnotherState() throws Exception {
    Told told = new Told();
    open(debian.store("one"), told);
    debian.publish("2.42", "Thu, 01 Jan 2026 00:00:00 UTC");
    open(debian.store("two"), told);

    assertThat(Set.copyOf(told.asked)).hasSize(2);
    assertThat(told.bases.get(1)).isNotEqualTo(told.bases.get(0));
  }

  @Test
  void aNewDateOfTheSameIndexesIsNot() throws Exception {
    Told told = new Told();
    open(debian.store("one"), told);
    debian.publish("2.41", "Fri, 02 Jan 2026 00:00:00 UTC");
    debian.removeIndexes();
    open(debian.store("two"), told);

    assertThat(Set.copyOf(told.asked)).hasSize(1);
  }

  @Test
  void anotherRequestIsNotAnswered() throws Exception {
    Told told = new Told();
    open(debian.store("one"), told);
    DebianBases others = debian.bases(debian.store("two"), List.of("libc6")).with(told::base, told);
    others.open("debian:13", true, AMD64);

    assertThat(Set.copyOf(told.asked)).hasSize(2);
    assertThat(told.choices).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void aBrokenAnswerIsNone(UnaryOperator<String> broken) throws Exception {
    Told told = new Told();
    open(debian.store("one"), told);
    Digest key = told.asked.getFirst();
    String good = told.choices.getOrDefault(key, "");
    String bad = broken.apply(good);
    assertThat(bad).isNotEqualTo(good);
    told.choices.put(key, bad);

    open(debian.store("two"), told);

    assertThat(told.bases.get(1)).isEqualTo(told.bases.get(0));
    assertThat(told.choices).containsEntry(key, good);
  }

  static Stream<UnaryOperator<String>> broken() {
    return Stream.of(
        text -> "",
        text -> "not a lock",
        text -> text.substring(0, text.length() / 2),
        text -> text + "\n",
        text -> text.replace("version = 1\n", "version = 2\n"),
        text -> text.replace("debian:13", "debian:12"),
        text -> text.replace("20260301T000000Z", "../../elsewhere"),
        text -> text.replace("use = \"base\"", "use = \"system\""),
        text ->
            text.replace(
                "architecture = \"amd64\"\nrequested", "architecture = \"arm64\"\nrequested"),
        text -> text.replaceFirst("    \"tzdata\",\n", ""),
        text -> text.replace("    \"tzdata 2.41 amd64\",\n", ""),
        text -> text.replace("archive = \"debian\"", "archive = \"elsewhere\""),
        text -> text.replace("pool/main", "dists/main"),
        text -> text.replace("pool/main", "pool/main/../.."),
        text -> text.replace("pool/main", "pool/%2e%2e/%2e%2e/other"),
        text -> text.replace("pool/main", "pool/\u0001main"),
        text -> text.replaceFirst("sha256:[0-9a-f]{64}", "sha512:" + "0".repeat(128)),
        text -> text + "\n".repeat(1 << 20));
  }
}
