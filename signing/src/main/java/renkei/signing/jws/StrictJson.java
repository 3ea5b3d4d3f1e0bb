package renkei.signing.jws;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one JSON object so that nobody can read it as another: valid UTF-8, no name twice in one
 * object, nothing behind it (RFC 7493, I-JSON, 2.1 and 2.3), and not nested without end. For what
 * is signed, and read by others, and for what strangers send.
 */
public final class StrictJson {

  private static final int DEEPEST = 32;

  private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());
  private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

  private StrictJson() {}

  /** Reads an object; empty if the text is anything else. Bound its length before. */
  public static Optional<JsonObject> read(byte[] text) {
    try (JsonParser parser = PARSERS.createParser(new StringReader(decode(text)))) {
      JsonValue value = value(parser, parser.next(), DEEPEST);
      return value instanceof JsonObject object && !parser.hasNext()
          ? Optional.of(object)
          : Optional.empty();
    } catch (CharacterCodingException | JsonException | NoSuchElementException _) {
      return Optional.empty();
    }
  }

  private static String decode(byte[] text) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
  }

  private static JsonValue value(JsonParser parser, Event begun, int depth) {
    if (depth == 0) {
      throw new JsonException("nested too deep");
    }
    return switch (begun) {
      case START_OBJECT -> object(parser, depth - 1);
      case START_ARRAY -> array(parser, depth - 1);
      case VALUE_STRING, VALUE_NUMBER, VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> parser.getValue();
      case KEY_NAME, END_OBJECT, END_ARRAY -> throw new JsonException("no value");
    };
  }

  private static JsonObject object(JsonParser parser, int depth) {
    JsonObjectBuilder object = BUILDERS.createObjectBuilder();
    Set<String> names = new HashSet<>();
    while (parser.next() != Event.END_OBJECT) {
      String name = parser.getString();
      if (!names.add(name)) {
        throw new JsonException("a name twice");
      }
      object.add(name, value(parser, parser.next(), depth));
    }
    return object.build();
  }

  private static JsonValue array(JsonParser parser, int depth) {
    JsonArrayBuilder array = BUILDERS.createArrayBuilder();
    for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
      array.add(value(parser, event, depth));
    }
    return array.build();
  }
}
