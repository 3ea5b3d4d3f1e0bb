package renkei.gateway.local.rest;

import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.lang.reflect.RecordComponent;
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

  private enum Kind {
    TEXT,
    LIST,
    ANOTHER
  }

  private final Map<String, Kind> fields;
  private final Deque<Set<String>> open = new ArrayDeque<>();

  /** The field of the record that the parser is in; empty outside. */
  private String field = "";

  private JsonCheck(Class<?> record) {
    this.fields =
        Arrays.stream(record.getRecordComponents())
            .collect(Collectors.toMap(RecordComponent::getName, JsonCheck::kind));
  }

  private static Kind kind(RecordComponent component) {
    if (component.getType() == String.class) {
      return Kind.TEXT;
    }
    return component.getType() == List.class ? Kind.LIST : Kind.ANOTHER;
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
        checkKind(event);
        open.push(new HashSet<>());
        refuseIf(open.size() > DEPTH, FLAT);
      }
      case END_OBJECT, END_ARRAY -> open.pop();
      case VALUE_STRING, VALUE_NUMBER -> {
        refuseIf(parser.getString().length() > TEXT, SHORT);
        checkKind(event);
      }
      case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> checkKind(event);
    }
  }

  private void key(String name) {
    if (open.size() == 1) {
      field = name;
      refuseIf(
          !fields.containsKey(name),
          UNKNOWN.with(fields.keySet().stream().sorted().collect(Collectors.joining(", "))));
    }
    refuseIf(!open.element().add(name), ONCE);
  }

  private void checkKind(Event event) {
    boolean text = event == Event.VALUE_STRING || event == Event.VALUE_NULL;
    switch (fields.getOrDefault(field, Kind.ANOTHER)) {
      case TEXT -> refuseIf(!text, A_TEXT);
      case LIST ->
          refuseIf(
              open.size() == 1 ? event != Event.START_ARRAY && event != Event.VALUE_NULL : !text,
              A_LIST);
      case ANOTHER -> {}
    }
  }

  private void refuseIf(boolean broken, Phrase expected) {
    if (broken) {
      throw refused(field, expected);
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
