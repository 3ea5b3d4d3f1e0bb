package renkei.testagencies.rest;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call that a REST door is to answer.
 *
 * @param method of HTTP
 * @param below the segments of the path below the door's own
 * @param query its parameters
 * @param caller who calls
 * @param text the body; empty if there is none
 */
record Call(
    String method,
    List<String> below,
    Map<String, String> query,
    X509Certificate caller,
    String text) {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  /** Refuses parameters nobody reads: the caller believes that they say something. */
  void allowParameters(Set<String> names) {
    for (String name : query.keySet()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException("there is no parameter of that name: " + name);
      }
    }
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name));
  }

  String requiredParameter(String name) {
    return parameter(name)
        .orElseThrow(() -> new IllegalArgumentException("the parameter " + name + " is missing"));
  }

  /** How long the caller waits for an ending. */
  Duration patience(Duration unset) {
    Optional<String> text = parameter("wait");
    if (text.isEmpty()) {
      return unset;
    }
    Duration wait = duration("wait", text.get());
    if (wait.isNegative() || wait.compareTo(LONGEST_WAIT) > 0) {
      throw new IllegalArgumentException("wait must be from PT0S to " + LONGEST_WAIT);
    }
    return wait;
  }

  static Duration duration(String field, String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeException _) {
      throw new IllegalArgumentException(field + " must be an ISO 8601 duration such as PT30S");
    }
  }

  /** The body, an object of these fields and no others. */
  JsonObject object(Set<String> fields) {
    JsonObject object = object();
    for (String field : object.keySet()) {
      if (!fields.contains(field)) {
        throw new IllegalArgumentException("there is no field of that name: " + field);
      }
    }
    return object;
  }

  private JsonObject object() {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    } catch (JsonException _) {
      throw new IllegalArgumentException("the body must be one JSON object");
    }
  }

  /** A field of text. */
  static Optional<String> find(JsonObject object, String field) {
    @Nullable Object value = object.get(field);
    return switch (value) {
      case null -> Optional.empty();
      case JsonString string -> Optional.of(string.getString());
      default -> throw new IllegalArgumentException(field + " must be a text");
    };
  }

  /** A field of text that must be there. */
  static String required(JsonObject object, String field) {
    return find(object, field)
        .orElseThrow(() -> new IllegalArgumentException("the field " + field + " is missing"));
  }

  /** Hides what it carries. */
  @Override
  public String toString() {
    return "Call[" + method + "]";
  }
}
