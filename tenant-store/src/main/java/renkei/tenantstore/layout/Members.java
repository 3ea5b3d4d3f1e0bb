package renkei.tenantstore.layout;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The members of one object of a layout file. Whatever is wrong with one is refused with its place
 * in the file, such as {@code items[3].length}.
 */
final class Members {

  private static final int GREATEST = 1_000_000;

  private final JsonObject json;
  private final String place;

  private Members(JsonObject json, String place) {
    this.json = json;
    this.place = place;
  }

  /** Reads what comes in a list of objects. */
  @FunctionalInterface
  interface Reader<T> {
    T read(JsonObject json, String place);
  }

  /**
   * @param place of the object in the file; empty for the whole
   * @param known the names there may be, joined by spaces
   */
  static Members of(JsonObject json, String place, String known) {
    Members members = new Members(json, place);
    Set<String> names = Set.of(known.split(" ", -1));
    for (String name : json.keySet()) {
      LayoutRefusedException.require(
          names.contains(name), LayoutRefusal.UNKNOWN_MEMBER, members.path(name));
    }
    return members;
  }

  String path(String member) {
    return place.isEmpty() ? member : place + "." + member;
  }

  boolean has(String member) {
    return json.containsKey(member);
  }

  /** A text that must be there, made what it stands for. */
  <T> T value(String member, Function<String, T> read) {
    return findValue(member, read)
        .orElseThrow(() -> new LayoutRefusedException(LayoutRefusal.MEMBER_MISSING, path(member)));
  }

  /** A text that may be left out, made what it stands for. */
  <T> Optional<T> findValue(String member, Function<String, T> read) {
    JsonValue value = json.get(member);
    if (value == null) {
      return Optional.empty();
    }
    String text = text(value, member);
    return Optional.of(made(member, () -> read.apply(text)));
  }

  /** Texts in an array that must be there. */
  <T> List<T> values(String member, Function<String, T> read) {
    List<T> values = new ArrayList<>();
    for (JsonValue value : array(member)) {
      String text = text(value, member);
      values.add(made(member, () -> read.apply(text)));
    }
    return values;
  }

  /** Some of the constants of an enumeration, none of them twice. */
  <E extends Enum<E>> Set<E> choices(String member, Class<E> type) {
    List<E> values = values(member, text -> Enum.valueOf(type, text));
    Set<E> choices = EnumSet.noneOf(type);
    choices.addAll(values);
    LayoutRefusedException.require(
        choices.size() == values.size(), LayoutRefusal.REPEATED, path(member));
    return choices;
  }

  /** Texts by names of the file's own, in their order. */
  Map<String, String> texts(String member) {
    if (!(present(member) instanceof JsonObject object)) {
      throw malformed(member);
    }
    Map<String, String> texts = new LinkedHashMap<>();
    object.forEach((name, value) -> texts.put(name, text(value, member)));
    return texts;
  }

  /** Objects in an array; none if it is left out. */
  <T> List<T> each(String member, Reader<T> reader) {
    List<T> all = new ArrayList<>();
    for (JsonValue value : has(member) ? array(member) : JsonValue.EMPTY_JSON_ARRAY) {
      String at = path(member) + "[" + all.size() + "]";
      if (!(value instanceof JsonObject object)) {
        throw new LayoutRefusedException(LayoutRefusal.MALFORMED, at);
      }
      all.add(reader.read(object, at));
    }
    return all;
  }

  /** False if it is left out. */
  boolean flag(String member) {
    JsonValue value = json.getOrDefault(member, JsonValue.FALSE);
    return switch (value.getValueType()) {
      case TRUE -> true;
      case FALSE -> false;
      case ARRAY, OBJECT, STRING, NUMBER, NULL -> throw malformed(member);
    };
  }

  /** A whole number that must be there. */
  int number(String member) {
    if (present(member) instanceof JsonNumber number
        && number.isIntegral()
        && number.bigDecimalValue().precision() < 10
        && Math.abs(number.doubleValue()) <= GREATEST) {
      return number.intValue();
    }
    throw malformed(member);
  }

  Names names() {
    String ja = value("nameJa", text -> text);
    String en = value("nameEn", text -> text);
    return made("nameJa", () -> new Names(ja, en));
  }

  /** Something whose constructor refuses what does not fit; that is said of this member. */
  <T> T made(String member, Supplier<T> making) {
    try {
      return making.get();
    } catch (LayoutRefusedException e) {
      throw e;
    } catch (IllegalArgumentException _) {
      throw malformed(member);
    }
  }

  private JsonArray array(String member) {
    if (present(member) instanceof JsonArray array) {
      return array;
    }
    throw malformed(member);
  }

  private JsonValue present(String member) {
    JsonValue value = json.get(member);
    if (value == null) {
      throw new LayoutRefusedException(LayoutRefusal.MEMBER_MISSING, path(member));
    }
    return value;
  }

  private String text(JsonValue value, String member) {
    if (value instanceof JsonString text) {
      return text.getString();
    }
    throw malformed(member);
  }

  private LayoutRefusedException malformed(String member) {
    return new LayoutRefusedException(LayoutRefusal.MALFORMED, path(member));
  }
}
