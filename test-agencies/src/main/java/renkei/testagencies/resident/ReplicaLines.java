package renkei.testagencies.resident;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import renkei.testagencies.layout.LayoutFile;
import renkei.testagencies.layout.LayoutItem;
import renkei.testagencies.vocabulary.GroupCode;
import renkei.testagencies.vocabulary.ItemCode;

/**
 * Writes the records of registrations as the lines of a replica load: header, a {@code PUT} line
 * for each record with an {@code ADD} line behind it for each instance of a group, and on request
 * faulty records among them that the platform must refuse one by one. Thread-safe.
 */
public final class ReplicaLines {

  /** The media type of a load. */
  public static final String CONTENT_TYPE = "text/csv; charset=utf-8";

  private static final List<String> FIXED =
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

  /** The source's order of what becomes of a record: it is entered, and it is taken away. */
  private static final int ENTERED = 1;

  private static final int TAKEN_AWAY = 2;

  private final RecordMaker maker;
  private final List<String> columns = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();

  /** The lines of what is made up there. */
  public ReplicaLines(RecordMaker maker) {
    this.maker = maker;
    columns.addAll(FIXED);
    for (LayoutItem item : maker.layout().items()) {
      columns.add(item.code().value());
      if (item.form().two()) {
        columns.add(standard(item.code()));
      }
      if (!item.absences().isEmpty()) {
        columns.add(absent(item.code()));
      }
    }
    for (int place = 0; place < columns.size(); place++) {
      places.put(columns.get(place), place);
    }
  }

  /** The layout whose columns the lines have. */
  public LayoutFile layout() {
    return maker.layout();
  }

  /** What a full load of everybody covers; empty where records are kept neither by year nor day. */
  public Optional<Coverage> coverage() {
    return switch (layout().key()) {
      case NONE, SERIAL -> Optional.empty();
      case FISCAL_YEAR ->
          Optional.of(
              new Coverage(
                  String.valueOf(maker.newestYear() - RecordMaker.YEARS_BEFORE),
                  String.valueOf(maker.newestYear())));
      case PERIOD ->
          Optional.of(
              new Coverage(
                  maker.firstDay().toString(),
                  maker
                      .firstDay()
                      .plusYears(RecordMaker.YEARS_BEFORE + 1)
                      .minusDays(1)
                      .toString()));
    };
  }

  /** The first line. */
  public String header() {
    return String.join(",", columns) + "\n";
  }

  /** How many records of somebody there are. */
  public int recordCount(Registration about) {
    return maker.records(about).size();
  }

  /** The lines of all records of somebody; empty if there are none. */
  public List<String> lines(Registration about) {
    return maker.records(about).stream().flatMap(record -> lines(about, record).stream()).toList();
  }

  /** The lines that take all records of somebody away. */
  public List<String> removal(Registration about) {
    return maker.records(about).stream()
        .map(
            record -> {
              List<String> fields = naming("DELETE", about, record, TAKEN_AWAY);
              fields.set(place("as_of"), record.asOf().toString());
              return line(fields);
            })
        .toList();
  }

  /**
   * What an inquirer must get about somebody: the values of the root of the record that holds now.
   *
   * @return empty if there is no record
   */
  public Optional<ReplicaRecord> current(Registration about) {
    return maker.current(about);
  }

  /** How many faults there are; {@link #faultyLines} wants as many people. */
  public int faultCount() {
    return LayoutFault.of(layout()).size();
  }

  /**
   * One line for each thing that the layout forbids, with that one fault, each about the current
   * record of another person.
   *
   * @param people at least {@link #faultCount} of them, of all of whom there is a record
   */
  public List<FaultyLine> faultyLines(List<Registration> people) {
    List<FaultyLine> lines = new ArrayList<>();
    for (LayoutFault fault : LayoutFault.of(layout())) {
      Registration about = people.get(lines.size());
      ReplicaRecord record = maker.current(about).orElseThrow();
      RecordValues values = fault.in(record.values().alone());
      lines.add(
          new FaultyLine(
              root(fault.operation(), about, record.with(values)),
              fault.column(),
              fault.complaint()));
    }
    return lines;
  }

  private List<String> lines(Registration about, ReplicaRecord record) {
    List<String> lines = new ArrayList<>();
    lines.add(root("PUT", about, record));
    groups(lines, naming("ADD", about, record, ENTERED), record.values(), "");
    return lines;
  }

  private String root(String operation, Registration about, ReplicaRecord record) {
    List<String> fields = naming(operation, about, record, ENTERED);
    fields.set(place("as_of"), record.asOf().toString());
    record.validFrom().ifPresent(day -> fields.set(place("valid_from"), day.toString()));
    record.validTo().ifPresent(day -> fields.set(place("valid_to"), day.toString()));
    fill(fields, record.values());
    return line(fields);
  }

  /**
   * @param named the fields that name the record
   * @param path to the instance around, empty for the root
   */
  private void groups(List<String> lines, List<String> named, RecordValues around, String path) {
    Map<GroupCode, Integer> instances = new HashMap<>();
    for (RecordValues.Instance instance : around.groups()) {
      String own = path + instances.merge(instance.group(), 1, Integer::sum);
      List<String> fields = new ArrayList<>(named);
      fields.set(place("group"), instance.group().value());
      fields.set(place("instance"), own);
      fill(fields, instance.values());
      lines.add(line(fields));
      groups(lines, named, instance.values(), own + ".");
    }
  }

  private void fill(List<String> fields, RecordValues values) {
    values
        .items()
        .forEach(
            (code, value) -> {
              switch (value) {
                case ItemValue.Given(String own, Optional<String> standard) -> {
                  fields.set(place(code.value()), own);
                  standard.ifPresent(form -> fields.set(place(standard(code)), form));
                }
                case ItemValue.Missing(var reason) ->
                    fields.set(place(absent(code)), reason.name());
              }
            });
  }

  /** The fields of a line that say which record it belongs to, and nothing else. */
  private List<String> naming(
      String operation, Registration about, ReplicaRecord record, int sequence) {
    List<String> fields = new ArrayList<>(Collections.nCopies(columns.size(), ""));
    fields.set(place("operation"), operation);
    fields.set(place("addressee_number"), about.addresseeNumber().value());
    fields.set(place("record_key"), record.key().value());
    fields.set(place("sequence"), String.valueOf(sequence));
    return fields;
  }

  private int place(String column) {
    Integer place = places.get(column);
    if (place == null) {
      throw new IllegalArgumentException("the layout has no column " + column);
    }
    return place;
  }

  private static String standard(ItemCode item) {
    return item.value() + ".standard";
  }

  private static String absent(ItemCode item) {
    return item.value() + ".absent";
  }

  private static String line(List<String> fields) {
    StringJoiner line = new StringJoiner(",", "", "\n");
    fields.forEach(field -> line.add(quoted(field)));
    return line.toString();
  }

  /** RFC 4180, 2.6 and 2.7; what people are told by a file may hold anything. */
  private static String quoted(String field) {
    return field.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? "\"" + field.replace("\"", "\"\"") + "\""
        : field;
  }
}
