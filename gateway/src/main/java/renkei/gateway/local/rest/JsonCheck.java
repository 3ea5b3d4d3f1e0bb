package renkei.gateway.local.rest;

import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import renkei.gateway.local.FieldFault;
import renkei.gateway.local.Fields;
import renkei.gateway.local.RefusedException;
import renkei.gateway.local.RequestError;
import renkei.gateway.wording.Phrase;

/**
 * Holds one JSON text against the record it is to become, before it becomes one: bounded in depth
 * and length, no field twice, none that the contract does not know, each of its type. Refuses by
 * the name of the field.
 */
final class JsonCheck {

  private static final int DEPTH = 4;
  private static final int TOKENS = 5_000;
  private static final int TEXT = 256;

  private static final Phrase ONE_OBJECT = new Phrase("be one JSON object", "一つの JSON オブジェクトであること");
  private static final Phrase FEW =
      new Phrase("hold at most %d values", "値は %d 個以内であること").with(TOKENS);
  private static final Phrase FLAT =
      new Phrase("be nested at most %d deep", "入れ子は %d 段以内であること").with(DEPTH);
  private static final Phrase ONCE = new Phrase("come once", "一度だけ書くこと");
  private static final Phrase SHORT =
      new Phrase("have at most %d characters", "%d 文字以内であること").with(TEXT);
  private static final Phrase UNKNOWN =
      new Phrase("be left out: the contract has %s", "書かないこと（契約の項目: %s）");
  private static final Phrase A_TEXT = new Phrase("be a text in quotes", "引用符で囲んだ文字列であること");
  private static final Phrase A_LIST =
      new Phrase("be a list of texts in quotes", "引用符で囲んだ文字列の配列であること");

  private static final Phrase TRUE_OR_FALSE =
      new Phrase("be true or false, without quotes", "引用符なしの true 又は false であること");
  private static final Phrase AN_OBJECT = new Phrase("be a JSON object", "JSON オブジェクトであること");
  private static final Phrase OBJECTS =
      new Phrase("be a list of JSON objects", "JSON オブジェクトの配列であること");

  /** What may stand in one place. */
  private sealed interface Shape {

    /** A text or nothing. */
    record Text() implements Shape {}

    /** True, false or nothing: JSON-B would take any text for false. */
    record Truth() implements Shape {}

    /** A record, or nothing. */
    record One(Map<String, Shape> fields) implements Shape {}

    /** A list of such, or nothing. */
    record Many(Shape each) implements Shape {}

    /** Whatever the record's own type takes. */
    record Another() implements Shape {}

    static Map<String, Shape> of(Class<?> record) {
      return Arrays.stream(record.getRecordComponents())
          .collect(Collectors.toMap(RecordComponent::getName, field -> of(field.getGenericType())));
    }

    private static Shape of(Type type) {
      if (type == String.class) {
        return new Text();
      }
      if (type == Boolean.class) {
        return new Truth();
      }
      if (type instanceof Class<?> one && one.isRecord()) {
        return new One(of(one));
      }
      return type instanceof ParameterizedType list && list.getRawType() == List.class
          ? new Many(of(list.getActualTypeArguments()[0]))
          : new Another();
    }

    /** Whether this may begin here; nothing may stand instead of anything. */
    default boolean takes(Event event) {
      return event == Event.VALUE_NULL
          || switch (this) {
            case Text _ -> event == Event.VALUE_STRING;
            case Truth _ -> event == Event.VALUE_TRUE || event == Event.VALUE_FALSE;
            case One _ -> event == Event.START_OBJECT;
            case Many _ -> event == Event.START_ARRAY;
            case Another _ -> true;
          };
    }

    /** What it must be, for whoever wrote something else. */
    default Phrase expected() {
      return switch (this) {
        case Text _ -> A_TEXT;
        case Truth _ -> TRUE_OR_FALSE;
        case One _ -> AN_OBJECT;
        case Many(Text _) -> A_LIST;
        case Many _, Another _ -> OBJECTS;
      };
    }

    /** The shape of a list's elements, of which none is left out. */
    default Shape each() {
      return this instanceof Many(Shape each) ? each : new Another();
    }
  }

  /** An object or a list that is open. */
  private static final class Frame {

    private final Shape shape;
    private final Set<String> seen = new HashSet<>();
    private String field = "";

    private Frame(Shape shape) {
      this.shape = shape;
    }

    /** What may stand where the parser is. */
    private Shape next() {
      return switch (shape) {
        case Shape.One(Map<String, Shape> fields) ->
            fields.getOrDefault(field, new Shape.Another());
        case Shape.Many _ -> shape.each();
        case Shape.Text _, Shape.Truth _, Shape.Another _ -> new Shape.Another();
      };
    }
  }

  private final Shape whole;
  private final Deque<Frame> open = new ArrayDeque<>();

  private JsonCheck(Class<?> record) {
    this.whole = new Shape.One(Shape.of(record));
  }

  /** Throws {@link RefusedException} if the text cannot be this record. */
  static void check(JsonParser parser, Class<?> record) {
    JsonCheck check = new JsonCheck(record);
    for (int tokens = 0; parser.hasNext(); tokens++) {
      Event event = parser.next();
      check.refuseIf(tokens == 0 && event != Event.START_OBJECT, ONE_OBJECT);
      check.refuseIf(tokens >= TOKENS, FEW);
      check.take(event, parser);
    }
  }

  private void take(Event event, JsonParser parser) {
    switch (event) {
      case KEY_NAME -> key(parser.getString());
      case START_OBJECT, START_ARRAY -> {
        Shape shape = shaped(event);
        open.push(new Frame(shape));
        refuseIf(open.size() > DEPTH, FLAT);
      }
      case END_OBJECT, END_ARRAY -> open.pop();
      case VALUE_STRING, VALUE_NUMBER -> {
        refuseIf(parser.getString().length() > TEXT, SHORT);
        Shape _ = shaped(event);
      }
      case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> {
        Shape _ = shaped(event);
      }
    }
  }

  private void key(String name) {
    Frame frame = open.element();
    frame.field = name;
    if (frame.shape instanceof Shape.One(Map<String, Shape> fields)) {
      refuseIf(
          !fields.containsKey(name),
          UNKNOWN.with(fields.keySet().stream().sorted().collect(Collectors.joining(", "))));
    }
    refuseIf(!frame.seen.add(name), ONCE);
  }

  /** What stands here by the record, which what begins must be. */
  private Shape shaped(Event event) {
    Frame frame = open.peek();
    if (frame == null) {
      return whole;
    }
    Shape shape = frame.next();
    boolean inList = frame.shape instanceof Shape.Many && !(shape instanceof Shape.Text);
    refuseIf(
        !shape.takes(event) || (inList && event == Event.VALUE_NULL),
        frame.shape instanceof Shape.Many ? frame.shape.expected() : shape.expected());
    return shape;
  }

  /** The innermost field of a record that the parser is in; empty outside. */
  private String field() {
    for (Frame frame : open) {
      if (frame.shape instanceof Shape.One && !frame.field.isEmpty()) {
        return frame.field;
      }
    }
    return "";
  }

  private void refuseIf(boolean broken, Phrase expected) {
    if (broken) {
      throw refused(field(), expected);
    }
  }

  /**
   * The refusal of a body.
   *
   * @param field of the record; empty if it is about the whole
   */
  static RefusedException refused(String field, Phrase expected) {
    return new RefusedException(
        RequestError.MALFORMED_JSON,
        "must " + expected.en(),
        new FieldFault(field.isEmpty() ? "" : Fields.shown(field), expected));
  }
}
