package dev.garboard.wheel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WheelMetadataTest {

  @Test
  void readsQuotedFieldsAndEitherLineEnd() {
    List<WheelProblem> problems = new ArrayList<>();
    RecordFile record =
        RecordFile.parse(
            "\"a,b\",sha256=x,1\r\n\r\n\"say \"\"hi\"\"\",,\n\"two\nlines\",,\n/abs,,5", problems);
    assertThat(problems).isEmpty();
    assertThat(record.entries())
        .containsExactly(
            new RecordEntry("a,b", "sha256=x", "1"),
            new RecordEntry("say \"hi\"", "", ""),
            new RecordEntry("two\nlines", "", ""),
            new RecordEntry("abs", "", "5"));
  }

  @Test
  void namesTheLineThatIsWrong() {
    List<WheelProblem> problems = new ArrayList<>();
    RecordFile.parse("a,,1\n\"b\nb\",,\nc,d\ne,,f\n", problems);
    assertThat(problems)
        .containsExactly(
            new WheelProblem.BadRecordLine(4, "c,d"), new WheelProblem.BadRecordLine(5, "e,,f"));
  }

  @Test
  void printsSortedAndQuotesOnlyWhatNeedsIt() {
    RecordFile record =
        new RecordFile(
            List.of(
                new RecordEntry("b", "", "10"),
                new RecordEntry("b", "", "9"),
                new RecordEntry("a b", "", ""),
                new RecordEntry("a,\"b", "", "")));
    assertThat(record.print()).isEqualTo("a b,,\n\"a,\"\"b\",,\nb,,9\nb,,10\n");
  }

  @Test
  void parsesWhatItPrints() {
    RecordFile record =
        new RecordFile(
            List.of(new RecordEntry(" x ", "sha256=y", "1"), new RecordEntry("\"q\",\nz", "", "")));
    List<WheelProblem> problems = new ArrayList<>();
    assertThat(RecordFile.parse(record.print(), problems)).isEqualTo(record);
    assertThat(problems).isEmpty();
  }

  @Test
  void readsFoldedAndRepeatedHeaders() {
    MessageHeaders headers =
        MessageHeaders.parse(
            """
            Metadata-Version: 2.1
            Requires-Dist: a
            requires-dist: b; extra == "x"
            License: one
                two
            not a header
            Summary:   spaced\s\s

            Name: in the body
            """);
    assertThat(headers.all("Requires-Dist")).containsExactly("a", "b; extra == \"x\"");
    assertThat(headers.first("license")).contains("one\ntwo");
    assertThat(headers.first("Summary")).contains("spaced");
    assertThat(headers.first("Name")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 1.0.0, true",
    "1.0, 1, true",
    "v1.0, 1, true",
    "1.0a1, 1.0.alpha-1, true",
    "1.0rc1, 1.0c1, true",
    "1.0-1, 1.0.post1, true",
    "1.0.dev, 1.0dev0, true",
    "1.0+Cu_1, 1.0+cu.01, true",
    "0!1.0, 1, true",
    "1.0, 1.0.1, false",
    "1.0, 1.0+cu1, false",
    "10, 1, false",
    "1!1.0, 1.0, false",
    "1.0a1, 1.0b1, false"
  })
  void comparesVersionsAsPep440Does(String left, String right, boolean equal) {
    assertThat(VersionForm.of(left).equals(VersionForm.of(right))).isEqualTo(equal);
  }

  @Test
  void readsEntryPoints() {
    List<WheelProblem> problems = new ArrayList<>();
    EntryPoints points =
        EntryPoints.parse(
            """
            ignored = x
            [console_scripts]
            # note
            A = m.n : f.g [x, y]
            a=m:h
            A = again:f
            [other]
            not an entry point
            [ gui_scripts ]
            g = m:g
            """,
            problems);
    assertThat(problems).isEmpty();
    assertThat(points.consoleScripts())
        .containsExactly(new EntryPoint("A", "again", "f"), new EntryPoint("a", "m", "h"));
    assertThat(points.guiScripts()).containsExactly(new EntryPoint("g", "m", "g"));
  }

  @Test
  void namesPipForTheTargetsPython() {
    EntryPoint pip3 = new EntryPoint("pip3", "pip", "main");
    EntryPoints points =
        new EntryPoints(
            List.of(
                pip3, new EntryPoint("pip3.9", "pip", "main"), new EntryPoint("pip3.x", "a", "b")),
            List.of());
    assertThat(points.forPythonMinor(13).consoleScripts())
        .extracting(EntryPoint::name)
        .containsExactly("pip3", "pip3.x", "pip3.13");
  }
}
