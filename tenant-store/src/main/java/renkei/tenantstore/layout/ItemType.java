package renkei.tenantstore.layout;

import java.util.OptionalInt;

/** What the values of an item look like. */
public enum ItemType {
  /** Any text of the permitted character set (JIS X 0213 and beyond, no half-width kana). */
  TEXT,
  /** Full-width katakana, as names are read (フリガナ). */
  KANA,
  /** A calendar day, {@code yyyy-MM-dd}. */
  DATE(10),
  /**
   * A calendar day of which only a part may be known, {@code 2026-03-XX}: see {@link
   * renkei.codebook.calendar.UncertainDate}.
   */
  UNCERTAIN_DATE(10),
  /** A month of a year, {@code yyyy-MM}. */
  YEAR_MONTH(7),
  /** A year of the Gregorian calendar, {@code yyyy}. */
  YEAR(4),
  /** A fiscal year (年度) by the year in which it begins, {@code yyyy}. */
  FISCAL_YEAR(4),
  /** Whole yen, perhaps negative. */
  AMOUNT,
  /** A whole number, perhaps negative: months, persons, days. */
  NUMBER,
  /** {@code 1} for yes, {@code 0} for no. */
  FLAG(1),
  /** One value of the item's code list. */
  CODE(8);

  private final OptionalInt length;

  ItemType() {
    this.length = OptionalInt.empty();
  }

  ItemType(int length) {
    this.length = OptionalInt.of(length);
  }

  /** The length of a value at most, where it follows from the type; empty if the layout says it. */
  OptionalInt length() {
    return length;
  }

  /** Whether values are whole numbers. */
  boolean isNumeric() {
    return this == AMOUNT || this == NUMBER;
  }

  /** Whether values are days, or spans of days. */
  boolean isCalendar() {
    return switch (this) {
      case DATE, UNCERTAIN_DATE, YEAR_MONTH, YEAR, FISCAL_YEAR -> true;
      case TEXT, KANA, AMOUNT, NUMBER, FLAG, CODE -> false;
    };
  }
}
