package renkei.tenantstore.layout;

import java.time.LocalDate;
import java.time.YearMonth;
import renkei.codebook.calendar.FiscalYear;
import renkei.codebook.calendar.UncertainDate;

/** The days that a value can be: one, those of a month or a year, or any. */
record DaySpan(LocalDate first, LocalDate last) {

  /**
   * The days of a value of one of the types that are days or spans of days.
   *
   * @param value one that passed its check
   */
  static DaySpan of(ItemType type, String value) {
    return switch (type) {
      case DATE -> new DaySpan(LocalDate.parse(value), LocalDate.parse(value));
      case UNCERTAIN_DATE -> of(UncertainDate.read(value).orElseThrow());
      case YEAR_MONTH -> of(YearMonth.parse(value));
      case YEAR -> of(Integer.parseInt(value));
      case FISCAL_YEAR -> of(new FiscalYear(Integer.parseInt(value)));
      case TEXT, KANA, AMOUNT, NUMBER, FLAG, CODE ->
          throw new IllegalArgumentException(type + " is no day");
    };
  }

  private static DaySpan of(UncertainDate date) {
    return new DaySpan(date.earliest(), date.latest());
  }

  private static DaySpan of(YearMonth month) {
    return new DaySpan(month.atDay(1), month.atEndOfMonth());
  }

  private static DaySpan of(int year) {
    return new DaySpan(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
  }

  private static DaySpan of(FiscalYear year) {
    return new DaySpan(year.firstDay(), year.lastDay());
  }

  /** Whether it lies after another for sure, whatever days they are. */
  boolean isAfter(DaySpan other) {
    return first.isAfter(other.last);
  }
}
