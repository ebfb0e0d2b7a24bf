package dev.garboard.oci;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void writesOneFormWhateverTheOrderAndSpacing() throws Exception {
    String one =
        "{ \"b\" : [1, 2.50, -1E+3, 12345678901234567890], \"a\": {\"d\":null,\"c\":true} }";
    String two = "{\"a\":{\"c\":true,\"d\":null},\"b\":[1,2.50,-1E+3,12345678901234567890]}";
    assertThat(JsonObject.parse("t", one).text()).isEqualTo(two);
    assertThat(JsonObject.parse("t", two)).isEqualTo(JsonObject.parse("t", one));
  }

  @Test
  void escapesOnlyWhatJsonDemands() throws Exception {
    String text = "quote \" back \\ line \n tab \t bell \u0007 ü € 🎉 </script>";
    JsonObject object = JsonObject.EMPTY.with("t", text);
    assertThat(object.text())
        .isEqualTo(
            "{\"t\":\"quote \\\" back \\\\ line \\n tab \\t bell \\u0007 ü € 🎉 </script>\"}");
    assertThat(JsonObject.parse("t", object.bytes())).isEqualTo(object);
  }

  @Test
  void writesHalfCharactersEscaped() {
    JsonObject object = JsonObject.EMPTY.with("a", "\ud83c!");
    assertThat(new String(object.bytes(), StandardCharsets.UTF_8))
        .isEqualTo("{\"a\":\"\\ud83c!\"}");
  }

  @Test
  void refusesWhatIsNotUtf8() {
    byte[] latin = "{\"a\":\"ü\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> JsonObject.parse("t", latin))
        .isInstanceOfSatisfying(
            OciException.class,
            e -> assertThat(e.problem()).isEqualTo(new OciProblem.NotJson("t", "not UTF-8")));
  }

  @Test
  void refusesWhatIsNestedTooDeep() throws Exception {
    assertThat(JsonObject.parse("t", nested(255)).text()).isEqualTo(nested(255));
    for (int depth : new int[] {256, 100_000}) {
      assertThatThrownBy(() -> JsonObject.parse("t", nested(depth)))
          .isInstanceOfSatisfying(
              OciException.class,
              e ->
                  assertThat(e.problem())
                      .asInstanceOf(type(OciProblem.NotJson.class))
                      .extracting(OciProblem.NotJson::detail, as(STRING))
                      .startsWith("Nesting limit 255 reached"));
    }
  }

  /// Arrays in an object, so deep in all.
  private static String nested(int depth) {
    return "{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "-0", "1e5", "0.10E-07", "98765432109876543210"})
  void leavesNumbersAsTheyAreWritten(String number) throws Exception {
    String text = "{\"n\":" + number + "}";
    assertThat(JsonObject.parse("t", text).text()).isEqualTo(text);
  }

  @Test
  void passesOverAByteOrderMark() throws Exception {
    String text = "\ufeff{\"a\":1}";
    JsonObject expected = JsonObject.EMPTY.with("a", Json.Numeral.of(1));
    assertThat(JsonObject.parse("t", text.getBytes(StandardCharsets.UTF_8))).isEqualTo(expected);
  }

  @Test
  void saysWhereANameOccursTwice() {
    assertThatThrownBy(() -> JsonObject.parse("t", "{\"a\":[0,{\"b\":1,\"b\":2}]}"))
        .isInstanceOfSatisfying(
            OciException.class,
            e ->
                assertThat(e.problem())
                    .isEqualTo(new OciProblem.NotJson("t", "`b` occurs twice at $.a[1].b")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "1",
        "{",
        "{\"a\":1,\"a\":2}",
        "{} {}",
        "{\"a\":}",
        "nul",
        "{a:1}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":NaN}",
        "{\"a\":TRUE}",
        "{\"a\":[1,]}",
        "{\"a\":[,1]}",
        "{\"a\":1,}",
        "{\"a\":1 /* one */}",
        "{\"a\"=1}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\\ud83c!\"}",
        ")]}'\n{}"
      })
  void refusesWhatIsNoObject(String text) {
    assertThatThrownBy(() -> JsonObject.parse("t", text))
        .isInstanceOfSatisfying(
            OciException.class,
            e -> assertThat(e.problem()).isInstanceOf(OciProblem.NotJson.class));
  }

  @Test
  void namesTheFieldAtFault() {
    assertThatThrownBy(() ->
            Manifest.parse(
                MediaType.OCI_MANIFEST,
                "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"x\",\"digest\":\"md5:1\"}}"
                    .getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("layers");
    assertThatThrownBy(() ->
            Manifest.parse(
                MediaType.OCI_MANIFEST,
                "{\"schemaVersion\":2,\"layers\":[{\"mediaType\":\"x\",\"digest\":\"y\"}]}"
                    .getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            OciException.class,
            e ->
                assertThat(e.problem())
                    .isEqualTo(
                        new OciProblem.InvalidField("manifest", "layers[0].digest", "\"y\"")));
  }
}
