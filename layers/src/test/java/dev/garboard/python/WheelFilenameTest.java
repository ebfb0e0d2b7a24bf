package dev.garboard.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WheelFilenameTest {

  @Test
  void readsCompressedTagSets() {
    WheelFilename wheel =
        WheelFilename.parse("a_b-1.0-py2.py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl");
    assertThat(wheel.name()).isEqualTo(PackageName.of("a-b"));
    assertThat(wheel.tags()).hasSize(4);
    assertThat(wheel.build()).isEmpty();
    assertThat(wheel.variant()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "x-1-cp312-cp312-linux_x86_64-cu128.whl, '', cu128",
    "x-1-2a-cp312-cp312-linux_x86_64-cu128.whl, 2a, cu128",
    "x-1-2a-cp312-cp312-linux_x86_64.whl, 2a, ''"
  })
  void tellsBuildTagsFromVariants(String text, String build, String variant) {
    WheelFilename wheel = WheelFilename.parse(text);
    assertThat(wheel.build()).isEqualTo(build);
    assertThat(wheel.variant()).isEqualTo(variant);
    assertThat(wheel.pythonTags()).isEqualTo(List.of("cp312"));
    assertThat(wheel.platformTags()).isEqualTo(List.of("linux_x86_64"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-1.zip",
        "x-1-py3-none.whl",
        "x-1-abc-py3-none-any.whl",
        "x-1-py3--any.whl",
        "x-1-a-py3-none-any-v.whl",
        "x-1-1-py3-none-any-v-w.whl"
      })
  void refusesOtherNames(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> WheelFilename.parse(text));
  }

  @Test
  void buildTagsCompareAsNumbersFirst() {
    List<String> ascending = List.of("", "1", "1_a", "2", "10", "10b");
    for (int i = 0; i < ascending.size(); i++) {
      for (int j = 0; j < ascending.size(); j++) {
        assertThat(
                Integer.signum(
                    BuildTag.parse(ascending.get(i)).compareTo(BuildTag.parse(ascending.get(j)))))
            .isEqualTo(Integer.compare(i, j));
      }
    }
  }
}
