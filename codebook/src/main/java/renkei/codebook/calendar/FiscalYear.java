package renkei.codebook.calendar;

import java.time.LocalDate;
import java.time.Month;
import java.util.regex.Pattern;

/**
 * A fiscal year (年度) of Japan: April to March (財政法 11; 地方自治法 208).
 *
 * @param value the year of the Gregorian calendar in which it begins, 1873 to 9998
 */
public record FiscalYear(int value) implements Comparable<FiscalYear> {

  private static final int FIRST = 1873;
  private static final int LAST = 9998;
  private static final Pattern FORM = Pattern.compile("[0-9]{4}");

  /** Throws {@link IllegalArgumentException} if the year is out of bounds. */
  public FiscalYear {
    if (!isOne(value)) {
      throw new IllegalArgumentException("FiscalYear must be a year from 1873 to 9998");
    }
  }

  static boolean isOne(int value) {
    return value >= FIRST && value <= LAST;
  }

  /** Whether a text is a fiscal year in four digits. */
  public static boolean isOne(String text) {
    return FORM.matcher(text).matches() && isOne(Integer.parseInt(text));
  }

  /** The fiscal year that a day is in. */
  public static FiscalYear of(LocalDate day) {
    return new FiscalYear(day.minusMonths(3).getYear());
  }

  /** The first of April. */
  public LocalDate firstDay() {
    return LocalDate.of(value, Month.APRIL, 1);
  }

  /** The last of March. */
  public LocalDate lastDay() {
    return LocalDate.of(value + 1, Month.MARCH, 31);
  }

  /** Orders by time. */
  @Override
  public int compareTo(FiscalYear other) {
    return Integer.compare(value, other.value);
  }

  /** Four digits. */
  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
