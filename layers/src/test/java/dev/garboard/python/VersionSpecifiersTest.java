package dev.garboard.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionSpecifiersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ">=3.10 | 3.10 | true",
        ">=3.10, <4 | 4.0 | false",
        "~=3.12.0 | 3.12.9 | true",
        "~=3.12.0 | 3.13 | false",
        "~=2.2 | 2.9 | true",
        "==3.12.* | 3.12.4 | true",
        "!=3.12.* | 3.12 | false",
        "==1.0 | 1.0.0 | true",
        "==1.0 | 1.0+cu1 | true",
        "==1.0+cu1 | 1.0 | false",
        "<3.0 | 3.0rc1 | false",
        "<3.0rc2 | 3.0rc1 | true",
        ">1.7 | 1.7.post1 | false",
        ">1.7.post1 | 1.7.post2 | true",
        "<=1.0 | 1.0+local | true",
        "===1.0 | 1.0 | true"
      })
  void containsByPep440(String specifiers, String version, boolean expected) {
    assertThat(VersionSpecifiers.parse(specifiers).contains(Version.parse(version)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"3.15.0rc1, true", "3.14.9, false"})
  void releaseSegmentsAloneCountForTheInterpreter(String version, boolean expected) {
    assertThat(VersionSpecifiers.parse(">=3.15").containsRelease(Version.parse(version)))
        .isEqualTo(expected);
  }

  @Test
  void nothingAcceptsEverything() {
    assertThat(VersionSpecifiers.parse(" ").contains(Version.parse("0.dev1"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.10", ">=", ">=3.*", "~=3", "=>3", ">=3,,<4"})
  void refusesMalformedClauses(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> VersionSpecifiers.parse(text));
  }
}
