package renkei.codebook.calendar;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A day of which all, or the year and month, or the year, or nothing is known: registers of old
 * births and of foreign residents have such. Written as ISO 8601-2 (EDTF, level 1) does: {@code
 * 2026-03-31}, {@code 2026-03-XX}, {@code 2026-XX-XX}, {@code XXXX-XX-XX}.
 */
public final class UncertainDate {

  private static final Pattern FORM =
      Pattern.compile("([0-9]{4}|XXXX)-([0-9]{2}|XX)-([0-9]{2}|XX)");
  private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
  private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

  private final Known known;
  private final LocalDate earliest;
  private final LocalDate latest;

  /** How much is known. */
  public enum Known {
    /** The day. */
    DAY,
    /** Year and month. */
    MONTH,
    /** The year. */
    YEAR,
    /** Nothing: 不詳. */
    NOTHING
  }

  private UncertainDate(Known known, LocalDate earliest, LocalDate latest) {
    this.known = known;
    this.earliest = earliest;
    this.latest = latest;
  }

  /** Reads one; empty if it is of another form, no day of the calendar, or of the year zero. */
  public static Optional<UncertainDate> read(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    try {
      return read(form.group(1), form.group(2), form.group(3))
          .filter(date -> date.earliest.getYear() > 0);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<UncertainDate> read(String year, String month, String day) {
    boolean noMonth = month.equals("XX");
    boolean noDay = day.equals("XX");
    if (year.equals("XXXX")) {
      return noMonth && noDay
          ? Optional.of(new UncertainDate(Known.NOTHING, FIRST, LAST))
          : Optional.empty();
    }
    int years = Integer.parseInt(year);
    if (noMonth) {
      return noDay
          ? Optional.of(
              new UncertainDate(Known.YEAR, LocalDate.of(years, 1, 1), LocalDate.of(years, 12, 31)))
          : Optional.empty();
    }
    YearMonth months = YearMonth.of(years, Integer.parseInt(month));
    return noDay
        ? Optional.of(new UncertainDate(Known.MONTH, months.atDay(1), months.atEndOfMonth()))
        : Optional.of(of(months.atDay(Integer.parseInt(day))));
  }

  /** A day that is known. */
  public static UncertainDate of(LocalDate day) {
    return new UncertainDate(Known.DAY, day, day);
  }

  /** How much is known. */
  public Known known() {
    return known;
  }

  /** The first day it can have been; of one of which nothing is known 0001-01-01. */
  public LocalDate earliest() {
    return earliest;
  }

  /** The last day it can have been; of one of which nothing is known 9999-12-31. */
  public LocalDate latest() {
    return latest;
  }

  /** Says how much is known, and hides the day. */
  @Override
  public String toString() {
    return "UncertainDate[" + known + ", ****]";
  }
}
