package renkei.tenantstore.load;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import renkei.signing.jws.StrictJson;
import renkei.tenantstore.layout.Objection;
import renkei.tenantstore.layout.Objection.Rule;

/**
 * Reads JSON Lines: each line is one record, told as the rows that CSV has for it, all of them of
 * that line's number. So the same checks hold for both. Empty lines do not count.
 */
final class JsonLines {

  /** A longer line is refused. */
  static final int MAXIMUM_BYTES = RecordReader.MOST_CHARACTERS;

  private static final Set<String> MEMBERS =
      Set.of(
          "operation",
          "addresseeNumber",
          "recordKey",
          "sequence",
          "asOf",
          "validFrom",
          "validTo",
          "items",
          "groups");

  private final InputStream in;
  private final LineColumns columns;
  private final Queue<CsvRow> rows = new ArrayDeque<>();
  private long line;

  /**
   * @param columns all that the layout can have
   * @param firstLine the number of the first line
   */
  JsonLines(InputStream in, LineColumns columns, long firstLine) {
    this.in = new BufferedInputStream(in, 64 * 1024);
    this.columns = columns;
    this.line = firstLine - 1;
  }

  /** The next row; throws only if the stream itself fails. */
  CsvRow next() throws IOException {
    while (rows.isEmpty()) {
      Optional<byte[]> text = line();
      if (text.isEmpty()) {
        return new CsvRow.End();
      }
      if (text.get().length > MAXIMUM_BYTES) {
        return bad(Objection.to(Rule.LINE_TOO_LONG, MAXIMUM_BYTES));
      }
      if (text.get().length > 0) {
        read(text.get());
      }
    }
    return rows.remove();
  }

  /** The next line, one byte more than allowed if it is longer; empty at the end. */
  private Optional<byte[]> line() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream(512);
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    line++;
    for (; next >= 0 && next != '\n'; next = in.read()) {
      if (text.size() <= MAXIMUM_BYTES && next != '\r') {
        text.write(next);
      }
    }
    return Optional.of(text.toByteArray());
  }

  private CsvRow bad(Objection objection) {
    return new CsvRow.Bad(line, objection, List.of());
  }

  private void read(byte[] text) {
    List<CsvRow> record = new ArrayList<>();
    Optional<JsonObject> object = StrictJson.read(text);
    try {
      Known known = Known.of(object.orElseThrow(() -> new NoRecordException(Rule.JSON)));
      record.add(new CsvRow.Fields(line, fields(known.first(), known.items())));
      add(known, known.groups(), "", record);
      rows.addAll(record);
    } catch (NoRecordException e) {
      rows.add(
          new CsvRow.Bad(
              line, Objection.to(e.rule), object.map(JsonLines::texts).orElse(List.of())));
    }
  }

  /** What could be read of a line that is no record: looked at for numbers that must not come. */
  private static List<String> texts(JsonValue value) {
    List<String> texts = new ArrayList<>();
    switch (value) {
      case JsonString text -> texts.add(text.getString());
      case JsonNumber number -> texts.add(number.toString());
      case JsonArray array -> array.forEach(each -> texts.addAll(texts(each)));
      case JsonObject object -> object.values().forEach(each -> texts.addAll(texts(each)));
      default -> {}
    }
    return texts;
  }

  /** A line that is no record of the form. */
  private static final class NoRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Rule rule;

    private NoRecordException(Rule rule) {
      super(rule.code());
      this.rule = rule;
    }

    @Override
    public Throwable fillInStackTrace() {
      return this;
    }
  }

  /** The members of a record. */
  private record Known(List<String> first, JsonObject items, JsonObject groups) {

    static Known of(JsonObject record) {
      require(MEMBERS.containsAll(record.keySet()));
      List<String> first = new ArrayList<>();
      for (String name :
          List.of(
              "operation",
              "addresseeNumber",
              "recordKey",
              "sequence",
              "asOf",
              "validFrom",
              "validTo")) {
        first.add(text(record, name));
      }
      return new Known(first, object(record, "items"), object(record, "groups"));
    }

    /** What an instance of a group repeats of its record. */
    List<String> again() {
      List<String> again = new ArrayList<>(Collections.nCopies(first.size(), ""));
      again.set(LineColumns.OPERATION, "ADD");
      for (int same : List.of(LineColumns.ADDRESSEE, LineColumns.KEY, LineColumns.SEQUENCE)) {
        again.set(same, first.get(same));
      }
      return again;
    }
  }

  private static void require(boolean fine) {
    if (!fine) {
      throw new NoRecordException(Rule.JSON);
    }
  }

  private static String text(JsonObject of, String name) {
    return switch (of.get(name)) {
      case null -> "";
      case JsonString text -> text.getString();
      case JsonNumber number when name.equals("sequence") -> number.toString();
      default -> throw new NoRecordException(Rule.JSON);
    };
  }

  private static JsonObject object(JsonObject of, String name) {
    return switch (of.get(name)) {
      case null -> JsonValue.EMPTY_JSON_OBJECT;
      case JsonObject object -> object;
      default -> throw new NoRecordException(Rule.JSON);
    };
  }

  private void add(Known record, JsonObject groups, String path, List<CsvRow> rows) {
    for (Map.Entry<String, JsonValue> group : groups.entrySet()) {
      require(group.getValue() instanceof JsonArray);
      int instance = 0;
      for (JsonValue each : group.getValue().asJsonArray()) {
        require(each instanceof JsonObject);
        JsonObject inside = each.asJsonObject();
        require(Set.of("items", "groups").containsAll(inside.keySet()));
        String own = path + ++instance;
        List<String> fixed = new ArrayList<>(record.again());
        fixed.add(group.getKey());
        fixed.add(own);
        rows.add(new CsvRow.Fields(line, fields(fixed, object(inside, "items"))));
        require(rows.size() <= RecordReader.MOST_LINES + 1);
        add(record, object(inside, "groups"), own + ".", rows);
      }
    }
  }

  private List<String> fields(List<String> fixed, JsonObject items) {
    List<String> fields = new ArrayList<>(Collections.nCopies(columns.width(), ""));
    for (int i = 0; i < fixed.size(); i++) {
      fields.set(i, fixed.get(i));
    }
    for (Map.Entry<String, JsonValue> item : items.entrySet()) {
      switch (item.getValue()) {
        case JsonString value -> put(fields, item.getKey(), LineColumns.Part.VALUE, value);
        case JsonObject parts -> {
          require(Set.of("value", "standard", "absent").containsAll(parts.keySet()));
          put(fields, item.getKey(), LineColumns.Part.VALUE, parts.get("value"));
          put(fields, item.getKey(), LineColumns.Part.STANDARD, parts.get("standard"));
          put(fields, item.getKey(), LineColumns.Part.ABSENCE, parts.get("absent"));
        }
        default -> throw new NoRecordException(Rule.JSON);
      }
    }
    return fields;
  }

  private void put(
      List<String> fields, String item, LineColumns.Part part, @Nullable JsonValue value) {
    switch (value) {
      case null -> {}
      case JsonString text -> {
        int place = columns.place(item, part);
        if (place < 0) {
          throw new NoRecordException(Rule.UNKNOWN_ITEM);
        }
        fields.set(place, text.getString());
      }
      default -> throw new NoRecordException(Rule.JSON);
    }
  }
}
