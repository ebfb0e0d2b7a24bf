package dev.garboard.wheel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecordEntryTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "pkg/a.py, pkg/a.py",
        "a, a",
        "pkg/.hidden, pkg/.hidden",
        ".hidden/a, .hidden/a",
        "pkg/a..b, pkg/a..b",
        "./pkg/a.py, pkg/a.py",
        "/pkg//a.py, pkg/a.py",
        "pkg/./a.py, pkg/a.py",
        "pkg/, pkg",
        "pkg/., pkg",
        "pkg/../a.py, a.py",
        "../../bin/tool, bin/tool",
        "'', ''",
      })
  void thePlainPathHasNoEmptyAndNoDottedSegments(String path, String plain) {
    assertThat(new RecordEntry(path, "", "").plainPath()).isEqualTo(plain);
  }
}
