package renkei.codebook;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** Which of a person's records an inquiry is about; the layout says which kinds it allows. */
public sealed interface Condition {

  /** The record that holds now. */
  Condition CURRENT = new Current();

  /** The longest list of fiscal years. */
  int MOST_YEARS = 10;

  /** The longest period, in years. */
  int LONGEST_PERIOD = 20;

  /** The record that holds now. */
  record Current() implements Condition {

    @Override
    public String text() {
      return "CURRENT";
    }
  }

  /** The record that held on a day. */
  record OnDate(LocalDate day) implements Condition {

    /** Throws {@link IllegalArgumentException} if the day has no year of four digits. */
    public OnDate {
      requireFourDigits(day);
    }

    @Override
    public String text() {
      return "ON " + day;
    }
  }

  /**
   * The records of fiscal years (年度).
   *
   * @param from the first, by the year in which it begins
   * @param to the last
   */
  record FiscalYears(int from, int to) implements Condition {

    /**
     * Throws {@link IllegalArgumentException} unless they are years of four digits in their order,
     * ten at most.
     */
    public FiscalYears {
      if (from < 1873 || to > 9998 || from > to || to - from >= MOST_YEARS) {
        throw new IllegalArgumentException("fiscal years run from 1873 to 9998, 10 at most");
      }
    }

    @Override
    public String text() {
      return "YEARS " + from + " " + to;
    }
  }

  /** The records that held at some time from one day to another. */
  record Period(LocalDate from, LocalDate to) implements Condition {

    /**
     * Throws {@link IllegalArgumentException} unless the days are in their order and no more than
     * twenty years apart.
     */
    public Period {
      requireFourDigits(from);
      requireFourDigits(to);
      if (from.isAfter(to) || !to.isBefore(from.plusYears(LONGEST_PERIOD))) {
        throw new IllegalArgumentException("a period runs for 20 years at most");
      }
    }

    @Override
    public String text() {
      return "PERIOD " + from + " " + to;
    }
  }

  /** As it is written into records: {@code YEARS 2024 2026}. */
  String text();

  /** Reads what {@link #text} wrote; empty if the text is no condition. */
  static Optional<Condition> read(String text) {
    try {
      return read(text.split(" ", -1)).filter(condition -> condition.text().equals(text));
    } catch (DateTimeException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<Condition> read(String[] words) {
    return switch (words[0] + words.length) {
      case "CURRENT1" -> Optional.of(CURRENT);
      case "ON2" -> Optional.of(new OnDate(LocalDate.parse(words[1])));
      case "YEARS3" ->
          Optional.of(new FiscalYears(Integer.parseInt(words[1]), Integer.parseInt(words[2])));
      case "PERIOD3" ->
          Optional.of(new Period(LocalDate.parse(words[1]), LocalDate.parse(words[2])));
      default -> Optional.empty();
    };
  }

  private static void requireFourDigits(LocalDate day) {
    if (day.getYear() < 1 || day.getYear() > 9999) {
      throw new IllegalArgumentException("a day has a year from 0001 to 9999");
    }
  }
}
