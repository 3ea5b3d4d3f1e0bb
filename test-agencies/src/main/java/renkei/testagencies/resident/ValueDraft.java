package renkei.testagencies.resident;

import java.time.LocalDate;
import java.time.YearMonth;
import renkei.testagencies.layout.KeyKind;
import renkei.testagencies.layout.LayoutFile;
import renkei.testagencies.layout.LayoutItem;

/** Single values of a record: by what they say of a person, by item, and else by type. */
final class ValueDraft {

  /** So many days before a record its first ones lie. */
  private static final int DAYS_BACK = 1_200;

  private static final String HEAD = "02";
  private static final String HUSBAND = "11";
  private static final String WIFE = "12";
  private static final String CHILD = "20";

  /** Digits in a row that long could be read as a number that must not be there. */
  private static final int MOST_DIGITS = 7;

  private final LayoutFile layout;
  private final RuleBounds bounds;
  private final RecordDraft.Facts facts;

  ValueDraft(LayoutFile layout, RuleBounds bounds, RecordDraft.Facts facts) {
    this.layout = layout;
    this.bounds = bounds;
    this.facts = facts;
  }

  String value(LayoutItem item, RecordDraft.Place place) {
    return item.meaning()
        .map(
            meaning ->
                switch (meaning) {
                  case NAME -> place.person().name();
                  case NAME_READING -> place.person().kana();
                  case BIRTH_DATE -> place.person().birth().toString();
                  case ADDRESS -> cut(place.person().address(), item.form().length());
                })
        .orElseGet(() -> byItem(item, place));
  }

  private String byItem(LayoutItem item, RecordDraft.Place place) {
    Household household = facts.about().household();
    return switch (item.code().value()) {
      // Resident register: sex, relation, two dates, head of the household, how many they are.
      case "TK00000000010006", "TK00000000010029" -> place.person().woman() ? "2" : "1";
      case "TK00000000010012", "TK00000000010028", "TK00000002070017" -> relation(place.person());
      case "TK00000000010010", "TK00000000010016" -> facts.about().since().toString();
      case "TK00000000010011" -> household.head().name();
      case "TK00000000010013", "TK00000002070012", "TK00000002080011" ->
          String.valueOf(household.members().size());
      // Local tax: total income, before and after losses; dependants.
      case "TK00000000020009", "TK00000000020010" ->
          String.valueOf(place.person().income() * (100 + place.draw().below(10)) / 110);
      case "TK00000000020020" -> String.valueOf(household.children().size());
      default -> byType(item, place, place.draw().at(item.code().value()).at("value"));
    };
  }

  /** To the head of the household (続柄). */
  private String relation(Resident person) {
    Household household = facts.about().household();
    if (household.head().equals(person)) {
      return HEAD;
    }
    if (household.children().contains(person)) {
      return CHILD;
    }
    return person.woman() ? WIFE : HUSBAND;
  }

  private String byType(LayoutItem item, RecordDraft.Place place, Draw draw) {
    return switch (item.type()) {
      case TEXT -> cut(text(item, draw), item.form().length());
      case KANA -> cut("カクウ", item.form().length());
      case DATE -> day(item, draw).toString();
      case UNCERTAIN_DATE -> uncertain(day(item, draw), draw.at("known").below(40));
      case YEAR_MONTH -> month(item, place, draw).toString();
      case YEAR -> String.valueOf(day(item, draw).getYear());
      case FISCAL_YEAR -> String.valueOf(fiscalYear(item));
      case AMOUNT -> String.valueOf(amount(item, place, draw));
      case NUMBER -> String.valueOf(draw.below(item.form().length() == 1 ? 10 : 36));
      case FLAG -> draw.oneIn(4) ? "1" : "0";
      case CODE -> item.form().codes().get(draw.below(item.form().codes().size()));
    };
  }

  /** Says what the item's name says it says, and that it is invented. */
  private String text(LayoutItem item, Draw draw) {
    String name = item.name();
    if (name.contains("ddress") || name.contains("omicile")) {
      return facts.about().resident().address();
    }
    if (name.contains("umber") || name.contains("ode")) {
      int behind = Math.min(item.form().length() - 1, MOST_DIGITS);
      return "X" + "0123456789".repeat(2).substring(draw.below(10)).substring(0, behind);
    }
    if (item.form().two()) {
      return facts.about().household().head().name();
    }
    return "架空" + item.code().value().substring(14);
  }

  private LocalDate day(LayoutItem item, Draw draw) {
    int step = DAYS_BACK / bounds.steps();
    return facts
        .asOf()
        .minusDays(DAYS_BACK)
        .plusDays((long) bounds.ranks().getOrDefault(item.code(), 0) * step + draw.below(step));
  }

  private static String uncertain(LocalDate day, int of) {
    if (of == 0) {
      return "XXXX-XX-XX";
    }
    return of < 3
        ? "%04d-XX-XX".formatted(day.getYear())
        : of < 7 ? day.toString().substring(0, 8) + "XX" : day.toString();
  }

  /** Months of instances follow one another, where no rule puts them before or after others. */
  private YearMonth month(LayoutItem item, RecordDraft.Place place, Draw draw) {
    boolean isFree = !bounds.isCompared(item.code());
    return place.group().isPresent() && isFree
        ? YearMonth.from(facts.asOf()).minusMonths(12).plusMonths(place.instance())
        : YearMonth.from(day(item, draw));
  }

  /** The year of the record itself, if that is what it is kept by; else the one before. */
  private int fiscalYear(LayoutItem item) {
    int year = facts.fiscalYear();
    boolean own = layout.key() == KeyKind.FISCAL_YEAR && item.group().isEmpty();
    return own && item.required() ? year : year - 1;
  }

  private long amount(LayoutItem item, RecordDraft.Place place, Draw draw) {
    long share = place.person().income() / (2 + draw.below(30)) / 100 * 100;
    int room = Math.min(item.form().length(), bounds.digits().getOrDefault(item.code(), 18));
    return Math.floorMod(share, (long) Math.pow(10, Math.min(MOST_DIGITS, room)));
  }

  private static String cut(String text, int length) {
    return text.codePointCount(0, text.length()) <= length
        ? text
        : text.substring(0, text.offsetByCodePoints(0, length));
  }
}
