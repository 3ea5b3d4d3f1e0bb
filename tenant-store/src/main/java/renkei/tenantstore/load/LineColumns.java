package renkei.tenantstore.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import renkei.codebook.ForbiddenNumbers;
import renkei.tenantstore.layout.GroupCode;
import renkei.tenantstore.layout.Layout;
import renkei.tenantstore.layout.LayoutItem;
import renkei.tenantstore.layout.Objection;
import renkei.tenantstore.layout.Objection.Rule;

/**
 * The columns of one load, by its header: nine that every load has, then items of the layout in any
 * order, each with columns for its standard form and for the reason why it has no value, if it can
 * have one.
 */
record LineColumns(List<Column> items, Map<Place, Integer> places) {

  LineColumns(List<Column> items) {
    this(items, places(items));
  }

  /** What a column holds, by which it is found. */
  record Place(String item, Part part) {}

  private static Map<Place, Integer> places(List<Column> items) {
    Map<Place, Integer> places = new HashMap<>();
    for (int i = 0; i < items.size(); i++) {
      Column column = items.get(i);
      places.put(new Place(column.item().code().value(), column.part()), FIXED.size() + i);
    }
    return Map.copyOf(places);
  }

  static final int OPERATION = 0;
  static final int ADDRESSEE = 1;
  static final int KEY = 2;
  static final int SEQUENCE = 3;
  static final int AS_OF = 4;
  static final int VALID_FROM = 5;
  static final int VALID_TO = 6;
  static final int GROUP = 7;
  static final int INSTANCE = 8;

  /** What every load begins with, in this order. */
  static final List<String> FIXED =
      List.of(
          "operation",
          "addressee_number",
          "record_key",
          "sequence",
          "as_of",
          "valid_from",
          "valid_to",
          "group",
          "instance");

  private static final String STANDARD = ".standard";
  private static final String ABSENT = ".absent";

  /** What a column holds of its item. */
  enum Part {
    VALUE,
    STANDARD,
    ABSENCE
  }

  /** One column behind the fixed ones. */
  record Column(LayoutItem item, Part part) {}

  /** The header as it should be, or why it is not. */
  sealed interface Header {

    /** Read the lines by these. */
    record Understood(LineColumns columns) implements Header {}

    /** The load cannot be read. */
    record NotUnderstood(ImportError error) implements Header {}
  }

  /** How many fields a line has. */
  int width() {
    return FIXED.size() + items.size();
  }

  /** The name of a column by its place. */
  String name(int place) {
    return place < FIXED.size()
        ? FIXED.get(place)
        : items.get(place - FIXED.size()).item().code().value();
  }

  /** All columns that a layout can have. */
  static LineColumns all(Layout layout) {
    return new LineColumns(List.copyOf(possible(layout).values()));
  }

  /** The place of a column by what it holds; negative if there is none. */
  int place(String item, Part part) {
    Integer place = places.get(new Place(item, part));
    return place == null ? -1 : place;
  }

  static Header read(Layout layout, List<String> header) {
    if (header.size() < FIXED.size() || !header.subList(0, FIXED.size()).equals(FIXED)) {
      return noHeader(Objection.to(Rule.NO_HEADER), header);
    }
    Map<String, Column> possible = possible(layout);
    List<Column> columns = new ArrayList<>();
    for (int i = FIXED.size(); i < header.size(); i++) {
      Column column = possible.remove(header.get(i));
      if (column == null) {
        return noHeader(Objection.to(Rule.UNKNOWN_COLUMN, i + 1), header);
      }
      columns.add(column);
    }
    return missing(layout, columns)
        .<Header>map(
            item ->
                new Header.NotUnderstood(
                    new ImportError(1, item.code().value(), Objection.to(Rule.MISSING_COLUMN))))
        .orElseGet(() -> new Header.Understood(new LineColumns(List.copyOf(columns))));
  }

  /** No header; where the lines begin at once, one of the two numbers may be in the first. */
  static Header noHeader(Objection objection, List<String> fields) {
    boolean forbidden = fields.stream().anyMatch(field -> ForbiddenNumbers.in(field).isPresent());
    return new Header.NotUnderstood(
        new ImportError(1, "", forbidden ? ImportError.FORBIDDEN : objection));
  }

  private static Map<String, Column> possible(Layout layout) {
    Map<String, Column> possible = new LinkedHashMap<>();
    for (LayoutItem item : layout.items()) {
      String code = item.code().value();
      possible.put(code, new Column(item, Part.VALUE));
      if (item.form().twoForms()) {
        possible.put(code + STANDARD, new Column(item, Part.STANDARD));
      }
      if (!item.presence().absences().isEmpty()) {
        possible.put(code + ABSENT, new Column(item, Part.ABSENCE));
      }
    }
    return possible;
  }

  /** The first item without a column that every record, or every instance of a group, must have. */
  private static Optional<LayoutItem> missing(Layout layout, List<Column> columns) {
    Set<LayoutItem> there = new HashSet<>();
    Set<Optional<GroupCode>> used = new HashSet<>(Set.of(Optional.empty()));
    for (Column column : columns) {
      used.add(column.item().group());
      if (column.part() == Part.VALUE) {
        there.add(column.item());
      }
    }
    return layout.items().stream()
        .filter(item -> item.required() && used.contains(item.group()) && !there.contains(item))
        .findFirst();
  }
}
