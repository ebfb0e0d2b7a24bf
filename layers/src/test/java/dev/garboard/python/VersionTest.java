package dev.garboard.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {

  /// The orders that PEP 440 spells out, lowest first.
  private static final List<String> ASCENDING =
      List.of(
          "0.9.dev1",
          "0.9",
          "1.dev0",
          "1.0.dev456",
          "1.0a1",
          "1.0a2.dev456",
          "1.0a12.dev456",
          "1.0a12",
          "1.0b1.dev456",
          "1.0b2",
          "1.0b2.post345.dev456",
          "1.0b2.post345",
          "1.0rc1.dev456",
          "1.0rc1",
          "1.0",
          "1.0+abc.5",
          "1.0+abc.7",
          "1.0+5",
          "1.0.post456.dev34",
          "1.0.post456",
          "1.0.15",
          "1.1.dev1",
          "1!0.1");

  @Test
  void ordersAsPep440Says() {
    for (int i = 0; i < ASCENDING.size(); i++) {
      for (int j = 0; j < ASCENDING.size(); j++) {
        Version left = Version.parse(ASCENDING.get(i));
        Version right = Version.parse(ASCENDING.get(j));
        assertThat(Integer.signum(left.compareTo(right)))
            .as("%s against %s", left, right)
            .isEqualTo(Integer.compare(i, j));
        assertThat(left.equals(right)).isEqualTo(i == j);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 1.0.0",
    "1.0RC1, 1.0rc1",
    "v1.0, 1.0",
    "1.0-alpha.1, 1.0a1",
    "1.0-c1, 1.0rc1",
    "1.0-1, 1.0.post1",
    "1.0-rev2, 1.0.post2",
    "1.0dev, 1.0.dev0",
    "1.0+Ubuntu-01, 1.0+ubuntu.1",
    "1.01, 1.1",
    "0!1.0, 1.0"
  })
  void spellingsOfOneVersionAreEqual(String left, String right) {
    assertThat(Version.parse(left)).isEqualTo(Version.parse(right));
    assertThat(Version.parse(left)).hasSameHashCodeAs(Version.parse(right));
  }

  @Test
  void printingIsNormalAndReadsBack() {
    for (String text : ASCENDING) {
      String printed = Version.parse(text).toString();
      assertThat(Version.parse(printed)).isEqualTo(Version.parse(text));
      assertThat(Version.parse(printed).toString()).isEqualTo(printed);
    }
    assertThat(Version.parse("1.0-ALPHA1.post2.dev3+X_1")).hasToString("1.0a1.post2.dev3+x.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "abc", "1.", "1.0-", "1..0", "1.0+", "1.0 beta", "99999999999999999999"})
  void refusesWhatIsNone(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Version.parse(text));
  }
}
