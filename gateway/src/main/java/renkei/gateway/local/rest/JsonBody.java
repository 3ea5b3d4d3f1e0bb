package renkei.gateway.local.rest;

import jakarta.json.Json;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import jakarta.json.stream.JsonParsingException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.yasson.YassonConfig;
import renkei.gateway.http.BoundedBody;
import renkei.gateway.local.RefusedException;
import renkei.gateway.local.RequestError;

/**
 * Reads and writes JSON by JSON-B. What is read is UTF-8, bounded in size, depth and length, names
 * no field twice, and none that the contract does not know.
 */
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
final class JsonBody implements MessageBodyReader<Record>, MessageBodyWriter<Object> {

  private static final int BYTES = 128 * 1024;
  private static final int DEPTH = 4;
  private static final int TOKENS = 5_000;
  private static final int TEXT = 256;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Jsonb jsonb =
      JsonbBuilder.create(
          new JsonbConfig().setProperty(YassonConfig.FAIL_ON_UNKNOWN_PROPERTIES, true));
  private final JsonParserFactory parsers = Json.createParserFactory(Map.of());

  @Override
  public boolean isReadable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType media) {
    return type.isRecord();
  }

  @Override
  public Record readFrom(
      Class<Record> type,
      Type genericType,
      Annotation[] annotations,
      MediaType media,
      MultivaluedMap<String, String> headers,
      InputStream in)
      throws IOException {
    String json = text(BoundedBody.read(in, -1, BYTES, PATIENCE));
    try {
      check(json);
      return jsonb.fromJson(json, type);
    } catch (JsonParsingException e) {
      throw new RefusedException(
          RequestError.MALFORMED_JSON,
          "no JSON at line "
              + e.getLocation().getLineNumber()
              + ", column "
              + e.getLocation().getColumnNumber());
    } catch (JsonbException _) {
      throw new RefusedException(
          RequestError.MALFORMED_JSON, "a field is unknown or of another type");
    }
  }

  private static String text(BoundedBody body) {
    return switch (body) {
      case BoundedBody.TooLarge _ -> throw new RefusedException(RequestError.TOO_LARGE, "the body");
      case BoundedBody.TooSlow _ -> throw new RefusedException(RequestError.TOO_SLOW, "the body");
      case BoundedBody.Whole(byte[] bytes) -> {
        String text = new String(bytes, StandardCharsets.UTF_8);
        refuseIf(!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes), "not UTF-8");
        yield text;
      }
    };
  }

  private void check(String json) {
    try (JsonParser parser = parsers.createParser(new StringReader(json))) {
      Deque<Set<String>> open = new ArrayDeque<>();
      for (int tokens = 0; parser.hasNext(); tokens++) {
        JsonParser.Event event = parser.next();
        refuseIf(tokens == 0 && event != JsonParser.Event.START_OBJECT, "not an object");
        refuseIf(tokens >= TOKENS, "too many values");
        switch (event) {
          case START_OBJECT, START_ARRAY -> {
            open.push(new HashSet<>());
            refuseIf(open.size() > DEPTH, "nested too deeply");
          }
          case END_OBJECT, END_ARRAY -> open.pop();
          case KEY_NAME -> refuseIf(!open.element().add(parser.getString()), "a field twice");
          case VALUE_STRING, VALUE_NUMBER ->
              refuseIf(parser.getString().length() > TEXT, "a value too long");
          case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> {}
        }
      }
    }
  }

  private static void refuseIf(boolean broken, String what) {
    if (broken) {
      throw new RefusedException(RequestError.MALFORMED_JSON, what);
    }
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType media) {
    return type.isRecord() || Iterable.class.isAssignableFrom(type);
  }

  @Override
  public void writeTo(
      Object entity,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType media,
      MultivaluedMap<String, Object> headers,
      OutputStream out)
      throws IOException {
    out.write(line(entity));
  }

  /** One value on one line, as NDJSON needs it. */
  byte[] line(Object entity) {
    return jsonb.toJson(entity).getBytes(StandardCharsets.UTF_8);
  }
}
