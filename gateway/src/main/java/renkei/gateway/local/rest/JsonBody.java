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
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.eclipse.yasson.YassonConfig;
import renkei.gateway.http.BoundedBody;
import renkei.gateway.http.UnreadableBodyException;
import renkei.gateway.local.RefusedException;
import renkei.gateway.local.RequestError;
import renkei.gateway.wording.Phrase;

/**
 * Reads and writes JSON by JSON-B. What is read is UTF-8, bounded in size, depth and length, names
 * no field twice, and none that the contract does not know.
 */
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
final class JsonBody implements MessageBodyReader<Record>, MessageBodyWriter<Object> {

  private static final int BYTES = 128 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Phrase UTF_8 = new Phrase("be UTF-8", "UTF-8 であること");
  private static final Phrase NO_JSON =
      new Phrase(
          "be one JSON object; it is none at line %d, column %d",
          "一つの JSON オブジェクトであること（%d 行 %d 桁目が誤り）");
  private static final Phrase TYPES = new Phrase("have each field in its type", "各項目が契約の型であること");

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
      check(json, type);
      return jsonb.fromJson(json, type);
    } catch (JsonParsingException e) {
      throw JsonCheck.refused(
          "", NO_JSON.with(e.getLocation().getLineNumber(), e.getLocation().getColumnNumber()));
    } catch (JsonbException _) {
      throw JsonCheck.refused("", TYPES);
    }
  }

  private static String text(BoundedBody body) throws IOException {
    return switch (body) {
      case BoundedBody.Unreadable(UnreadableBodyException.Why why) -> throw refusal(why);
      case BoundedBody.Whole(byte[] bytes) -> {
        String text = new String(bytes, StandardCharsets.UTF_8);
        refuseIf(!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes), UTF_8);
        yield text;
      }
    };
  }

  private static RefusedException refusal(UnreadableBodyException.Why why) throws EOFException {
    return switch (why) {
      case MALFORMED ->
          new RefusedException(RequestError.BAD_REQUEST, "the body does not follow HTTP");
      case TOO_LARGE -> new RefusedException(RequestError.TOO_LARGE, "the body");
      case TOO_SLOW -> new RefusedException(RequestError.TOO_SLOW, "the body");
      case BROKEN_OFF -> throw new EOFException("the body broke off");
    };
  }

  private void check(String json, Class<?> type) {
    try (JsonParser parser = parsers.createParser(new StringReader(json))) {
      JsonCheck.check(parser, type);
    }
  }

  private static void refuseIf(boolean broken, Phrase expected) {
    if (broken) {
      throw JsonCheck.refused("", expected);
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
