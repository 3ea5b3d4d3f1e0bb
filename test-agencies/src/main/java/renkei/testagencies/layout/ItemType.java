package renkei.testagencies.layout;

/** What the values of an item look like. */
public enum ItemType {
  /** Any text of the permitted character set. */
  TEXT,
  /** Full-width katakana. */
  KANA,
  /** yyyy-MM-dd. */
  DATE,
  /** As a date, of which XX is not known: 2026-03-XX, 2026-XX-XX, XXXX-XX-XX. */
  UNCERTAIN_DATE,
  /** yyyy-MM. */
  YEAR_MONTH,
  /** yyyy. */
  YEAR,
  /** The year in which it begins in April. */
  FISCAL_YEAR,
  /** Whole yen. */
  AMOUNT,
  /** A whole number. */
  NUMBER,
  /** 1 for yes, 0 for no. */
  FLAG,
  /** One of a code list. */
  CODE;

  /** Whether its values are days, or spans of days. */
  public boolean isCalendar() {
    return this == DATE
        || this == UNCERTAIN_DATE
        || this == YEAR_MONTH
        || this == YEAR
        || this == FISCAL_YEAR;
  }

  /** Whether the layout says how long its values may be. */
  boolean hasLength() {
    return this == TEXT || this == KANA || this == AMOUNT || this == NUMBER;
  }
}
