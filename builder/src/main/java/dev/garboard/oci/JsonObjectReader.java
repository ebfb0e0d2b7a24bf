package dev.garboard.oci;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Reads [Json] with a streaming parser, which hands out numbers as they were written. A name that
/// occurs twice is refused: two readers could disagree about the document.
final class JsonObjectReader {

  private JsonObjectReader() {}

  static JsonObject read(String document, byte[] bytes) throws OciException {
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return read(document, text.toString());
    } catch (CharacterCodingException e) {
      throw new OciException(new OciProblem.NotJson(document, "not UTF-8"));
    }
  }

  static JsonObject read(String document, String text) throws OciException {
    try (JsonReader parser = new JsonReader(new StringReader(text))) {
      parser.setStrictness(Strictness.STRICT);
      if (parser.peek() != JsonToken.BEGIN_OBJECT) {
        throw new OciException(new OciProblem.NotJson(document, "not a JSON object"));
      }
      JsonObject object = readObject(parser);
      if (parser.peek() != JsonToken.END_DOCUMENT) {
        throw new OciException(new OciProblem.NotJson(document, "more after the object"));
      }
      return object;
    } catch (IOException e) {
      throw new OciException(new OciProblem.NotJson(document, firstLine(e)));
    }
  }

  private static String firstLine(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static JsonObject readObject(JsonReader parser) throws IOException {
    TreeMap<String, Json> fields = new TreeMap<>();
    parser.beginObject();
    while (parser.hasNext()) {
      String name = parser.nextName();
      if (fields.put(name, readValue(parser)) != null) {
        throw new IOException("`" + name + "` occurs twice at " + parser.getPath());
      }
    }
    parser.endObject();
    return new JsonObject(fields);
  }

  private static Json readValue(JsonReader parser) throws IOException {
    return switch (parser.peek()) {
      case BEGIN_OBJECT -> readObject(parser);
      case BEGIN_ARRAY -> readArray(parser);
      case STRING -> new Json.Text(parser.nextString());
      case NUMBER -> new Json.Numeral(parser.nextString());
      case BOOLEAN -> parser.nextBoolean() ? Json.Literal.TRUE : Json.Literal.FALSE;
      case NULL -> {
        parser.nextNull();
        yield Json.Literal.NULL;
      }
      case END_OBJECT, END_ARRAY, NAME, END_DOCUMENT ->
          throw new IOException("no value at " + parser.getPath());
    };
  }

  private static Json readArray(JsonReader parser) throws IOException {
    List<Json> values = new ArrayList<>();
    parser.beginArray();
    while (parser.hasNext()) {
      values.add(readValue(parser));
    }
    parser.endArray();
    return new Json.Array(values);
  }
}
