package renkei.testagencies.resident;

import java.util.ArrayList;
import java.util.List;
import renkei.testagencies.resident.LayoutFile.ItemType;
import renkei.testagencies.resident.LayoutFile.LayoutItem;

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

  /**
   * The value an item has in the good line; what an inquirer must get in the end.
   *
   * @return empty if the registration says nothing to that item
   */
  public String value(Registration registration, LayoutItem item) {
    Resident resident = registration.resident();
    return switch (item.name()) {
      case "Name", "Head of household" -> resident.name();
      case "Name, reading" -> resident.kana();
      case "Date of birth" -> resident.birth().toString();
      case "Sex" -> resident.woman() ? "2" : "1";
      case "Address" -> resident.address();
      case "Resident since", "Date of the last change" -> registration.since().toString();
      case "Tax year" -> String.valueOf(registration.since().getYear());
      default -> byType(registration, item);
    };
  }

  /** Faulty copies of a registration's line, each with one fault that its layout forbids. */
  public List<String> faultyLines(Registration registration) {
    List<String> lines = new ArrayList<>();
    LayoutItem required = first(ItemType.NUMBER, ItemType.CODE, true);
    lines.add(line("PUT", registration, changed(registration, required, "")));
    LayoutItem coded = first(ItemType.CODE, ItemType.CODE, true);
    lines.add(line("PUT", registration, changed(registration, coded, "#")));
    LayoutItem day = first(ItemType.DATE, ItemType.DATE, false);
    lines.add(line("PUT", registration, changed(registration, day, "2026-02-30")));
    lines.add(line("REPLACE", registration, values(registration)));
    for (LayoutItem item : layout.items()) {
      switch (item.type()) {
        // Half-width kana (JIS X 0201) and what is longer than the layout allows.
        case KANA -> lines.add(line("PUT", registration, changed(registration, item, "ｼｹﾝ　ﾖｼｺ")));
        case TEXT -> {
          String tooLong = "長".repeat(item.length() + 1);
          lines.add(line("PUT", registration, changed(registration, item, tooLong)));
        }
        case NUMBER, CODE, DATE -> {}
      }
    }
    return lines;
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

  private List<String> values(Registration registration) {
    return layout.items().stream().map(item -> value(registration, item)).toList();
  }

  private List<String> changed(Registration registration, LayoutItem item, String value) {
    List<String> values = new ArrayList<>(values(registration));
    values.set(layout.items().indexOf(item), value);
    return values;
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
        + registration.addresseeNumber()
        + ","
        + registration.since()
        + ","
        + String.join(",", values)
        + "\n";
  }
}
