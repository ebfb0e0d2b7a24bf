package dev.garboard.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
  void refusesWhatIsNestedTooDeep() {
    String text = "{\"a\":" + "[".repeat(100_000);
    assertThatThrownBy(() -> JsonObject.parse("t", text)).isInstanceOf(OciException.class);
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
