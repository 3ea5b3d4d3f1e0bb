package renkei.codebook.calendar;

import java.time.LocalDate;
import java.util.regex.Pattern;

/**
 * One era (元号) as the table has it.
 *
 * @param letter by which it is written in short, such as R
 * @param nameJa such as 令和
 * @param nameEn such as Reiwa
 * @param from its first day, by the Gregorian calendar
 * @param yearOne the year of the Gregorian calendar that is its first (元年). It is the year of
 *     {@code from} but for 明治, whose first five years were told by another calendar and have no day
 *     here
 */
public record Era(String letter, String nameJa, String nameEn, LocalDate from, int yearOne) {

  private static final Pattern LETTER = Pattern.compile("[A-Z]");
  private static final Pattern NAME_JA = Pattern.compile("\\p{IsHan}{1,4}");
  private static final Pattern NAME_EN = Pattern.compile("[A-Z][a-z]{1,19}");

  /** Throws {@link IllegalArgumentException} naming what is malformed. */
  public Era {
    require(LETTER.matcher(letter).matches(), "the letter of an era must be one capital letter");
    require(NAME_JA.matcher(nameJa).matches(), "the Japanese name of an era must be 1 to 4 kanji");
    require(NAME_EN.matcher(nameEn).matches(), "the English name of an era must be one word");
    require(
        yearOne <= from.getYear(), "the first year of " + nameEn + " must not be after its day");
  }

  private static void require(boolean fine, String form) {
    if (!fine) {
      throw new IllegalArgumentException(form);
    }
  }

  /** Which year of the era a year of the Gregorian calendar is; 1 is 元年. */
  int yearOf(int gregorian) {
    return gregorian - yearOne + 1;
  }
}
