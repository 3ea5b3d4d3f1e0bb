package renkei.testagencies.layout;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The members of one object of a layout file; whoever has read them calls {@link #end()}. A member
 * of another JSON type is a {@link ClassCastException}, one that is missing an {@link
 * IllegalArgumentException}.
 */
final class Members {

  private final JsonObject object;
  private final Set<String> unread;

  Members(JsonObject object) {
    this.object = object;
    unread = new HashSet<>(object.keySet());
  }

  String text(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalArgumentException(name + " is missing in " + object));
  }

  Optional<String> find(String name) {
    unread.remove(name);
    return object.containsKey(name) ? Optional.of(object.getString(name)) : Optional.empty();
  }

  int number(String name) {
    unread.remove(name);
    if (!object.containsKey(name)) {
      throw new IllegalArgumentException(name + " is missing in " + object);
    }
    return object.getJsonNumber(name).intValueExact();
  }

  /** False if it is missing. */
  boolean flag(String name) {
    unread.remove(name);
    return object.containsKey(name) && object.getBoolean(name);
  }

  /** None if it is missing. */
  List<String> texts(String name) {
    unread.remove(name);
    return object.containsKey(name)
        ? object.getJsonArray(name).getValuesAs(JsonString.class).stream()
            .map(JsonString::getString)
            .toList()
        : List.of();
  }

  /** None if it is missing. */
  List<Members> objects(String name) {
    unread.remove(name);
    return object.containsKey(name)
        ? object.getJsonArray(name).stream().map(JsonValue::asJsonObject).map(Members::new).toList()
        : List.of();
  }

  JsonObject object(String name) {
    unread.remove(name);
    return object.getJsonObject(name);
  }

  /** These may be there, and say nothing here. */
  void ignore(String... names) {
    List.of(names).forEach(unread::remove);
  }

  /**
   * Throws {@link IllegalArgumentException} if there is anything else: what a reader does not
   * understand may change what the rest means.
   */
  void end() {
    if (!unread.isEmpty()) {
      throw new IllegalArgumentException("unknown in a layout file: " + unread);
    }
  }
}
