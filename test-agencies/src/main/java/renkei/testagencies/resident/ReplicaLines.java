package renkei.testagencies.resident;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import renkei.testagencies.resident.LayoutFile.ItemType;
import renkei.testagencies.resident.LayoutFile.LayoutItem;
import renkei.testagencies.vocabulary.ItemCode;

/**
 * Writes registrations as the lines of a replica load: header, one good line for each registration,
 * and on request faulty lines among them that the platform must refuse one by one.
 *
 * @param layout whose columns the lines have
 */
public record ReplicaLines(LayoutFile layout) {

  /** The media type of a load. */
  public static final String CONTENT_TYPE = "text/csv; charset=utf-8";

  private static final int FULL_TIME = 5_000_000;

  /** The first line. */
  public String header() {
    StringBuilder line = new StringBuilder("operation,addressee_number,as_of");
    layout.items().forEach(item -> line.append(',').append(item.code().value()));
    return line.append('\n').toString();
  }

  /** The good line of a registration. */
  public String line(Registration registration) {
    return line("PUT", registration, values(registration));
  }

  /** The line that takes a registration's replica away. */
  public String removal(Registration registration) {
    return line("DELETE", registration, Collections.nCopies(layout.items().size(), ""));
  }

  /**
   * The value an item has in the good line; what an inquirer must get in the end.
   *
   * @return empty if the registration says nothing to that item
   */
  public String value(Registration registration, LayoutItem item) {
    String told = registration.told().get(item.code());
    return told == null ? madeUp(registration, item) : told;
  }

  private static String madeUp(Registration registration, LayoutItem item) {
    Resident resident = registration.resident();
    return switch (item.code().value()) {
      // Resident register: name, head of household; reading; birth; sex; address; two dates.
      case "TK00000000010001", "TK00000000010011" -> resident.name();
      case "TK00000000010002" -> resident.kana();
      case "TK00000000010005" -> resident.birth().toString();
      case "TK00000000010006" -> resident.woman() ? "2" : "1";
      case "TK00000000010008" -> resident.address();
      case "TK00000000010010", "TK00000000010016" -> registration.since().toString();
      // Local tax: the year.
      case "TK00000000020001" -> String.valueOf(registration.since().getYear());
      default -> byType(registration, item);
    };
  }

  /** One thing that a layout forbids. */
  private record Fault(
      String operation, Optional<LayoutItem> item, String value, String complaint) {

    static Fault in(LayoutItem item, String value, String complaint) {
      return new Fault("PUT", Optional.of(item), value, complaint);
    }
  }

  /** How many faults there are; {@link #faultyLines} wants as many people. */
  public int faultCount() {
    return faults().size();
  }

  /**
   * One line for each thing that the layout forbids, with that one fault, each about another
   * person.
   *
   * @param people at least {@link #faultCount} of them
   */
  public List<FaultyLine> faultyLines(List<Registration> people) {
    List<FaultyLine> lines = new ArrayList<>();
    for (Fault fault : faults()) {
      Registration about = people.get(lines.size());
      List<String> values = new ArrayList<>(values(about));
      fault.item().ifPresent(item -> values.set(layout.items().indexOf(item), fault.value()));
      lines.add(
          new FaultyLine(
              line(fault.operation(), about, values),
              fault.item().map(item -> item.code().value()).orElse("operation"),
              fault.complaint()));
    }
    return lines;
  }

  private List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    faults.add(Fault.in(first(ItemType.NUMBER, ItemType.CODE, true), "", "required:"));
    faults.add(Fault.in(first(ItemType.CODE, ItemType.CODE, true), "#", "code-list:"));
    faults.add(Fault.in(first(ItemType.DATE, ItemType.DATE, false), "2026-02-30", "date:"));
    faults.add(new Fault("REPLACE", Optional.empty(), "", "operation:"));
    for (LayoutItem item : layout.items()) {
      switch (item.type()) {
        // Half-width kana (JIS X 0201) and what is longer than the layout allows.
        case KANA -> faults.add(Fault.in(item, "ｼｹﾝ　ﾖｼｺ", "half-width-kana:"));
        case TEXT -> faults.add(Fault.in(item, "長".repeat(item.length() + 1), "too-long:"));
        case NUMBER, CODE, DATE -> {}
      }
    }
    return faults;
  }

  private static String byType(Registration registration, LayoutItem item) {
    if (!item.required() && item.type() != ItemType.NUMBER) {
      return "";
    }
    Resident resident = registration.resident();
    return switch (item.type()) {
      case TEXT -> "架空";
      case KANA -> "カクウ";
      case DATE -> registration.since().toString();
      case CODE ->
          item.codes().get(Math.floorMod(resident.birth().hashCode(), item.codes().size()));
      case NUMBER -> number(resident, item);
    };
  }

  /** Amounts of yen follow from the income; small numbers are small. */
  private static String number(Resident resident, LayoutItem item) {
    if (item.length() < 5) {
      return String.valueOf(resident.birth().getDayOfMonth() % 4);
    }
    long share = Math.floorMod(item.code().hashCode(), 10);
    return String.valueOf(resident.income() > FULL_TIME ? resident.income() / (share + 1) : share);
  }

  /** What an inquirer must get about a registration; items without a value are left out. */
  public Map<ItemCode, String> items(Registration registration) {
    Map<ItemCode, String> items = new HashMap<>();
    for (LayoutItem item : layout.items()) {
      String value = value(registration, item);
      if (!value.isEmpty()) {
        items.put(item.code(), value);
      }
    }
    return items;
  }

  private List<String> values(Registration registration) {
    return layout.items().stream().map(item -> value(registration, item)).toList();
  }

  private LayoutItem first(ItemType type, ItemType orType, boolean required) {
    return layout.items().stream()
        .filter(item -> item.type() == type || item.type() == orType)
        .filter(item -> item.required() || !required)
        .findFirst()
        .orElseThrow();
  }

  private static String line(String operation, Registration registration, List<String> values) {
    return operation
        + ","
        + registration.addresseeNumber().value()
        + ","
        + registration.since()
        + ","
        + String.join(",", values)
        + "\n";
  }
}
